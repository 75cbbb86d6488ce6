"""The hall's desk: numbers sent to the right line, and help called from a kiosk."""

import pytest

from hall.desk import DeskView, RedirectTicket
from hall.device_events import KioskHelpAnswered, KioskHelpCalled
from hall.errors import BadInput, NotHandledHere, TargetNotOpen, UnknownDevice, UnknownMatter, WrongState
from hall.exchange import Role
from hall.places import Text
from hall.ticket import IssuedTicket, Ticket
from hall.ticket_events import TicketRedirected
from server.actions.halt import stop_queue
from server.actions.help_at_kiosk import answer_help, call_help
from server.actions.look_at_desk import look_at_desk
from server.actions.make_credentials import add_device
from server.actions.redirect import redirect
from server.store.hall_tx import Actor
from tests.server.lane_hall import KIOSK, LaneHall, issuing

GUIDE = Actor(kind=Role.GUIDE.value, name="gina")


def issue(hall: LaneHall, matter_id: str) -> Ticket:
    return hall.do(IssuedTicket, issuing(matter_id)).ticket


def send(hall: LaneHall, ticket_id: int, matter_id: str, note: str = "") -> Ticket:
    wanted = RedirectTicket(matter_id=matter_id, note=note)
    return hall.do(Ticket, lambda tx, today: redirect(tx, today, ticket_id, wanted, actor=GUIDE))


def look(hall: LaneHall) -> DeskView:
    return hall.ask(
        lambda read: look_at_desk(
            read, hall.almanac.on(hall.almanac.business_date_at(hall.clock.now())), now=hall.clock.now()
        )
    )


def waiting(hall: LaneHall) -> dict[str, int]:
    return {queue.queue_id: queue.waiting for queue in look(hall).queues}


def test_a_redirected_number_waits_in_the_other_line_by_its_arrival(lane_hall: LaneHall) -> None:
    early = issue(lane_hall, "insure")
    late = issue(lane_hall, "marry")

    sent = send(lane_hall, early.ticket_id, "marry", note="带错材料")

    assert (sent.number, sent.matter_id, sent.queue_id, sent.note) == ("A001", "marry", "civil", "带错材料")
    assert waiting(lane_hall) == {"social": 0, "civil": 2, "commerce": 0, "general": 0}
    called = lane_hall.act(lane_hall.sign_in("1"), "call-next")
    assert called.ticket is not None
    assert called.ticket.ticket_id == early.ticket_id < late.ticket_id
    (event,) = [each.body for each in lane_hall.events if isinstance(each.body, TicketRedirected)]
    assert (event.from_matter, event.queue.queue_id, [queue.queue_id for queue in event.queues]) == (
        "insure",
        "civil",
        ["social"],
    )


def test_what_cannot_be_redirected_is_refused_and_nothing_changes(lane_hall: LaneHall) -> None:
    ticket = issue(lane_hall, "insure")
    for matter_id, refusal in (("insure", BadInput), ("never", UnknownMatter), ("subsidy", NotHandledHere)):
        with pytest.raises(refusal):
            send(lane_hall, ticket.ticket_id, matter_id)
    reason = Text(zh="停电", en="Power cut")
    lane_hall.submit(lambda tx, today: stop_queue(tx, today, "civil", reason, actor=GUIDE)).result(10)
    with pytest.raises(TargetNotOpen):
        send(lane_hall, ticket.ticket_id, "marry")
    lane_hall.act(lane_hall.sign_in("2"), "call-next")
    with pytest.raises(WrongState):
        send(lane_hall, ticket.ticket_id, "licence")


def test_help_that_is_called_twice_is_one_call_and_is_answered_once(lane_hall: LaneHall) -> None:
    lane_hall.run(lambda tx: add_device(tx, role=Role.KIOSK, name="K1", replace=False))
    for _ in range(2):
        lane_hall.run(lambda tx: call_help(tx, "K1", actor=KIOSK))
    assert [placed.device.help_since for placed in look(lane_hall).devices] == [lane_hall.clock.now()]

    for _ in range(2):
        lane_hall.run(lambda tx: answer_help(tx, "K1", actor=GUIDE))

    assert [placed.device.help_since for placed in look(lane_hall).devices] == [None]
    told = [type(each.body) for each in lane_hall.events if "Help" in each.body.kind]
    assert told == [KioskHelpCalled, KioskHelpAnswered]
    with pytest.raises(UnknownDevice):
        lane_hall.run(lambda tx: answer_help(tx, "K9", actor=GUIDE))
