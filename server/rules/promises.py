"""What was told about waits and what came of it, counted from the record's events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hall.estimates import Promises, PromisesInBand
from hall.events import EventBody
from hall.ticket import WaitRange
from hall.ticket_events import TicketCalled, TicketIssued

BANDS_MIN = (0, 10, 30)
NO_END_MIN = 24 * 60

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """One range that was told, and after how many minutes the number was called."""

    told: WaitRange
    waited_min: float

    @property
    def high_min(self) -> int:
        """The end of the range; one without an end is kept whenever the call comes."""
        return NO_END_MIN if self.told.high_min is None else self.told.high_min

    @property
    def middle_min(self) -> float:
        """The middle of the range; of one without an end its beginning."""
        return self.told.low_min if self.told.high_min is None else (self.told.low_min + self.told.high_min) / 2


class PromisesOfEvents:
    """Lives through a business date's events; only the first call of a number counts."""

    def __init__(self) -> None:
        """Begin with none."""
        self.kept: list[Kept] = []
        self.without = 0
        self._told: dict[int, tuple[datetime, WaitRange | None]] = {}

    def take(self, body: EventBody, at: datetime) -> None:
        """Take an event."""
        match body:
            case TicketIssued():
                self._told[body.ticket_id] = at, body.wait
            case TicketCalled(call_count=1) if body.ticket_id in self._told:
                since, told = self._told.pop(body.ticket_id)
                if told is None:
                    self.without += 1
                else:
                    self.kept.append(Kept(told, (at - since) / _MINUTE))
            case _:
                return


def promises_of(all_: Iterable[Kept]) -> Promises:
    """Return how right some ranges were; a call in the last minute that was told is within it."""
    each = list(all_)
    if not each:
        none = {"kept_share": None, "mean_error_min": None, "bias_min": None, "mean_width_min": None}
        return Promises(told=0, kept=0, late=0, **none)
    late = sum(one.waited_min >= one.high_min + 1 for one in each)
    early = sum(one.waited_min < one.told.low_min for one in each)
    off = [one.middle_min - one.waited_min for one in each]
    widths = [one.told.high_min - one.told.low_min for one in each if one.told.high_min is not None]
    return Promises(
        told=len(each),
        kept=len(each) - late - early,
        late=late,
        kept_share=round(1 - (late + early) / len(each), 4),
        mean_error_min=round(sum(map(abs, off)) / len(each), 1),
        bias_min=round(sum(off) / len(each), 1),
        mean_width_min=round(sum(widths) / len(widths), 1) if widths else None,
    )


def bands_of(all_: Iterable[Kept]) -> tuple[PromisesInBand, ...]:
    """Return the same by how long a wait was told."""
    each = list(all_)
    ends = (*BANDS_MIN[1:], None)
    return tuple(
        PromisesInBand(
            from_min=begins,
            until_min=until,
            promises=promises_of(
                one for one in each if begins <= one.middle_min and (until is None or one.middle_min < until)
            ),
        )
        for begins, until in zip(BANDS_MIN, ends, strict=True)
    )
