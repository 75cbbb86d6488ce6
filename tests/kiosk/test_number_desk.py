"""What the reception does for visitors who come with a number or an appointment."""

from datetime import timedelta

import pytest

from hall.appointment import Appointment
from hall.errors import HallClosed, OverdueLimitReached, ServerAway, UnknownTicket
from hall.ticket import TicketState
from kiosk.errand import AskOutlook, BringBack, FindBooked, GiveUp, LookUp, PrintAgain
from kiosk.flow import Screen
from kiosk.own_number import (
    CHOICES,
    JustDone,
    OwnNumber,
    hyphened,
    is_whole,
    list_choices,
    list_letters,
    list_spellings,
)
from kiosk.reception import Reception
from kiosk.visit import Visit
from tests.kiosk.numbers import PAGE, TOKEN, number_view
from tests.kiosk.staff import Desk


def type_number(desk: Desk, typed: str) -> None:
    numbers = desk.reception.numbers
    numbers.open_number()
    for end in range(1, len(typed) + 1):
        numbers.type(typed[:end])


def scan(desk: Desk, state: TicketState = TicketState.WAITING) -> OwnNumber:
    desk.reception.take_scan(PAGE)
    desk.do_errand(number_view(desk.hall, "insure", state))
    own = desk.reception.visit.own
    assert own is not None
    return own


def test_a_whole_number_is_looked_up_without_a_further_tap(desk: Desk, reception: Reception) -> None:
    type_number(desk, "A012")

    assert desk.errands.sent == [LookUp(key="key-00001", spellings=("A012",))]
    desk.do_errand(number_view(desk.hall, "insure"))
    assert reception.screen is Screen.MY_NUMBER
    assert reception.visit.own is not None
    assert not reception.visit.own.is_shown


def test_zeros_may_be_left_out(desk: Desk, reception: Reception) -> None:
    type_number(desk, "A7")
    reception.numbers.enter()

    assert desk.errands.sent == [LookUp(key="key-00001", spellings=("A7", "A007"))]


@pytest.mark.parametrize(
    ("typed", "spellings"),
    [
        ("A7", ("A7", "A007")),
        ("A1234", ("A1234",)),
        ("A", ("A",)),
        ("K2-5", ("K2-5", "K2-005")),
        ("K2005", ("K2005", "K2-005")),
        ("K25", ("K25", "K025", "K2-005")),
    ],
)
def test_numbers_are_spelled_as_on_slips(typed: str, spellings: tuple[str, ...]) -> None:
    assert list_spellings(typed, ("A", "K", "K2-")) == spellings


def test_every_number_can_be_typed_with_the_letters_of_the_pad() -> None:
    assert list_letters(("B", "A", "K2-", "K3-")) == ("A", "B", "K")


def test_a_number_is_whole_with_its_three_digits() -> None:
    prefixes = ("A", "AB", "K2-")
    whole, not_whole = ("A012", "AB012", "K2-001", "K2001", "012"), ("A01", "A0123", "AB01", "K200", "K2")

    assert [typed for typed in (*whole, *not_whole) if is_whole(typed, prefixes)] == [*whole]


def test_a_number_is_not_whole_where_a_kiosks_own_may_follow() -> None:
    typed = ("K100", "K1001", "K200", "K1-00", "K1-001")

    assert [each for each in typed if is_whole(each, ("K", "K1-"))] == ["K1001", "K200", "K1-001"]


def test_the_hyphen_that_the_pad_has_no_key_for_comes_by_itself() -> None:
    assert [hyphened(typed, ("A", "K2-")) for typed in ("K", "K2", "K2001", "A012")] == ["K", "K2-", "K2-001", "A012"]


def test_a_number_that_nobody_has_is_said_where_it_was_typed(desk: Desk, reception: Reception) -> None:
    type_number(desk, "A999")

    desk.fail_errand(UnknownTicket())

    assert reception.screen is Screen.NUMBER
    assert isinstance(reception.visit.trouble, UnknownTicket)
    reception.numbers.type("A99")
    assert reception.visit.trouble is None


def test_while_one_is_looked_up_the_pad_rests(desk: Desk, reception: Reception) -> None:
    type_number(desk, "A012")

    reception.numbers.type("A0123")
    reception.numbers.enter()

    assert reception.visit.typed == "A012"
    assert len(desk.errands.sent) == 1


def test_a_slip_is_scanned_from_any_screen_and_whoever_was_there_is_forgotten(desk: Desk, reception: Reception) -> None:
    reception.switch_language()
    reception.choose_matter("marry")

    own = scan(desk)

    assert own.token == TOKEN
    assert reception.screen is Screen.MY_NUMBER
    assert reception.visit.matter_id is None
    assert reception.visit.language == "en"


def test_nothing_is_scanned_while_somebody_waits_for_a_number(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("marry")
    reception.take_ticket()

    reception.take_scan(PAGE)
    desk.wait(2)
    reception.take_scan(PAGE)

    assert reception.screen is Screen.TAKING
    assert not any(isinstance(each, LookUp) for each in desk.errands.sent)


def test_what_is_no_slip_is_said(reception: Reception) -> None:
    reception.take_scan("6901234567892")

    assert reception.screen is Screen.NUMBER
    assert reception.visit.trouble is not None
    assert reception.visit.trouble.code == "not_our_code"


def test_an_appointments_code_is_checked_in_at_once(desk: Desk, reception: Reception) -> None:
    reception.take_scan("482913")

    assert desk.taking.pursued[-1].appointment == "482913"
    desk.answer_check_in("insure")
    assert reception.screen is Screen.TICKET


def test_a_missed_number_comes_back(desk: Desk, reception: Reception) -> None:
    own = scan(desk, TicketState.OVERDUE)

    reception.numbers.bring_back()
    assert isinstance(desk.errands.sent[-1], BringBack)
    desk.do_errand(number_view(desk.hall, "insure", calls_left=3))

    back = reception.visit.own
    assert back is not None
    assert back.done is JustDone.CAME_BACK
    assert back.token == own.token


def test_one_that_may_not_come_back_stays(desk: Desk, reception: Reception) -> None:
    scan(desk)

    reception.numbers.bring_back()

    assert isinstance(desk.errands.sent[-1], LookUp)


def test_why_it_did_not_come_back_is_said(desk: Desk, reception: Reception) -> None:
    scan(desk, TicketState.OVERDUE)
    reception.numbers.bring_back()

    desk.fail_errand(OverdueLimitReached())

    assert isinstance(reception.visit.trouble, OverdueLimitReached)
    assert reception.visit.errand is None


def test_who_shows_the_slip_prints_it_again_with_its_own_code(desk: Desk, reception: Reception) -> None:
    scan(desk)

    reception.numbers.print_again()

    errand = desk.errands.sent[-1]
    assert isinstance(errand, PrintAgain)
    assert errand.token == TOKEN
    desk.do_errand(desk.hall.issue("insure"))
    assert reception.screen is Screen.TICKET
    assert len(desk.paper.again) == 1
    assert desk.paper.first == []


def test_who_only_typed_the_number_says_what_it_is_for(desk: Desk, reception: Reception) -> None:
    type_number(desk, "A001")
    desk.do_errand(number_view(desk.hall, "insure"))

    reception.numbers.print_again("insure")

    errand = desk.errands.sent[-1]
    assert isinstance(errand, PrintAgain)
    assert errand.token is None


def test_whoever_names_a_wrong_matter_shuts_the_number_for_a_while_to_those_who_type_it(
    desk: Desk, reception: Reception
) -> None:
    view = number_view(desk.hall, "insure")
    type_number(desk, "A001")
    desk.do_errand(view)
    reception.numbers.print_again("marry")
    assert reception.visit.own is not None
    assert reception.visit.own.is_mistaken

    reception.end_visit()
    type_number(desk, "A001")
    desk.do_errand(view)
    reception.numbers.print_again("insure")
    reception.numbers.ask_to_cancel()

    assert not any(isinstance(each, PrintAgain) for each in desk.errands.sent)
    assert reception.screen is Screen.MY_NUMBER
    assert not reception.visit.own.is_mistaken

    desk.wait(601)
    type_number(desk, "A001")
    desk.do_errand(view)
    reception.numbers.print_again("insure")

    assert isinstance(desk.errands.sent[-1], PrintAgain)


def test_a_wrong_guess_shuts_nothing_to_whoever_shows_the_slip(desk: Desk, reception: Reception) -> None:
    type_number(desk, "A001")
    desk.do_errand(number_view(desk.hall, "insure"))
    reception.numbers.print_again("marry")
    reception.end_visit()

    scan(desk)
    reception.numbers.print_again()

    assert isinstance(desk.errands.sent[-1], PrintAgain)


def test_a_number_is_given_up_after_a_second_question(desk: Desk, reception: Reception) -> None:
    scan(desk)

    reception.numbers.ask_to_cancel()
    assert reception.screen is Screen.CANCEL
    reception.numbers.cancel()
    assert isinstance(desk.errands.sent[-1], GiveUp)
    desk.do_errand(number_view(desk.hall, "insure", TicketState.CANCELLED))

    assert reception.screen is Screen.MY_NUMBER
    assert reception.visit.own is not None
    assert reception.visit.own.done is JustDone.CANCELLED


def test_the_question_can_be_answered_with_no(desk: Desk, reception: Reception) -> None:
    scan(desk)
    reception.numbers.ask_to_cancel()

    reception.go_back()

    assert reception.screen is Screen.MY_NUMBER
    assert isinstance(desk.errands.sent[-1], LookUp)


def test_an_answer_for_somebody_who_has_gone_changes_nothing(desk: Desk, reception: Reception) -> None:
    type_number(desk, "A012")

    reception.end_visit()
    desk.do_errand(number_view(desk.hall, "insure"))

    assert reception.screen is Screen.HOME
    assert reception.visit == Visit()


def test_a_number_on_the_glass_is_looked_at_again_when_the_hall_moves(desk: Desk, reception: Reception) -> None:
    scan(desk)
    sent = len(desk.errands.sent)
    desk.wait(10)
    assert len(desk.errands.sent) == sent

    desk.hall.issue("insure")
    desk.tell_snapshot()
    desk.wait(1)
    desk.do_errand(number_view(desk.hall, "insure", TicketState.CALLED))

    assert reception.visit.own is not None
    assert reception.visit.own.view.ticket.state is TicketState.CALLED
    assert reception.visit.own.token == TOKEN


def test_a_look_that_fails_leaves_what_is_shown(desk: Desk, reception: Reception) -> None:
    own = scan(desk)
    desk.hall.issue("insure")
    desk.tell_snapshot()
    desk.wait(4)

    desk.fail_errand(ServerAway())

    assert reception.visit.own == own
    assert reception.visit.trouble is None


def test_a_code_is_checked_in_as_soon_as_it_is_whole(desk: Desk, reception: Reception) -> None:
    reception.numbers.open_appointment()

    reception.numbers.type("482913")

    assert desk.taking.pursued[-1].appointment == "482913"


def test_a_telephone_number_finds_its_only_appointment(desk: Desk, reception: Reception) -> None:
    reception.numbers.open_appointment()
    reception.numbers.type("138001")
    assert desk.taking.pursued == []

    reception.numbers.type("13800138000")
    assert desk.errands.sent == [FindBooked(key="key-00001", hall_id="small", phone="13800138000")]
    desk.do_errand((booked(desk, 1),))

    assert desk.taking.pursued[-1].appointment == "22222"


def test_of_several_appointments_the_visitor_chooses(desk: Desk, reception: Reception) -> None:
    reception.numbers.open_appointment()
    reception.numbers.type("13800138000")
    desk.do_errand((booked(desk, 1), booked(desk, 2)))
    assert reception.screen is Screen.BOOKED

    reception.numbers.choose_booked("33333")

    assert desk.taking.pursued[-1].appointment == "33333"


def booked(desk: Desk, number: int) -> Appointment:
    slot = desk.hall.clock.now() + timedelta(minutes=number)
    code = str(number + 1) * 5
    return Appointment(appointment_id=number, code=code, matter_id="insure", slot=slot, is_open=True)


def test_the_matters_to_choose_from_stay_the_same_and_are_of_the_same_queue(desk: Desk) -> None:
    own = OwnNumber(view=number_view(desk.hall, "insure"))
    queue = own.view.ticket.queue_id
    matters = {"insure": queue, **{f"same{n}": queue for n in range(6)}, **{f"other{n}": "b" for n in range(40)}}

    choices = list_choices(own, matters)

    assert list_choices(own, dict(reversed(matters.items()))) == choices
    assert len(choices) == CHOICES
    assert "insure" in choices
    assert not any(each.startswith("other") for each in choices)


def test_where_a_queue_has_one_matter_others_stand_beside_it(desk: Desk) -> None:
    own = OwnNumber(view=number_view(desk.hall, "insure"))

    assert len(list_choices(own, {"insure": own.view.ticket.queue_id, "x": "b", "y": "b"})) == CHOICES


def test_why_no_number_is_to_be_had_is_known_before_one_is_asked_for(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    assert desk.errands.sent == [AskOutlook(key="key-00001", matter_id="insure")]

    desk.fail_errand(HallClosed(until="2026-03-03T09:00+08:00"))

    assert isinstance(reception.visit.outlook, HallClosed)
    reception.go_home()
    reception.choose_matter("marry")
    assert reception.visit.outlook is None


def test_without_an_answer_nothing_is_said(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")

    desk.fail_errand(ServerAway())

    assert reception.visit.outlook is None
    assert reception.visit.errand is None


def test_a_number_is_taken_while_the_outlook_is_asked_for(desk: Desk, reception: Reception) -> None:
    reception.choose_matter("insure")
    reception.take_ticket()

    desk.answer()

    assert reception.screen is Screen.TICKET
