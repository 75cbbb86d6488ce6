"""The set arithmetic of the crash proofs finds each kind of fault; a comparison that cannot fail proves nothing."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.asking import Asked
from benchmarks.comparison import Comparison, compare
from hall.client import new_key

NINE = datetime(2026, 3, 2, 1, tzinfo=UTC)


def moment(minute: int) -> str:
    return (NINE + timedelta(minutes=minute)).isoformat()


def answered(path: str, answer: object, *, body: object = None, status: int = 200, key: str = "") -> Asked:
    return Asked(
        client="c",
        key=key or new_key(),
        path=path,
        body=json.dumps(body).encode(),
        asked_at=NINE,
        status=status,
        answer=json.dumps(answer).encode(),
    )


def told_issue(ticket_id: int, *, number: str | None = None) -> Asked:
    ticket = {"ticket_id": ticket_id, "number": number or f"B{ticket_id:03}", "arrived_at": moment(ticket_id)}
    return answered("/api/v1/tickets", {"ticket": ticket}, status=201)


def told_act(act: str, ticket_id: int, window_id: str = "2", *, count: int = 1) -> Asked:
    view = {"ticket": {"ticket_id": ticket_id, "call_count": count}}
    return answered(f"/api/v1/windows/{window_id}/{act}", view, body={"ticket_id": ticket_id})


def event(seq: int, kind: str, ticket_id: int, window_id: str = "2", *, count: int = 1) -> dict[str, Any]:
    body: dict[str, Any] = {"kind": kind, "ticket_id": ticket_id}
    if kind != "TicketIssued":
        body["window_id"] = window_id
    if kind == "TicketCalled":
        body["call_count"] = count
    return {"seq": seq, "at": moment(ticket_id if kind == "TicketIssued" else 100 + seq), "body": body}


def row(
    ticket_id: int, state: str = "waiting", *, number: str | None = None, window: str | None = None
) -> dict[str, Any]:
    number = number or f"B{ticket_id:03}"
    return {
        "ticket_id": ticket_id,
        "number": number,
        "business_date": "2026-03-02",
        "state": state,
        "window_id": window,
        "queue_id": "civil_affairs",
    }


TOLD = [
    told_issue(1),
    told_issue(2),
    told_act("call-next", 1),
    told_act("recall", 1, count=2),
    told_act("start", 1),
    told_act("finish", 1),
]
EVENTS = [
    event(1, "TicketIssued", 1),
    event(2, "TicketIssued", 2),
    event(3, "TicketCalled", 1),
    event(4, "TicketCalled", 1, count=2),
    event(5, "TicketStarted", 1),
    event(6, "TicketFinished", 1),
]
ROWS = [row(1, "done", window="2"), row(2)]


def compared(told: list[Asked] = TOLD, events: list[Any] = EVENTS, rows: list[Any] = ROWS) -> Comparison:
    return compare(told, tickets=rows, events=events)


def test_a_record_that_holds_what_was_told_has_no_faults() -> None:
    assert compared().faults == []
    assert compared().deeds == 6


def test_a_told_ticket_that_is_not_in_the_record_is_lost() -> None:
    found = compared([*TOLD, told_issue(3)])

    assert len(found.lost) == 1
    assert "ticket_id=3" in found.lost[0]


def test_a_told_ticket_whose_id_went_to_another_visitor_is_lost() -> None:
    later = {**EVENTS[1], "at": moment(50)}

    assert len(compared(events=[EVENTS[0], later, *EVENTS[2:]]).lost) == 1


def test_a_told_call_start_or_finish_that_is_not_in_the_record_is_lost() -> None:
    for missing in (3, 4, 5, 6):
        assert len(compared(events=[one for one in EVENTS if one["seq"] != missing]).lost) == 1


def test_one_ticket_told_under_two_keys_is_doubled() -> None:
    assert len(compared([*TOLD, told_issue(2)]).doubled) == 1


def test_one_call_told_under_two_keys_is_doubled() -> None:
    assert len(compared([*TOLD, told_act("call-next", 1)]).doubled) == 1


def test_two_answers_under_one_key_are_doubled() -> None:
    first, other = told_issue(1), told_issue(2)
    first.key = other.key = "one key"

    assert any("one key got 2 answers" in fault for fault in compared([first, other, *TOLD[1:]]).doubled)


def test_the_same_answer_under_the_same_key_is_one_write() -> None:
    again = told_issue(2)
    again.key = TOLD[1].key

    assert compared([*TOLD, again]).faults == []


def test_a_call_that_passes_over_an_earlier_visitor_of_the_line_is_told() -> None:
    events = [*EVENTS[:2], event(3, "TicketCalled", 2), *EVENTS[3:]]

    assert compared(events=events).skipped == ["event 3: 2 was called before 1"]


def test_one_number_twice_a_day_is_doubled() -> None:
    rows = [ROWS[0], row(2, number="B001")]

    assert any("one number twice" in fault for fault in compared(rows=rows).doubled)


def test_a_ticket_called_to_a_second_window_is_doubled() -> None:
    events = [*EVENTS[:3], event(4, "TicketCalled", 1, "3")]

    assert any("called to 3, was at 2" in fault for fault in compared(events=events).doubled)


def test_a_window_that_calls_while_it_has_a_ticket_is_doubled() -> None:
    events = [*EVENTS[:3], event(4, "TicketCalled", 2)]

    assert any("called 2 while it had 1" in fault for fault in compared(events=events).doubled)


def test_what_nobody_asked_for_is_unexpected() -> None:
    found = compared(TOLD[1:])

    assert len(found.unexpected) == 1
    assert "ticket_id=1" in found.unexpected[0]


def test_a_row_without_an_event_is_unexpected() -> None:
    assert len(compared(rows=[*ROWS, row(3)]).unexpected) == 1


def test_missing_events_and_numbers_are_gaps() -> None:
    assert compared(events=[EVENTS[0], *EVENTS[2:]]).gaps
    assert compared(rows=[ROWS[0], row(2, number="B003")]).gaps


def test_a_number_other_than_the_one_told_is_a_contradiction() -> None:
    assert len(compared([told_issue(1, number="B009"), *TOLD[1:]]).contradictions) == 1


def test_a_row_unlike_its_last_event_is_a_contradiction() -> None:
    assert len(compared(rows=[row(1, "serving", window="2"), row(2)]).contradictions) == 1
    assert len(compared(rows=[row(1, "done", window="3"), row(2)]).contradictions) == 1


def test_a_refusal_without_reason_is_a_fault_and_nobody_waiting_is_none() -> None:
    stale = answered("/api/v1/windows/2/call-next", {"code": "stale_window"}, status=409)
    nobody = answered("/api/v1/windows/2/call-next", {"code": "nobody_waiting"}, status=409)

    assert len(compared([*TOLD, stale, nobody]).refused) == 1


def test_a_write_done_before_its_connection_broke_and_told_after_is_recovered() -> None:
    before, after = told_issue(1), told_issue(2)
    before.broken_at = NINE + timedelta(minutes=1, seconds=1)
    after.broken_at = NINE + timedelta(minutes=1, seconds=59)

    assert compared([before, after, *TOLD[2:]]).recovered == 1
