"""The demo's judge: what it counts, and what it would not let pass."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from demo.audit import Evidence, Summary, judge
from demo.clerks import SentCall
from demo.visitors import Visit

BEGAN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return BEGAN + timedelta(seconds=seconds)


def issued(number: str = "A001") -> dict[str, Any]:
    return {"kind": "TicketIssued", "ticket_id": 1, "number": number}


def called(window_id: str = "5", *, count: int = 1) -> dict[str, Any]:
    return {"kind": "TicketCalled", "ticket_id": 1, "number": "A001", "window_id": window_id, "call_count": count}


def told(kind: str, **more: object) -> dict[str, Any]:
    return {"kind": kind, "ticket_id": 1, "number": "A001", **more}


def judged(
    *bodies: dict[str, Any], state: str, calls: Sequence[SentCall] = (), shown: Sequence[dict[str, Any]] = ()
) -> Summary:
    """Judge a run with one visitor; its events are ten seconds apart."""
    events = [
        {"seq": seq, "at": at(10 * seq).isoformat(), "body": body}
        for seq, body in enumerate((issued(), *bodies), start=1)
    ]
    visit = Visit(number="A001", matter_id="m", taken_at=BEGAN, touches=2, print_state="printed")
    evidence = Evidence(
        base_url="http://127.0.0.1:9",
        minutes=1.0,
        events=events,
        tickets=[{"ticket_id": 1, "state": state}],
        visits=[visit],
        papers=[],
        paper_folder=Path(),
        calls=calls,
        shown=shown,
        faults=(),
    )
    return judge(evidence)


def test_a_number_that_came_back_may_be_called_to_another_window() -> None:
    summary = judged(
        called(), told("TicketOverdue"), told("TicketReactivated"), called("6"), told("TicketStarted"), state="serving"
    )

    assert (summary.doubled, summary.overdue, summary.came_back, summary.faults) == (0, 1, 1, ())


def test_a_number_called_to_a_second_window_while_it_is_at_the_first_is_doubled() -> None:
    assert judged(called(), called("6", count=2), state="called").doubled == 1


def test_who_came_back_and_was_not_called_waits_at_the_end() -> None:
    assert judged(called(), told("TicketOverdue"), told("TicketReactivated"), state="waiting").waiting_at_end == 1


def test_a_record_that_says_something_else_than_its_events_is_a_fault() -> None:
    summary = judged(called(), told("TicketStarted"), told("TicketFinished"), state="waiting")

    assert summary.faults == ("ticket 1: its events say done, the record says waiting",)


def test_a_visitor_whom_the_end_of_the_day_found_at_the_window_is_done() -> None:
    assert judged(called(), told("TicketStarted"), told("TicketExpired", done=True), state="done").faults == ()


def test_the_second_first_call_of_a_number_is_measured_from_its_own_press() -> None:
    def pressed(seconds: float) -> SentCall:
        return SentCall(ticket_id=1, call_count=1, number="A001", window_id="5", sent_at=at(seconds))

    shown = [{"call_id": 2, "shown_at": at(20.2).isoformat()}, {"call_id": 5, "shown_at": at(50.3).isoformat()}]
    summary = judged(
        called(),
        told("TicketOverdue"),
        told("TicketReactivated"),
        called(),
        state="called",
        calls=(pressed(19.9), pressed(49.9)),
        shown=shown,
    )

    assert (summary.seconds_from_call_to_board.count, summary.seconds_from_call_to_board.longest) == (2, 0.4)
