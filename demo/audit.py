"""Checks a run from outside: the record, the paper and what the board showed must tell the same story."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import requests

from demo.clerks import SentCall
from demo.visitors import Visit
from hall.client import HallClient
from hall.errors import HallError
from hall.snapshot import TICKET_AFTER
from hall.ticket import ACTIVE_STATES, TicketState
from printer.virtual.qr_reader import find_link


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds:
    """A spread of durations in seconds; None where there were none."""

    count: int
    p50: float | None
    p95: float | None
    longest: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run came to; `lost` and `doubled` must be 0 and `faults` empty."""

    minutes: float
    issued: int
    called: int
    recalled: int
    started: int
    served: int
    overdue: int
    came_back: int
    no_show: int
    waiting_at_end: int
    printed: int
    qr_decoded: int
    lost: int
    doubled: int
    spoken: int
    most_touches: int
    seconds_from_call_to_board: Seconds
    faults: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, doubled, unprinted, unreadable or broken."""
        complete = self.printed == self.issued == self.qr_decoded and self.issued > 0
        return complete and not (self.lost or self.doubled or self.faults)


def read_lines(file: Path) -> list[dict[str, Any]]:
    """Read a JSON Lines file; a missing one is empty."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def spread(values: Iterable[float]) -> Seconds:
    """Return the median, the 95th percentile (nearest rank) and the longest."""
    ordered = sorted(values)
    if not ordered:
        return Seconds(count=0, p50=None, p95=None, longest=None)

    def rank(share: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 4)

    return Seconds(count=len(ordered), p50=rank(0.5), p95=rank(0.95), longest=round(ordered[-1], 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything that a run left: the record's events and tickets, what visitors saw, papers, calls and the board."""

    base_url: str
    minutes: float
    events: Sequence[dict[str, Any]]
    tickets: Sequence[dict[str, Any]]
    visits: Sequence[Visit]
    papers: Sequence[dict[str, Any]]
    paper_folder: Path
    calls: Sequence[SentCall]
    shown: Sequence[dict[str, Any]]
    faults: Sequence[str]


def judge(evidence: Evidence) -> Summary:
    """Compare the sources and return the summary."""
    bodies = [event["body"] for event in evidence.events]
    kinds = Counter(body["kind"] for body in bodies)
    issued = [body["number"] for body in bodies if body["kind"] == "TicketIssued"]
    calls = [body for body in bodies if body["kind"] == "TicketCalled"]
    pages, faults = _pages(evidence)
    states = _states(bodies)
    papers = Counter(pages)
    seen = {visit.number for visit in evidence.visits}
    lost = (seen - set(issued)) | (set(issued) - seen)
    lost |= {call.number for call in evidence.calls} - {call["number"] for call in calls}
    return Summary(
        minutes=round(evidence.minutes, 2),
        issued=len(issued),
        called=sum(call["call_count"] == 1 for call in calls),
        recalled=sum(call["call_count"] > 1 for call in calls),
        started=kinds["TicketStarted"],
        served=kinds["TicketFinished"],
        overdue=kinds["TicketOverdue"],
        came_back=kinds["TicketReactivated"],
        no_show=kinds["TicketNoShow"],
        waiting_at_end=sum(state is TicketState.WAITING for state in states.values()),
        printed=len(set(papers) & set(issued)),
        qr_decoded=len([number for number in pages if number in seen]),
        lost=len(lost),
        doubled=_doubled(issued, papers, bodies),
        spoken=sum("spoken_at" in line for line in evidence.shown),
        most_touches=max((visit.touches for visit in evidence.visits), default=0),
        seconds_from_call_to_board=spread(_call_to_board(evidence)),
        faults=(*evidence.faults, *faults, *_gaps(evidence.events), *_contradictions(states, evidence.tickets)),
    )


def write_summary(summary: Summary, file: Path) -> None:
    """Write the summary as JSON."""
    file.write_text(json.dumps(asdict(summary), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _pages(evidence: Evidence) -> tuple[list[str], list[str]]:
    """Follow every paper's QR code to its page; return the numbers that the pages belong to, and what failed."""
    numbers: list[str] = []
    faults: list[str] = []
    client = HallClient(evidence.base_url)
    for paper in evidence.papers:
        picture = evidence.paper_folder / paper["png"]
        url = find_link(picture)
        if not url:
            faults.append(f"{paper['png']}: its QR code cannot be read")
            continue
        try:
            number = client.get_visit(url.rsplit("/", 1)[-1]).number
            page = requests.get(url, timeout=5)
        except (HallError, requests.RequestException) as error:
            faults.append(f"{paper['png']}: {url}: {error}")
            continue
        if not page.ok or number not in page.text:
            faults.append(f"{paper['png']}: {url} does not show {number}")
        if paper.get("unknown_commands"):
            faults.append(f"{paper['png']}: the printer did not know {paper['unknown_commands']}")
        numbers.append(number)
    return numbers, faults


STATE_AFTER = {
    "TicketIssued": TicketState.WAITING,
    "TicketCalled": TicketState.CALLED,
    **{kind.__name__: state for kind, state in TICKET_AFTER.items()},
}
"""What each event makes of its ticket, by the name on the wire."""


def _states(bodies: Sequence[dict[str, Any]]) -> dict[int, TicketState]:
    """Return the state of every ticket as its events tell it."""
    states: dict[int, TicketState] = {}
    for body in bodies:
        if body["kind"] in STATE_AFTER:
            is_done = body["kind"] == "TicketExpired" and body["done"]
            states[body["ticket_id"]] = TicketState.DONE if is_done else STATE_AFTER[body["kind"]]
    return states


def _contradictions(states: dict[int, TicketState], tickets: Sequence[dict[str, Any]]) -> list[str]:
    """Return the tickets of which the record says something else than its events."""
    record = {ticket["ticket_id"]: TicketState(ticket["state"]) for ticket in tickets}
    return [
        f"ticket {ticket_id}: its events say {states.get(ticket_id)}, the record says {record.get(ticket_id)}"
        for ticket_id in sorted(states.keys() | record.keys())
        if states.get(ticket_id) is not record.get(ticket_id)
    ]


def _doubled(issued: Sequence[str], papers: Counter[str], bodies: Sequence[dict[str, Any]]) -> int:
    """Count numbers issued twice, printed twice, or called to a second window while at the first."""
    twice = sum(count - 1 for count in Counter(issued).values() if count > 1)
    twice += sum(count - 1 for count in papers.values() if count > 1)
    at: dict[int, str] = {}
    for body in bodies:
        if body["kind"] == "TicketCalled":
            twice += at.setdefault(body["ticket_id"], body["window_id"]) != body["window_id"]
        elif STATE_AFTER.get(body["kind"], TicketState.CALLED) not in ACTIVE_STATES:
            at.pop(body["ticket_id"], None)
    return twice


def _call_to_board(evidence: Evidence) -> list[float]:
    """Return, for each call, the seconds from the clerk's press to the board's changed pixels."""
    calls = {event["seq"]: event for event in evidence.events if event["body"]["kind"] == "TicketCalled"}
    taken = []
    for line in evidence.shown:
        call = calls.get(line.get("call_id", -1))
        if call is None or "shown_at" not in line:
            continue
        if (pressed := _pressed_at(call, evidence.calls)) is not None:
            taken.append((datetime.fromisoformat(line["shown_at"]) - pressed).total_seconds())
    return taken


def _pressed_at(event: dict[str, Any], calls: Sequence[SentCall]) -> datetime | None:
    """Return when the clerk pressed for a call; a number that came back is called again from the first time."""
    body, at = event["body"], datetime.fromisoformat(event["at"])
    meant = (body["ticket_id"], body["call_count"], body["window_id"])
    pressed = [call.sent_at for call in calls if (call.ticket_id, call.call_count, call.window_id) == meant]
    return max((sent_at for sent_at in pressed if sent_at <= at), default=None)


def _gaps(events: Sequence[dict[str, Any]]) -> list[str]:
    numbers = [event["seq"] for event in events]
    return [] if numbers == list(range(1, len(numbers) + 1)) else ["the event numbers have gaps"]
