"""The snapshot follows the events: boards, kiosks and consoles rely on nothing else."""

from datetime import UTC, date, datetime, timedelta

from hall.board_events import AS_EVER, BoardsTold, Face
from hall.events import (
    BusinessDayClosed,
    BusinessDayReopened,
    BusinessDayStarted,
    Event,
    EventBody,
    QueueHalted,
    WindowClosed,
    WindowOpened,
    WindowState,
)
from hall.places import Text
from hall.queue_now import QueueNow
from hall.snapshot import CALLS_KEPT, Continuity, Snapshot, WindowNow, advance, continuity
from hall.ticket import PriorityClass, Source, TicketState
from hall.ticket_events import (
    Onward,
    TicketCalled,
    TicketCallUndone,
    TicketExpired,
    TicketFinished,
    TicketIssued,
    TicketNoShow,
    TicketOverdue,
    TicketStarted,
    TicketTransferred,
)

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
EMPTY = Snapshot(
    epoch=1,
    seq=10,
    at=AT,
    business_date=AT.date(),
    calls=(),
    queues=(
        QueueNow(queue_id="social", waiting=2, open_windows=1),
        QueueNow(queue_id="tax", waiting=0, open_windows=0),
    ),
    windows=(WindowNow(window_id="5", state=WindowState.OPEN), WindowNow(window_id="6", state=WindowState.CLOSED)),
)


def after(snapshot: Snapshot, *bodies: EventBody) -> Snapshot:
    for body in bodies:
        event = Event(seq=snapshot.seq + 1, at=snapshot.at + timedelta(seconds=1), body=body)
        snapshot = advance(snapshot, event)
    return snapshot


def queue(waiting: int, open_windows: int = 1) -> QueueNow:
    return QueueNow(queue_id="social", waiting=waiting, open_windows=open_windows)


def called(ticket_id: int = 7, number: str = "A012", call_count: int = 1) -> TicketCalled:
    return TicketCalled(
        ticket_id=ticket_id, number=number, matter_id="m", window_id="5", call_count=call_count, queue=queue(1)
    )


def missed() -> TicketOverdue:
    return TicketOverdue(ticket_id=7, number="A012", window_id="5", overdue_count=1, queues=(queue(1),))


def test_an_issued_ticket_changes_only_its_queue() -> None:
    issued = TicketIssued(
        ticket_id=8,
        number="A013",
        matter_id="m",
        source=Source.KIOSK,
        priority_class=PriorityClass.NORMAL,
        queue=queue(3),
    )

    now = after(EMPTY, issued)

    assert now.queues == (queue(3), EMPTY.queues[1])
    assert (now.seq, now.windows, now.calls) == (11, EMPTY.windows, ())


def test_a_call_stands_first_and_at_its_window() -> None:
    now = after(EMPTY, called(), called(ticket_id=9, number="A013"))

    assert [call.number for call in now.calls] == ["A013", "A012"]
    assert now.windows[0].number == "A013"


def test_a_recall_is_a_call_of_its_own() -> None:
    now = after(EMPTY, called(), called(call_count=2))

    assert [(call.call_id, call.call_count) for call in now.calls] == [(12, 2), (11, 1)]


def test_a_started_ticket_stays_at_its_window_and_a_finished_one_leaves() -> None:
    serving = after(EMPTY, called(), TicketStarted(ticket_id=7, number="A012", window_id="5"))
    done = after(serving, TicketFinished(ticket_id=7, number="A012", window_id="5"))

    assert (serving.windows[0].number, serving.calls[0].state) == ("A012", TicketState.SERVING)
    assert (done.windows[0].number, done.calls[0].state) == (None, TicketState.DONE)


def test_every_call_of_one_who_did_not_come_says_so() -> None:
    now = after(EMPTY, called(), called(call_count=2), missed())

    assert {call.state for call in now.calls} == {TicketState.OVERDUE}
    assert now.windows[0].number is None


def test_a_call_that_was_taken_back_waits_again() -> None:
    undone = TicketCallUndone(ticket_id=7, number="A012", window_id="5", queues=(queue(2),))

    now = after(EMPTY, called(), undone)

    assert now.calls[0].state is TicketState.WAITING
    assert (now.windows[0].number, now.queues[0].waiting) == (None, 2)


def test_an_overdue_number_that_never_came_is_a_no_show_wherever_it_was() -> None:
    other = called(ticket_id=9, number="A013")

    now = after(EMPTY, called(), missed(), other, TicketNoShow(ticket_id=7, number="A012"))

    assert [call.state for call in now.calls] == [TicketState.CALLED, TicketState.NO_SHOW]
    assert now.windows[0].number == "A013"


def test_a_ticket_that_goes_on_frees_the_window_it_left() -> None:
    moved = TicketTransferred(
        ticket_id=7,
        number="A012",
        matter_id="t",
        from_window="5",
        onward=Onward.TRANSFER,
        leg_no=2,
        queue=QueueNow(queue_id="tax", waiting=1, open_windows=1),
    )

    now = after(EMPTY, called(), moved)

    assert (now.windows[0].number, now.queues[1].waiting, now.calls[0].state) == (None, 1, TicketState.WAITING)


def test_the_end_of_the_day_leaves_nobody_at_a_window() -> None:
    now = after(EMPTY, called(), TicketExpired(ticket_id=7, number="A012", done=True))

    assert (now.windows[0].number, now.calls[0].state) == (None, TicketState.DONE)


def test_a_queue_that_is_stopped_says_why() -> None:
    stopped = QueueNow(queue_id="tax", waiting=0, open_windows=0, stopped=Text(zh="系统维护", en="Maintenance"))

    assert after(EMPTY, QueueHalted(queue=stopped)).queues[1].stopped == stopped.stopped


def test_windows_open_and_close_with_all_their_queues() -> None:
    opened = after(EMPTY, WindowOpened(window_id="6", queues=(queue(2, open_windows=2),)))
    closed = after(opened, WindowClosed(window_id="6", queues=(queue(2, open_windows=1),)))

    assert (opened.windows[1].state, opened.queues[0].open_windows) == (WindowState.OPEN, 2)
    assert (closed.windows[1].state, closed.queues[0].open_windows) == (WindowState.CLOSED, 1)


def test_a_new_business_date_wipes_calls_and_queues_but_not_who_is_open() -> None:
    now = after(EMPTY, called(), BusinessDayStarted(business_date=date(2026, 11, 25)))

    assert (now.business_date, now.calls) == (date(2026, 11, 25), ())
    assert [each.waiting for each in now.queues] == [0, 0]
    assert now.windows[0] == WindowNow(window_id="5", state=WindowState.OPEN)


def test_old_calls_are_forgotten() -> None:
    now = after(EMPTY, *(called(ticket_id=number, number=f"A{number:03}") for number in range(1, CALLS_KEPT + 6)))

    assert len(now.calls) == CALLS_KEPT


def test_an_event_is_next_seen_or_after_a_gap() -> None:
    def at(seq: int) -> Continuity:
        return continuity(EMPTY, Event(seq=seq, at=AT, body=called()))

    assert (at(10), at(11), at(12)) == (Continuity.SEEN, Continuity.NEXT, Continuity.GAP)


def test_a_number_that_did_not_come_is_overdue_until_something_else_happens_to_it() -> None:
    overdue = after(EMPTY, called(), missed()).overdue
    assert [each.number for each in overdue] == ["A012"]

    for ends in (called(call_count=2), TicketNoShow(ticket_id=7, number="A012")):
        assert after(EMPTY, called(), missed(), ends).overdue == ()
    day = BusinessDayStarted(business_date=date(2026, 11, 25))
    assert after(EMPTY, called(), missed(), day).overdue == ()


def test_a_day_that_a_supervisor_closed_is_closed_until_it_is_opened_or_the_next_begins() -> None:
    closed = after(EMPTY, BusinessDayClosed(reason="停电"))
    assert closed.is_day_closed

    assert not after(closed, BusinessDayReopened()).is_day_closed
    assert not after(closed, BusinessDayStarted(business_date=date(2026, 11, 25))).is_day_closed


def test_all_boards_show_what_was_told_last_until_the_next_day() -> None:
    blank = after(EMPTY, BoardsTold(face=Face.BLANK))
    assert (blank.boards.face, blank.boards.told_seq) == (Face.BLANK, blank.seq)

    assert after(blank, BusinessDayStarted(business_date=date(2026, 11, 25))).boards == AS_EVER
