"""Made-up halls for the benchmark of waits: what is true in them, and what an estimator is told.

The truth (how long cases take, who does not come, when a window pauses) is drawn for each seed and stays with the
simulator; `Hall.told()` is what any queue system would know. Lengths are seconds, moments seconds since midnight.
"""

from dataclasses import dataclass, field
from random import Random
from statistics import fmean
from typing import Any

HOUR = 3_600.0
MINUTE = 60.0
MORNING = (
    *((8.5, 1.3), (9.0, 1.6), (10.0, 1.3), (11.0, 0.8), (12.0, 0.35)),
    *((13.0, 0.9), (14.0, 1.15), (15.0, 1.0), (16.0, 0.6), (16.5, 0.35)),
)
EVEN = ((9.0, 1.0),)
LUNCHES = (((9.0, 11.5), (12.5, 17.5)), ((9.0, 12.5), (13.5, 17.5)))
ALL_DAY = ((9.0, 17.5),)
FIRST_NUMBER, LAST_NUMBER = 8.5 * HOUR, 17 * HOUR


@dataclass
class Matter:
    """A matter: the minutes that are configured, and what is true."""

    configured_s: float
    mean_s: float
    variation: float
    missing: float = 0.0
    rejected: float = 0.0
    rate: float = 0.0


@dataclass
class Window:
    """A window: its matters, its hours, and how much longer its clerk takes."""

    matters: tuple[int, ...]
    hours: tuple[tuple[float, float], ...]
    slowness: float = 1.0


@dataclass(frozen=True)
class Change:
    """Something that nobody announced: a matter takes longer from a moment on, or a window is left for a while."""

    day: int
    at: float
    matter: int | None = None
    window: int | None = None


@dataclass
class Hall:
    """A hall; a day's demand is `days_differ` more or less than the mean."""

    name: str
    matters: list[Matter]
    windows: list[Window]
    past_days: int
    days: int
    profile: tuple[tuple[float, float], ...] = MORNING
    days_differ: float = 0.1
    priority: float = 0.0
    walk_s: float = 25.0
    gap_s: float = 20.0
    late_s: float = 90.0
    jitter_s: float = 180.0
    timeout_s: float = 75.0
    pauses_an_hour: float = 0.0
    pause_s: float = 480.0
    come_back: float = 0.0
    come_back_s: float = 420.0
    give_up_an_hour: float = 0.0
    changes: list[Change] = field(default_factory=list)
    priority_ratio: int = 2
    cap_min: int = 60
    overdue_after_calls: int = 3

    def told(self) -> dict[str, Any]:
        """Return what an estimator may know."""
        return {
            "name": self.name,
            "services": [
                {"id": f"s{place:02d}", "configured_s": m.configured_s} for place, m in enumerate(self.matters)
            ],
            "windows": [
                {
                    "id": f"w{place:02d}",
                    "tiers": [[f"s{matter:02d}" for matter in w.matters]],
                    "plan": [list(span) for span in w.hours],
                }
                for place, w in enumerate(self.windows)
            ],
            "ranks": 2,
            "kiosk": [FIRST_NUMBER, LAST_NUMBER],
            "rules": {
                "priority_ratio": self.priority_ratio,
                "longest_wait_min": self.cap_min,
                "overdue_after_calls": self.overdue_after_calls,
            },
        }


def make_hall(scenario: str, seed: int) -> Hall:
    """Return the hall of a scenario; the same seed makes the same hall."""
    return SCENARIOS[scenario](Random(f"{scenario} {seed}"))


def _constant(chance: Random) -> Hall:
    """Five windows, one matter, people in the same measure all day."""
    hall = _hall("constant", chance, matters=1, windows=5, wrong=0.25, past_days=3, days=1)
    hall.profile, hall.days_differ, hall.jitter_s, hall.late_s = EVEN, 0.0, 0.0, 1.0
    for window in hall.windows:
        window.hours = _hours(ALL_DAY)
    return _loaded(hall, chance, 0.98)


def _lunch(chance: Random) -> Hall:
    """A rush at the opening, and half of eight windows at lunch at a time."""
    hall = _hall("lunch", chance, matters=1, windows=8, wrong=0.3, past_days=5, days=1)
    for place, window in enumerate(hall.windows):
        window.hours = _hours(LUNCHES[place % 2])
    return _loaded(hall, chance, 0.72)


def _skills(chance: Random) -> Hall:
    """Thirty matters, twenty windows that share them in part, numbers of priority."""
    hall = _hall("skills", chance, matters=30, windows=20, wrong=0.35, past_days=8, days=1)
    hall.priority = 0.08
    return _loaded(hall, chance, 0.85)


def _change(chance: Random) -> Hall:
    """A window is left without a word in the morning, and a matter takes twice as long from then on."""
    hall = _hall("change", chance, matters=10, windows=10, wrong=0.35, past_days=5, days=2)
    hall.priority = 0.08
    hall = _loaded(hall, chance, 0.72)
    busy = sorted(range(10), key=lambda place: -hall.matters[place].rate * hall.matters[place].mean_s)[:4]
    for day in range(hall.past_days, hall.past_days + hall.days):
        hall.changes.append(Change(day, chance.uniform(9.6, 10.3) * HOUR, window=chance.randrange(10)))
        hall.changes.append(Change(day, chance.uniform(9.5, 10.5) * HOUR, matter=chance.choice(busy)))
    return hall


def _first_day(chance: Random) -> Hall:
    """A hall opens: nothing is known but what is configured, and that is wrong."""
    hall = _hall("first_day", chance, matters=15, windows=12, wrong=0.4, past_days=0, days=1)
    hall.priority = 0.08
    hall = _loaded(hall, chance, 0.78)
    all_wrong = chance.lognormvariate(0, 0.2)
    for matter in hall.matters:
        matter.configured_s = max(MINUTE, round(matter.configured_s * all_wrong / MINUTE) * MINUTE)
    return hall


def _everything(chance: Random) -> Hall:
    """Forty matters, twenty-four windows, and whatever else happens in a hall."""
    hall = _hall("everything", chance, matters=40, windows=24, wrong=0.35, past_days=8, days=1)
    hall.priority, hall.pauses_an_hour, hall.come_back, hall.give_up_an_hour = 0.1, 0.19, 0.3, 0.05
    return _loaded(hall, chance, 0.78)


SCENARIOS = {
    "constant": _constant,
    "lunch": _lunch,
    "skills": _skills,
    "change": _change,
    "first_day": _first_day,
    "everything": _everything,
}


def _hall(  # noqa: PLR0913 -- the size of a hall and how long it is watched
    name: str, chance: Random, *, matters: int, windows: int, wrong: float, past_days: int, days: int
) -> Hall:
    made = []
    for _ in range(matters):
        mean = chance.lognormvariate(2.14, 0.45) * MINUTE
        configured = max(1.0, round(mean * chance.lognormvariate(0, wrong) / MINUTE)) * MINUTE
        many = matters > 1
        made.append(
            Matter(
                configured_s=configured,
                mean_s=mean,
                variation=chance.uniform(0.5, 1.0),
                missing=chance.uniform(0.04, 0.12) if many else 0.05,
                rejected=chance.uniform(0.03, 0.18) if many else 0.0,
            )
        )
    hall = Hall(name, made, [], past_days, days)
    zones = max(1, round(windows / 6))
    for place in range(windows):
        own = [matter for matter in range(matters) if matter % zones == place % zones]
        taken = chance.sample(own, chance.randint(max(1, len(own) // 2), len(own)))
        if zones > 1 and chance.random() < 0.35:
            taken += chance.sample([matter for matter in range(matters) if matter % zones != place % zones], 2)
        hours = _hours(LUNCHES[chance.randrange(2)])
        hall.windows.append(Window(tuple(sorted(taken)), hours, slowness=chance.lognormvariate(0, 0.15)))
    for matter in range(matters):
        able = [window for window in hall.windows if matter in window.matters]
        for window in chance.sample(
            [each for each in hall.windows if each not in able], max(0, min(2, windows) - len(able))
        ):
            window.matters = tuple(sorted({*window.matters, matter}))
    return hall


def _loaded(hall: Hall, chance: Random, load: float) -> Hall:
    """Give each matter as many people that some split of them keeps every window busy for a part of its hours."""
    work = [0.0] * len(hall.matters)
    for window in hall.windows:
        parts = [chance.gammavariate(2.0, 1.0) for _ in window.matters]
        for matter, part in zip(window.matters, parts, strict=True):
            work[matter] += load * part / sum(parts) / window.slowness
    open_s = fmean(sum(min(ends, LAST_NUMBER + 900) - begins for begins, ends in w.hours) for w in hall.windows)
    demand_s = sum(60.0 * demand(hall, FIRST_NUMBER + 60.0 * minute) for minute in range(510))
    for share, matter in zip(work, hall.matters, strict=True):
        served = (1 - matter.rejected) * matter.mean_s + matter.rejected * 90.0 + hall.walk_s
        case_s = (1 - matter.missing) * served + matter.missing * hall.timeout_s + hall.gap_s
        matter.rate = share * open_s / demand_s / case_s
    return hall


def demand(hall: Hall, at: float) -> float:
    """Return how many times the mean people come at a moment."""
    return next((much for since, much in reversed(hall.profile) if since * HOUR <= at < LAST_NUMBER), 0.0)


def _hours(spans: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    return tuple((begins * HOUR, ends * HOUR) for begins, ends in spans)
