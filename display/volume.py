"""How loud a display speaks at which hour of the hall's day."""

import re
from dataclasses import dataclass
from datetime import time

from hall.errors import BadSettings
from hall.ui.mixing import FULL_VOLUME

_SPAN = re.compile(r"(\d{1,2}):?(\d{2})?-(\d{1,2}):?(\d{2})?=(\d{1,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoudSpan:
    """A stretch of the day (its end not included) and the volume in percent."""

    begins: time
    ends: time
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """The volume by the hour: that of the first span that holds, full outside of all."""

    spans: tuple[LoudSpan, ...] = ()

    def at(self, moment: time) -> int:
        """Return the volume at the hall's local time, in percent."""
        return next((span.percent for span in self.spans if span.begins <= moment < span.ends), FULL_VOLUME)


def read_volume(told: str) -> Volume:
    """Return the volume that `12:00-13:30=40,17-20=70` means.

    Raises:
        BadSettings: it cannot be read, or a span ends before it begins.
    """
    return Volume(spans=tuple(_span(part.strip()) for part in told.split(",") if part.strip()))


def _span(told: str) -> LoudSpan:
    match = _SPAN.fullmatch(told)
    try:
        if match is None:
            raise ValueError
        begins, ends = time(int(match[1]), int(match[2] or 0)), time(int(match[3]), int(match[4] or 0))
        if begins >= ends or int(match[5]) > FULL_VOLUME:
            raise ValueError
    except ValueError:
        raise BadSettings(f"--volume {told}: must be spans like 12:00-13:30=40, in percent up to 100") from None
    return LoudSpan(begins=begins, ends=ends, percent=int(match[5]))
