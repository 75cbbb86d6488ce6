"""Comparing what clients were told with what the record holds, by set arithmetic: lost, doubled, unexpected, recovered.

Pure: the clients' logs and the two exports go in, findings come out. A *deed* is one thing that an answer told and
an event of the record must hold: a ticket was issued, called for the nth time to a window, started, finished.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from benchmarks.asking import Asked

Row = Mapping[str, Any]

DEED_OF_ACT = {"call-next": "called", "recall": "called", "start": "started", "finish": "finished"}
DEED_OF_EVENT = {
    "TicketIssued": "issued",
    "TicketCalled": "called",
    "TicketStarted": "started",
    "TicketFinished": "finished",
}
STATE_AFTER = {"issued": "waiting", "called": "called", "started": "serving", "finished": "done"}
ORDINARY_REFUSALS = frozenset({"nobody_waiting", "recalled_too_soon"})
"""What one clerk at a window, whose page is fresh, may be told."""

DAY_BEGAN = "BusinessDayStarted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something done with a ticket; `count` tells one call of it from another.

    `issued_at` tells a ticket from one that got its id later because the first was lost.
    """

    kind: str
    ticket_id: int
    window_id: str | None = None
    count: int = 0
    issued_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a run came to; all but `deeds` and `recovered` must be empty."""

    deeds: int
    recovered: int
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Everything that must not be."""
        found = (self.lost, self.doubled, self.unexpected, self.skipped, self.gaps, self.contradictions, self.refused)
        return [fault for faults in found for fault in faults]


def compare(
    asked: Sequence[Asked],
    *,
    tickets: Sequence[Row],
    events: Sequence[Row],
    ordinary: Set[str] = ORDINARY_REFUSALS,
) -> Comparison:
    """Compare the clients' logs, each write answered, with the record.

    Args:
        asked: all writes of all clients; those under one key are one write.
        tickets: what `export tickets` gave.
        events: what `export events` gave.
        ordinary: the codes of refusals that are no fault.
    """
    written = list({one.key: one for one in asked}.values())
    told = [(deed, one) for one in written if (deed := deed_told(one)) is not None]
    recorded = [(deed, event) for event in events if (deed := deed_recorded(event)) is not None]
    done_at = {deed: datetime.fromisoformat(event["at"]) for deed, event in recorded}
    told_deeds, recorded_deeds = {deed for deed, _ in told}, set(done_at)
    issued = {deed.ticket_id for deed in recorded_deeds if deed.kind == "issued"}
    return Comparison(
        deeds=len(told),
        recovered=sum(_was_recovered(one, done_at.get(deed)) for deed, one in told),
        lost=[f"lost: {deed}" for deed in told_deeds - recorded_deeds],
        doubled=[
            *_list_two_answers(asked),
            *_list_repeated("told under two keys", (deed for deed, _ in told)),
            *_list_repeated("in the record twice", (deed for deed, _ in recorded)),
            *_list_repeated("one number twice", ((row["number"], row["business_date"]) for row in tickets)),
            *list_shared_windows(events),
        ],
        unexpected=[
            *(f"unexpected: {deed}" for deed in recorded_deeds - told_deeds),
            *(f"a ticket without its event: {row['number']}" for row in tickets if row["ticket_id"] not in issued),
        ],
        skipped=list_skipped(events, tickets),
        gaps=[*list_seq_gaps(events), *list_number_gaps(tickets)],
        contradictions=[*_list_other_numbers(told, tickets), *_list_other_states(recorded, tickets)],
        refused=_list_refused(written, ordinary),
    )


def deed_told(asked: Asked) -> Deed | None:
    """Return the deed that a successful answer told, None for refusals and sign-ins."""
    *_, place, act = asked.path.split("/")
    if not asked.is_done:
        return None
    if act == "tickets":
        issued = asked.word()["ticket"]
        return Deed(kind="issued", ticket_id=issued["ticket_id"], issued_at=issued["arrived_at"])
    if act not in DEED_OF_ACT:
        return None
    kind = DEED_OF_ACT[act]
    if kind != "called":
        return Deed(kind=kind, ticket_id=json.loads(asked.body)["ticket_id"], window_id=place)
    ticket = asked.word()["ticket"]
    return Deed(kind=kind, ticket_id=ticket["ticket_id"], window_id=place, count=ticket["call_count"])


def deed_recorded(event: Row) -> Deed | None:
    """Return the deed that an event holds, None for events that are no client's."""
    body = event["body"]
    kind = DEED_OF_EVENT.get(body["kind"])
    if kind is None:
        return None
    if kind == "issued":
        return Deed(kind=kind, ticket_id=body["ticket_id"], issued_at=event["at"])
    return Deed(kind=kind, ticket_id=body["ticket_id"], window_id=body["window_id"], count=body.get("call_count", 0))


def list_seq_gaps(events: Sequence[Row]) -> list[str]:
    """Return where the events are not numbered 1 to m."""
    return [
        f"event {event['seq']} stands where {wanted} is wanted"
        for wanted, event in enumerate(events, start=1)
        if event["seq"] != wanted
    ][:5]


def list_number_gaps(tickets: Sequence[Row]) -> list[str]:
    """Return the series whose numbers of a business date are not 1 to n."""
    numbers = defaultdict(list)
    for row in tickets:
        parts = re.fullmatch(r"([A-Z]+)(\d+)", row["number"])
        assert parts is not None, row["number"]
        numbers[parts[1], row["business_date"]].append(int(parts[2]))
    return [
        f"numbers of {prefix} on {day} are not 1 to {len(values)}"
        for (prefix, day), values in numbers.items()
        if sorted(values) != list(range(1, len(values) + 1))
    ]


def list_shared_windows(events: Iterable[Row]) -> list[str]:
    """Return where a window called with a ticket still there, or a ticket was called while at another window."""
    found: list[str] = []
    window_of: dict[int, str] = {}
    ticket_at: dict[str, int] = {}
    for event in events:
        body = event["body"]
        ticket_id = body.get("ticket_id")
        if body["kind"] == DAY_BEGAN:
            window_of, ticket_at = {}, {}
        elif body["kind"] == "TicketCalled":
            window_id = body["window_id"]
            other = ticket_at.get(window_id, ticket_id)
            if other != ticket_id:
                found.append(f"event {event['seq']}: window {window_id} called {ticket_id} while it had {other}")
            if window_of.get(ticket_id, window_id) != window_id:
                found.append(f"event {event['seq']}: {ticket_id} called to {window_id}, was at {window_of[ticket_id]}")
            window_of[ticket_id], ticket_at[window_id] = window_id, ticket_id
        elif body["kind"] == "TicketFinished":
            ticket_at.pop(window_of.pop(ticket_id, ""), None)
    return found


def list_skipped(events: Iterable[Row], tickets: Iterable[Row]) -> list[str]:
    """Return the first calls that passed over somebody of the same line who had come before."""
    queue_of = {row["ticket_id"]: row["queue_id"] for row in tickets}
    lines: dict[str, dict[int, None]] = defaultdict(dict)
    found = []
    for event in events:
        body = event["body"]
        if body["kind"] == DAY_BEGAN:
            lines.clear()
        elif body["kind"] == "TicketIssued":
            lines[queue_of[body["ticket_id"]]][body["ticket_id"]] = None
        elif body["kind"] == "TicketCalled" and body["call_count"] == 1:
            line = lines[queue_of[body["ticket_id"]]]
            first = next(iter(line), None)
            if first != body["ticket_id"]:
                found.append(f"event {event['seq']}: {body['ticket_id']} was called before {first}")
            line.pop(body["ticket_id"], None)
    return found


def _was_recovered(asked: Asked, done_at: datetime | None) -> bool:
    """Whether it was done although its connection had broken before anyone told."""
    return asked.broken_at is not None and done_at is not None and done_at <= asked.broken_at


def _list_refused(asked: Iterable[Asked], ordinary: Set[str]) -> list[str]:
    refused = (one for one in asked if not one.is_done and one.word()["code"] not in ordinary)
    return [f"{one.client} was refused {one.path}: {one.answer.decode()}" for one in refused]


def _list_two_answers(asked: Iterable[Asked]) -> list[str]:
    """Return the keys that were answered in two ways; how a refusal is worded does not count."""
    answers = defaultdict(set)
    for one in asked:
        answers[one.key].add((one.status, one.answer if one.is_done else b""))
    return [f"{key} got {len(ways)} answers" for key, ways in answers.items() if len(ways) > 1]


def _list_repeated(what: str, things: Iterable[object]) -> list[str]:
    return [f"{what}: {thing}" for thing, count in Counter(things).items() if count > 1]


def _list_other_numbers(told: Iterable[tuple[Deed, Asked]], tickets: Iterable[Row]) -> list[str]:
    """Return the tickets whose number in the record is not the one that was told."""
    kept = {row["ticket_id"]: row["number"] for row in tickets}
    issued = [asked.word()["ticket"] for deed, asked in told if deed.kind == "issued"]
    return [
        f"ticket {ticket['ticket_id']} was told as {ticket['number']}, is kept as {kept.get(ticket['ticket_id'])}"
        for ticket in issued
        if kept.get(ticket["ticket_id"]) != ticket["number"]
    ]


def _list_other_states(recorded: Iterable[tuple[Deed, Row]], tickets: Sequence[Row]) -> list[str]:
    """Return the tickets of the last day whose row is not what their last event left: a day that ends leaves more."""
    last_day = max((row["business_date"] for row in tickets), default="")
    last = {deed.ticket_id: deed for deed, _ in recorded}
    found = []
    for row in tickets:
        deed = last.get(row["ticket_id"])
        if deed is None or row["business_date"] != last_day:
            continue
        if (row["state"], row["window_id"]) != (STATE_AFTER[deed.kind], deed.window_id):
            found.append(f"ticket {row['ticket_id']} is {row['state']} after {deed}")
    return found
