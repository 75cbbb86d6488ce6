"""What if: what may be asked of a hall that could be run otherwise, and what is answered; times are the hall's own."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOpen:
    """What if one window more were opened now?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskStaffing:
    """How many windows does a usual day need, half hour by half hour?"""

    within_min: int = 15
    percent: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class AskQueues:
    """Which line would help most at which window besides its own?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A window from a time of the day to another."""

    window_id: str
    begins: time
    ends: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is otherwise: windows opened and closed for a while, lines added to windows, shares, and rules.

    Attributes:
        added: window and queue.
        weights: window, queue and how many parts of the calls it has; 0 makes arrival alone decide.
        priority_ratio: None leaves the hall's own.
        longest_wait_min, appointment_share: the same.
    """

    opened: tuple[Stretch, ...] = ()
    closed: tuple[Stretch, ...] = ()
    added: tuple[tuple[str, str], ...] = ()
    weights: tuple[tuple[str, str, int], ...] = ()
    priority_ratio: int | None = None
    longest_wait_min: int | None = None
    appointment_share: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskReplay:
    """What if a past day had been run otherwise?"""

    day: date
    changes: Changes


Question = AskOpen | AskStaffing | AskQueues | AskReplay


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAnswer:
    """There is none; `why` is a word for it: `no_past_day`, `no_such_day`, `nobody_waits`, `bad_input`."""

    why: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedWindow:
    """What opening a window now would do: to the line that gains most, and to all who wait.

    Attributes:
        before_min, after_min: how long one more who came now would wait in `queue_id`.
        waiting: who waits in lines that the window serves.
        saved_min: how much sooner they would be called, all of them together.
    """

    window_id: str
    is_paused: bool
    queue_id: str
    before_min: float
    after_min: float
    waiting: int
    saved_min: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedWindows:
    """What opening each window would do, the most helpful first; `untried`: windows for which there was no time."""

    windows: tuple[OpenedWindow, ...]
    untried: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfHour:
    """What a half hour needs.

    Attributes:
        arrivals: how many come in the mean.
        at_once: windows by Erlang's formula.
        windows: windows by playing whole days.
        percent: of those who come in it, how many are called within the aim then; None where nobody comes.
    """

    begins: time
    arrivals: float
    at_once: int
    windows: int
    percent: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNeeds:
    """What windows need that share lines: `windows` are those there are, `least` as many as reach all their lines."""

    windows: tuple[str, ...]
    least: int
    half_hours: tuple[HalfHour, ...]
    percent: float | None
    is_met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """The windows that a usual day needs, for each group of windows that share lines."""

    within_min: int
    percent: int
    days_learned: int
    groups: tuple[GroupNeeds, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A line added to a window, and the mean wait of a usual day before and after it, in that line and in the hall."""

    window_id: str
    queue_id: str
    before_min: float
    after_min: float
    all_before_min: float
    all_after_min: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What adding lines to windows would do, the most helpful first; `tried` of `possible` pairs were played."""

    additions: tuple[Addition, ...]
    tried: int
    possible: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How long people waited: `counts` has those of less than each of `BANDS_MIN`, and last those above."""

    people: int
    mean_min: float
    median_min: float
    most_of_all_min: float
    longest_min: float
    percent_within: float
    counts: tuple[int, ...]
    never_called: int = 0


BANDS_MIN = (5, 10, 15, 20, 30, 45, 60, 90)
WITHIN_MIN = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A past day: as it was, as it is when it is played by its own rules, and as it would have been.

    `left_out` numbers were called out of turn, at another's window, or never: the play has no place for them.
    """

    day: date
    was: Spread
    before: Spread
    after: Spread
    left_out: int


Finding = OpenedWindows | Staffing | Additions | Replayed | NoAnswer
