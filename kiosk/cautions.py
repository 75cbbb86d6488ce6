"""Cautions: what the figure of a wait does not tell: a break, the closing, no open window, or a better time. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from hall.language import Language
from hall.opening import OpenPhase, Phase, find_phase
from hall.queue_now import QueueNow
from hall.taken_number import NumberView
from hall.ticket import TicketState, WaitRange
from kiosk.guide import Standing, standing
from kiosk.known_hall import KnownHall
from kiosk.offline.words import is_offline
from kiosk.phrases import join_sentences, time_phrase
from kiosk.visit import Visit

UNKNOWN_WAIT = timedelta(hours=1)
"""How long before a break it is told to those whose wait nobody can tell, and before the closing of offline numbers."""


class Why(StrEnum):
    """What comes between a visitor and the call; the values are the last words of its language keys."""

    CLOSING = "closing"
    CLOSING_SOME_TIME = "closing_some_time"
    NO_WINDOW = "no_window"
    BREAK = "break"
    LONG_WAIT = "long_wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """One of them; a break lasts from `since` until `until`, the hall closes at `until`."""

    why: Why
    since: datetime | None = None
    until: datetime | None = None


def cautions_of(hall: KnownHall, visit: Visit) -> tuple[Caution, ...]:
    """Return what the visitor of a new number must know beside its wait, the worst first."""
    if visit.issued is None or visit.issued.not_yet is not None:
        return ()
    phases = hall.snapshot.phases if hall.snapshot is not None else ()
    queue, wait, now = hall.queue_of(hall.guide.matter(visit.issued.ticket.matter_id)), visit.issued.wait, hall.now()
    is_late = visit.is_late or (is_offline(visit.issued.ticket) and _is_near_closing(phases, now))
    closing = find_closing(phases, wait, now=now, is_late=is_late)
    has_window = standing(queue) is not Standing.NO_WINDOW
    shut = None if has_window else Caution(why=Why.NO_WINDOW)
    found = (closing, shut, find_break(phases, queue, wait, now=now), _find_long_wait(wait, closing))
    return tuple(each for each in found if each is not None)


def cautions_of_own(hall: KnownHall, view: NumberView) -> tuple[Caution, ...]:
    """Return what the visitor of a number that was taken before must know while it waits: no open window, a break."""
    if view.ticket.state is not TicketState.WAITING or view.not_yet is not None:
        return ()
    phases = hall.snapshot.phases if hall.snapshot is not None else ()
    queue = hall.queue_of(hall.guide.matter(view.ticket.matter_id))
    shut = Caution(why=Why.NO_WINDOW) if standing(queue) is Standing.NO_WINDOW else None
    found = (shut, find_break(phases, queue, view.wait, now=hall.now()))
    return tuple(each for each in found if each is not None)


def find_break(
    phases: Sequence[OpenPhase], queue: QueueNow | None, wait: WaitRange | None, *, now: datetime
) -> Caution | None:
    """Return the break that may come before the call, or is on; None where it cannot, or nobody knows the queue."""
    phase = find_phase(phases, now)
    if phase is not None and phase.phase is Phase.BREAK:
        return Caution(why=Why.BREAK, since=phase.since, until=phase.until)
    next_ = None if phase is None or phase.until is None else find_phase(phases, phase.until)
    if queue is None or next_ is None or next_.phase is not Phase.BREAK:
        return None
    longest = UNKNOWN_WAIT if wait is None else None if wait.high_min is None else timedelta(minutes=wait.high_min)
    is_ahead = longest is None or (longest > timedelta(0) and now + longest >= next_.since)
    return Caution(why=Why.BREAK, since=next_.since, until=next_.until) if is_ahead else None


def find_closing(
    phases: Sequence[OpenPhase], wait: WaitRange | None, *, now: datetime, is_late: bool
) -> Caution | None:
    """Return that the visit may find no time before the hall closes: the server said so, or its wait does."""
    closes = _closing_time(phases, now)
    if closes is None:
        return Caution(why=Why.CLOSING_SOME_TIME) if is_late else None
    is_beyond = wait is not None and now + timedelta(minutes=wait.low_min) >= closes
    return Caution(why=Why.CLOSING, until=closes) if is_late or is_beyond else None


def _is_near_closing(phases: Sequence[OpenPhase], now: datetime) -> bool:
    """Whether the hall may close before a number is called whose wait nobody can tell."""
    closes = _closing_time(phases, now)
    return closes is not None and now + UNKNOWN_WAIT >= closes


def _closing_time(phases: Sequence[OpenPhase], now: datetime) -> datetime | None:
    return next((each.since for each in phases if each.since > now and each.phase is Phase.CLOSED), None)


def _find_long_wait(wait: WaitRange | None, closing: Caution | None) -> Caution | None:
    """Return that another time would do as well, unless that is said of the closing already."""
    is_long = wait is not None and wait.high_min is None
    return Caution(why=Why.LONG_WAIT) if is_long and closing is None else None


def is_closing(cautions: Iterable[Caution]) -> bool:
    """Whether the visit may find no time before the hall closes."""
    return any(each.why in {Why.CLOSING, Why.CLOSING_SOME_TIME} for each in cautions)


def caution_text(cautions: Iterable[Caution], language: Language, zone: ZoneInfo) -> str:
    """Return them in words, one after the other; empty where there are none."""
    return join_sentences(language, (_sentence(each, language, zone) for each in cautions))


def times_of(caution: Caution, zone: ZoneInfo) -> dict[str, str]:
    """Return since when and until when, as far as it is known, in the hall's time of day."""
    moments = {"since": caution.since, "until": caution.until}
    return {name: time_phrase(moment, zone) for name, moment in moments.items() if moment is not None}


def _sentence(caution: Caution, language: Language, zone: ZoneInfo) -> str:
    return language.text(f"kiosk.caution.{caution.why}", **times_of(caution, zone))
