"""States of what a visitor has already: a number, on a slip or typed, and appointments."""

from datetime import timedelta

from hall.appointment import Appointment
from hall.errors import UnknownAppointment, UnknownTicket
from hall.taken_number import NumberView
from hall.ticket import PriorityClass, TicketState
from tests.kiosk.glass import Glass, Show
from tests.kiosk.numbers import PAGE, number_view

LONG_NAMED = "chronic_disease"
"""A matter of a long name in both languages."""


SEVERAL = ("business_licence", "marriage_registration")
"""What else a number is for."""


def _own(
    state: TicketState = TicketState.WAITING,
    *,
    matter_id: str = LONG_NAMED,
    then: tuple[str, ...] = (),
    **facts: object,
) -> Show:
    """Somebody holds a slip before the scanner."""

    def show(glass: Glass) -> None:
        glass.reception.take_scan(PAGE)
        glass.desk.do_errand(number_view(glass.desk.hall, matter_id, state, then=then, **facts))

    return show


def _own_no_window(glass: Glass) -> None:
    queue_id = glass.reception.guide.matter(LONG_NAMED).handling.queue
    assert queue_id is not None
    glass.desk.hall.set_queue(queue_id, waiting=4, open_windows=0)
    glass.desk.tell_snapshot()
    _own(then=SEVERAL, wait=None)(glass)


def _type(glass: Glass, view: NumberView) -> None:
    glass.reception.numbers.open_number()
    number = view.ticket.number
    for end in range(1, len(number) + 1):
        glass.reception.numbers.type(number[:end])
    glass.desk.do_errand(view)


def _typed_number(glass: Glass) -> None:
    _type(glass, number_view(glass.desk.hall, LONG_NAMED, number="E001"))


def _mistaken(glass: Glass) -> None:
    _typed_number(glass)
    glass.reception.numbers.print_again("business_licence")


def _shut(glass: Glass) -> None:
    _mistaken(glass)
    own = glass.reception.visit.own
    assert own is not None
    glass.reception.go_home()
    _type(glass, own.view)


def _came_back(glass: Glass) -> None:
    _own(TicketState.OVERDUE)(glass)
    glass.reception.numbers.bring_back()
    glass.desk.do_errand(number_view(glass.desk.hall, LONG_NAMED, calls_left=3))


def _cancel(show: Show) -> Show:
    def ask(glass: Glass) -> None:
        show(glass)
        glass.reception.numbers.ask_to_cancel()

    return ask


def _cancelled(glass: Glass) -> None:
    _cancel(_own())(glass)
    glass.reception.numbers.cancel()
    glass.desk.do_errand(number_view(glass.desk.hall, LONG_NAMED, TicketState.CANCELLED, reprints_left=0))


def _unknown_number(glass: Glass) -> None:
    glass.reception.numbers.open_number()
    for end in range(1, 5):
        glass.reception.numbers.type("E999"[:end])
    glass.desk.fail_errand(UnknownTicket())


def _unknown_appointment(glass: Glass) -> None:
    glass.reception.numbers.open_appointment()
    for end in range(1, 12):
        glass.reception.numbers.type("13800138000"[:end])
    glass.desk.fail_errand(UnknownAppointment())


def _refused_appointment(glass: Glass) -> None:
    """A code of six digits that no appointment has."""
    glass.reception.numbers.open_appointment()
    for end in range(1, 7):
        glass.reception.numbers.type("482913"[:end])
    glass.desk.refuse(UnknownAppointment())


def _booked(glass: Glass) -> None:
    glass.reception.numbers.open_appointment()
    for end in range(1, 12):
        glass.reception.numbers.type("13800138000"[:end])
    now = glass.desk.hall.clock.now()
    booked = [
        Appointment(appointment_id=n, code=str(n) * 6, matter_id=each, slot=now + timedelta(hours=n), is_open=True)
        for n, each in enumerate(("marriage_registration", LONG_NAMED, "business_licence"), start=1)
    ]
    glass.desk.do_errand(tuple(booked))


STATES_OF_NUMBERS: dict[str, Show] = {
    "number": lambda glass: glass.reception.numbers.open_number(),
    "number_unknown": _unknown_number,
    "my_number": _own(),
    "my_number_several": _own(then=SEVERAL),
    "my_number_priority": _own(then=SEVERAL, asked=PriorityClass.MARTYR_FAMILY),
    "my_number_no_window": _own_no_window,
    "my_number_called": _own(TicketState.CALLED),
    "my_number_serving": _own(TicketState.SERVING),
    "my_number_held": _own(TicketState.HELD),
    "my_number_overdue": _own(TicketState.OVERDUE),
    "my_number_overdue_at_desk": _own(TicketState.OVERDUE, may_come_back=False),
    "my_number_no_show": _own(TicketState.NO_SHOW, reprints_left=0),
    "my_number_done": _own(TicketState.DONE, reprints_left=0),
    "my_number_expired": _own(TicketState.EXPIRED, reprints_left=0),
    "my_number_cancelled": _cancelled,
    "my_number_came_back": _came_back,
    "my_number_typed": _typed_number,
    "my_number_mistaken": _mistaken,
    "my_number_shut": _shut,
    "cancel": _cancel(_own()),
    "cancel_several": _cancel(_own(then=SEVERAL)),
    "cancel_typed": _cancel(_typed_number),
    "appointment": lambda glass: glass.reception.numbers.open_appointment(),
    "appointment_unknown": _unknown_appointment,
    "appointment_refused": _refused_appointment,
    "booked": _booked,
}
