"""Permissions for kiosks that go on by themselves, and the numbers that they hand over, on every engine."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from hall.astray import Astray
from hall.errors import NotOurPermission, OfflineNotOffered, SecondMachine
from hall.places import Quota, Text
from hall.rules import Rules
from hall.signing import is_signed
from hall.taken_number import ReprintRequest
from hall.ticket import IssuedTicket, Source, TicketState
from hall.ticket_events import TicketAstray, TicketCallUndone, TicketCancelled, TicketIssued
from hall.visit_token import slip_code
from server.actions.adopt_offline import LEFT
from server.actions.close_day import close_day
from server.actions.desk import Desk
from server.actions.halt import open_queue, stop_queue
from server.actions.look_at_visit import get_visit
from server.actions.reprint import Reprinter, reprint
from server.store import tables
from server.store.database import Database
from server.store.offline import find_astray, list_leases, list_strays
from tests.fakes.hall_server import at
from tests.server.days.day import SUPERVISOR, plan_with
from tests.server.lane_hall import KIOSK, PAGES, LaneHall
from tests.server.offline_kiosk import OfflineKiosk, add_kiosk, copied, later, next_key
from tests.server.plans import small_plan

WHY = Text(zh="系统检修", en="Maintenance")


@pytest.fixture
def kiosk(lane_hall: LaneHall) -> OfflineKiosk:
    add_kiosk(lane_hall, "K2")
    return OfflineKiosk(lane_hall)


@pytest.fixture
def strict_hall(database: Database) -> Iterator[LaneHall]:
    """The small hall with its hours, and a quota on one matter and one queue."""
    plan = small_plan()
    limited = tuple(
        replace(queue, quota=Quota(a_day=9)) if queue.queue_id == "civil" else queue for queue in plan.queues
    )
    matters = tuple(
        replace(matter, quota=Quota(a_day=9)) if matter.matter_id == "timber" else matter for matter in plan.matters
    )
    rules = Rules(last_issue_min=30, offline_numbers=5, offline_min=60)
    plan = replace(plan, hall=replace(plan.hall, open_always=False, rules=rules), queues=limited, matters=matters)
    hall = LaneHall(database, plan=plan)
    yield hall
    hall.close()


# -- the permission


def test_a_permission_names_what_a_kiosk_may_do(strict_hall: LaneHall) -> None:
    add_kiosk(strict_hall, "K2")

    permission = OfflineKiosk(strict_hall).ask()

    assert (permission.prefix, permission.first, permission.last) == ("K2", 1, 5)
    assert permission.queues == ("social", "commerce", "general")
    assert permission.not_matters == ("timber",)
    assert permission.valid_until == later(strict_hall.clock.now(), minutes=60)
    (span,) = permission.spans
    assert (span.begins, span.ends) == (at(9), at(16, 30))
    assert permission.page_base == "http://hall.test/t/"


def test_a_permission_is_signed_to_the_letter(kiosk: OfflineKiosk) -> None:
    kiosk.ask()

    given = kiosk.given
    assert given is not None
    signed = given.permission
    assert is_signed(signed.body, signed.signature, public_key=given.public_key)
    assert not is_signed(signed.body.replace('"last":50', '"last":99'), signed.signature, public_key=given.public_key)


def test_no_queue_is_permitted_that_takes_no_numbers(kiosk: OfflineKiosk) -> None:
    kiosk.hall.submit(lambda tx, today: stop_queue(tx, today, "social", WHY, actor=KIOSK)).result(10)

    assert "social" not in kiosk.ask().queues

    kiosk.hall.submit(lambda tx, today: open_queue(tx, today, "social", actor=KIOSK)).result(10)
    assert "social" in kiosk.ask().queues


def test_a_closed_day_permits_nothing(kiosk: OfflineKiosk) -> None:
    kiosk.hall.submit(lambda tx, today: close_day(tx, today, reason="停电", actor=SUPERVISOR)).result(10)

    permission = kiosk.ask()

    assert (permission.queues, permission.spans) == ((), ())


def test_a_permission_that_is_refreshed_goes_on_behind_what_was_handed_over(kiosk: OfflineKiosk) -> None:
    first = kiosk.ask()
    kiosk.adopt(kiosk.number(1), kiosk.number(2))

    again = kiosk.ask()

    assert again.lease_id == first.lease_id
    assert (again.first, again.last) == (1, 52)


def test_a_kiosk_whose_memory_was_damaged_never_gets_a_number_again_that_it_may_have_given(
    kiosk: OfflineKiosk,
) -> None:
    first = kiosk.ask()

    anew = kiosk.ask(begin_anew=True)

    assert anew.lease_id != first.lease_id
    assert (anew.first, anew.last) == (51, 100)


def test_numbers_begin_again_each_day(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    kiosk.hall.clock.advance(timedelta(days=1))

    permission = kiosk.ask()

    assert permission.first == 1
    assert str(permission.business_date) == "2026-03-03"


def test_two_kiosks_have_series_of_their_own(kiosk: OfflineKiosk) -> None:
    add_kiosk(kiosk.hall, "K3")
    other = OfflineKiosk(kiosk.hall, name="K3", installation="bb22")
    kiosk.ask(), other.ask()

    one = kiosk.adopt(kiosk.number(1))
    two = other.adopt(other.number(1))

    assert [one[0].number, two[0].number] == ["K2-001", "K3-001"]


def test_a_hall_may_have_no_offline_numbers(database: Database) -> None:
    hall = LaneHall(database, plan=plan_with(Rules(offline_numbers=0)))
    add_kiosk(hall, "K2")

    with pytest.raises(OfflineNotOffered, match="offline_numbers"):
        OfflineKiosk(hall).ask()
    hall.close()


def test_a_name_that_cannot_stand_before_a_number_is_refused_with_what_to_do(lane_hall: LaneHall) -> None:
    add_kiosk(lane_hall, "lobby-left")

    with pytest.raises(OfflineNotOffered, match="like K2"):
        OfflineKiosk(lane_hall, name="lobby-left").ask()


# -- one machine


def test_a_second_machine_with_the_same_token_gets_nothing(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    second = OfflineKiosk(kiosk.hall, installation="bb22")

    with pytest.raises(SecondMachine, match="another machine"):
        second.ask()
    assert len(kiosk.hall.ask(lambda read: list_leases(read, "K2", kiosk.permission.business_date))) == 1


def test_a_copy_of_a_disk_gets_nothing_once_the_other_has_asked(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    copy = copied(kiosk)
    kiosk.ask()

    with pytest.raises(SecondMachine, match="copy of this kiosk's disk"):
        copy.ask()
    kiosk.ask()


def test_an_answer_that_was_lost_is_asked_for_again_under_its_key(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    before, key = kiosk.given, next_key()
    kiosk.ask(key=key)
    kiosk.given = before

    kiosk.ask(key=key)
    kiosk.ask()


def test_a_machine_that_was_replaced_gets_a_permission_with_its_new_token(kiosk: OfflineKiosk) -> None:
    old = kiosk.ask()
    add_kiosk(kiosk.hall, "K2")
    new = OfflineKiosk(kiosk.hall, installation="bb22")

    permission = new.ask()

    assert permission.first == old.last + 1, "what the old machine may have given is not given again"


def test_a_record_from_before_a_permission_knows_the_machine_by_it(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    stale = copied(kiosk)
    kiosk.hall.clock.advance(timedelta(minutes=5))
    kiosk.ask()
    newest = kiosk.given
    # As if the record had been brought back from a backup: it knows only what was before.
    stale_permission = stale.permission
    kiosk.hall.run(
        lambda tx: tx.update(
            tables.device,
            {"name": "K2"},
            renewal=stale_permission.renewal,
            renewed_us=int(stale_permission.issued_at.timestamp() * 1_000_000),
        )
    )
    kiosk.given = newest

    assert kiosk.ask().first == 1


# -- the adoption


def test_a_number_becomes_a_ticket_that_waits_by_its_arrival(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    hall = kiosk.hall
    arrived = later(hall.clock.now(), minutes=1)
    hall.clock.advance(timedelta(minutes=10))
    hall.issue()

    (adopted,) = kiosk.adopt(kiosk.number(1, at=arrived))

    ticket = hall.ticket(adopted.ticket_id)
    assert (ticket.number, ticket.state, ticket.source) == ("K2-001", TicketState.WAITING, Source.OFFLINE)
    assert ticket.arrived_at == arrived
    desk = hall.sign_in("2")
    assert _called(hall, desk) == "K2-001", "it came before the other, though it was handed over after"


def test_nobody_who_was_called_already_is_affected(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    hall = kiosk.hall
    arrived = later(hall.clock.now(), minutes=1)
    hall.clock.advance(timedelta(minutes=10))
    later_one = hall.issue()
    desk = hall.sign_in("2")
    assert _called(hall, desk) == later_one.ticket.number

    kiosk.adopt(kiosk.number(1, at=arrived))

    view = hall.window("2")
    assert view.ticket is not None
    assert view.ticket.number == later_one.ticket.number
    assert view.version == hall.window("2").version


def test_numbers_of_several_kiosks_are_in_the_order_in_which_their_visitors_came(kiosk: OfflineKiosk) -> None:
    hall = kiosk.hall
    add_kiosk(hall, "K3")
    other = OfflineKiosk(hall, name="K3", installation="bb22")
    kiosk.ask(), other.ask()
    nine = hall.clock.now()
    hall.clock.advance(timedelta(minutes=30))
    kiosk.adopt(kiosk.number(1, at=later(nine, minutes=1)), kiosk.number(2, at=later(nine, minutes=3)))
    other.adopt(other.number(1, at=later(nine, minutes=2)))

    desk = hall.sign_in("2")
    called = []
    for _ in range(3):
        called.append(_called(hall, desk))
        hall.act(desk, "start"), hall.act(desk, "finish")

    assert called == ["K2-001", "K3-001", "K2-002"]


def test_what_is_handed_over_twice_is_adopted_once(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    numbers = kiosk.number(1), kiosk.number(2)

    once = kiosk.adopt(*numbers)
    twice = kiosk.adopt(*numbers, kiosk.number(3))

    assert twice[:2] == once
    issued = [event.body.number for event in kiosk.hall.events if isinstance(event.body, TicketIssued)]
    assert issued == ["K2-001", "K2-002", "K2-003"]


def test_the_code_on_the_paper_opens_the_page(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    kiosk.adopt(kiosk.number(1))
    hall, token = kiosk.hall, kiosk.tokens[1]

    visit = hall.ask(lambda read: get_visit(read, hall.almanac, token, now=hall.clock.now()))

    assert visit.ticket.number == "K2-001"


def test_a_slip_of_a_kiosks_own_keeps_its_code_when_the_server_prints_it_again(kiosk: OfflineKiosk) -> None:
    permission, name = kiosk.ask(), kiosk.actor
    (adopted,) = kiosk.adopt(kiosk.number(1))
    token, ticket_id = kiosk.tokens[1], adopted.ticket_id

    def print_again(token: str | None) -> IssuedTicket:
        wanted, reprinter = ReprintRequest(token=token), Reprinter(actor=name, pages=PAGES, is_by_staff=True)
        return kiosk.hall.do(IssuedTicket, lambda tx, today: reprint(tx, today, ticket_id, wanted, reprinter=reprinter))

    assert permission.code_key is not None
    assert print_again(token).slip_code == slip_code(bytes.fromhex(permission.code_key), token)
    anew = print_again(None)
    assert anew.token != token
    assert anew.slip_code == PAGES.code_of(anew.token)


def test_a_time_that_cannot_be_believed_moves_nobody_before_the_permission(kiosk: OfflineKiosk) -> None:
    permission = kiosk.ask()
    kiosk.hall.clock.advance(timedelta(minutes=10))

    early, late = kiosk.adopt(
        kiosk.number(1, at=later(permission.issued_at, days=-3)),
        kiosk.number(2, at=later(permission.issued_at, minutes=90)),
    )

    assert kiosk.hall.ticket(early.ticket_id).arrived_at == permission.issued_at
    assert kiosk.hall.ticket(late.ticket_id).arrived_at == kiosk.hall.clock.now()


def test_a_number_whose_visitor_had_left_waits_for_nobody(kiosk: OfflineKiosk) -> None:
    kiosk.ask()

    (adopted,) = kiosk.adopt(kiosk.number(1, is_left=True))

    assert adopted.state is TicketState.CANCELLED
    assert [event.body.reason for event in kiosk.hall.events if isinstance(event.body, TicketCancelled)] == [LEFT]


def test_a_permission_of_another_kiosk_or_hand_is_refused(kiosk: OfflineKiosk) -> None:
    add_kiosk(kiosk.hall, "K3")
    other = OfflineKiosk(kiosk.hall, name="K3", installation="bb22")
    kiosk.ask(), other.ask()
    assert other.last is not None
    forged = replace(other.last, body=other.last.body.replace("K3", "K2"))

    for under in (other.last, forged):
        with pytest.raises(NotOurPermission):
            kiosk.adopt(kiosk.number(1), under=under)
    assert not [event for event in kiosk.hall.events if isinstance(event.body, TicketIssued)]


# -- what leads to the guide desk


def test_a_queue_that_was_stopped_meanwhile_leads_to_the_desk(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    hall = kiosk.hall
    before = later(hall.clock.now(), minutes=1)
    hall.clock.advance(timedelta(minutes=5))
    hall.submit(lambda tx, today: stop_queue(tx, today, "social", WHY, actor=KIOSK)).result(10)
    hall.clock.advance(timedelta(minutes=5))

    came_before, came_after = kiosk.adopt(kiosk.number(1, at=before), kiosk.number(2))

    assert came_before.astray is None, "who came before waits as before"
    assert (came_after.astray, came_after.state) == (Astray.QUEUE_STOPPED, TicketState.EXPIRED)
    assert hall.ask(lambda read: find_astray(read, came_after.ticket_id)) is Astray.QUEUE_STOPPED
    strays = hall.ask(lambda read: list_strays(read, since=at(8)))
    assert [(stray.number, stray.astray) for stray in strays] == [("K2-002", Astray.QUEUE_STOPPED)]
    assert [event.body.number for event in hall.events if isinstance(event.body, TicketAstray)] == ["K2-002"]


def test_a_closed_day_leads_to_the_desk(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    kiosk.hall.submit(lambda tx, today: close_day(tx, today, reason="停电", actor=SUPERVISOR)).result(10)

    (adopted,) = kiosk.adopt(kiosk.number(1))

    assert adopted.astray is Astray.DAY_CLOSED


def test_a_day_that_changed_meanwhile_leads_to_the_desk_under_its_own_date(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    number, under = kiosk.number(1), kiosk.last
    kiosk.hall.clock.advance(timedelta(days=1))
    kiosk.ask()
    today = kiosk.adopt(kiosk.number(1, matter_id="marry", queue_id="civil"))

    kiosk.tokens[1] = number.token
    (adopted,) = kiosk.adopt(number, under=under)

    assert adopted.astray is Astray.DAY_PAST
    assert str(kiosk.hall.ticket(adopted.ticket_id).business_date) == "2026-03-02"
    assert [adopted.number, today[0].number] == ["K2-001", "K2-001"], "numbers of two dates"


def test_a_matter_that_is_gone_leads_to_the_desk(kiosk: OfflineKiosk) -> None:
    kiosk.ask()

    gone, elsewhere = kiosk.adopt(
        kiosk.number(1, matter_id="abolished", queue_id="old-queue"),
        kiosk.number(2, matter_id="subsidy", queue_id="civil"),
    )

    assert (gone.astray, elsewhere.astray) == (Astray.MATTER_GONE, Astray.MATTER_GONE)


def test_a_number_beyond_the_permission_leads_to_the_desk(kiosk: OfflineKiosk) -> None:
    permission = kiosk.ask()
    kiosk.hall.clock.advance(timedelta(hours=5))

    beyond, too_late = kiosk.adopt(
        kiosk.number(51, at=permission.issued_at), kiosk.number(50, at=permission.valid_until)
    )

    assert {beyond.astray, too_late.astray} == {Astray.NOT_PERMITTED}


def test_a_number_that_came_from_two_disks_is_lined_up_once(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    copy = copied(kiosk)

    first, second = kiosk.adopt(kiosk.number(1))[0], copy.adopt(copy.number(1))[0]

    assert (first.astray, second.astray) == (None, Astray.NUMBER_TWICE)
    assert copy.adopt(copy.number(1))[0] == second
    assert kiosk.adopt(kiosk.number(1))[0] == first


# -- the request that was not answered


def test_a_number_that_the_lost_answer_told_is_given_back(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    lost = kiosk.request_number("lost-request")

    (adopted,) = kiosk.adopt(kiosk.number(1, request_key="lost-request"))

    assert adopted.state is TicketState.WAITING
    assert kiosk.hall.ticket(lost.ticket.ticket_id).state is TicketState.CANCELLED
    again = kiosk.adopt(kiosk.number(1, request_key="lost-request"))
    assert again[0] == adopted


def test_a_number_that_the_lost_answer_told_is_taken_back_from_the_window_that_called_it(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    hall = kiosk.hall
    lost = kiosk.request_number("lost-request")
    desk = hall.sign_in("2")
    assert _called(hall, desk) == lost.ticket.number

    kiosk.adopt(kiosk.number(1, request_key="lost-request"))

    assert hall.ticket(lost.ticket.ticket_id).state is TicketState.CANCELLED
    assert [event.body.number for event in hall.events if isinstance(event.body, TicketCallUndone)] == ["A001"]
    assert hall.window("2").ticket is None
    assert _called(hall, desk) == "K2-001"


def test_somebody_who_is_being_served_is_left_alone(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    hall = kiosk.hall
    lost = kiosk.request_number("lost-request")
    desk = hall.sign_in("2")
    _called(hall, desk), hall.act(desk, "start")

    kiosk.adopt(kiosk.number(1, request_key="lost-request"))

    assert hall.ticket(lost.ticket.ticket_id).state is TicketState.SERVING


def test_a_request_that_comes_after_all_is_answered_with_the_same_ticket(kiosk: OfflineKiosk) -> None:
    kiosk.ask()
    (adopted,) = kiosk.adopt(kiosk.number(1, request_key="late-request"))

    late = kiosk.request_number("late-request")

    assert (late.ticket.ticket_id, late.ticket.number) == (adopted.ticket_id, "K2-001")
    assert late.token == kiosk.tokens[1]
    assert sum(isinstance(event.body, TicketIssued) for event in kiosk.hall.events) == 1


def _called(hall: LaneHall, desk: Desk) -> str:
    ticket = hall.act(desk, "call-next").ticket
    assert ticket is not None
    return ticket.number
