"""What a what-if costs the process that answers it, beside its looks ahead; the lane has no part in it.

    python -m benchmarks.what_if

A hall of 20 windows and 30 matters with 100 waiting, and one of 200 windows, 120 matters and 2,000 waiting; a usual
day of 300 visitors; a past day of 2,000 visits. A question may take ten seconds: the waits that visitors are told are
trusted for ninety.
"""

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random
from time import perf_counter

from benchmarks.limits import is_within
from benchmarks.wait_large import NOW, large_hall
from server.rules.waits.arrivals import SLOT_S
from server.rules.waits.day_scripts import draw_script
from server.rules.waits.layout import Layout, Span
from server.rules.waits.learner import Learner
from server.rules.waits.lived_day import Setting, Visit, play_day
from server.rules.waits.open_more import play, play_open
from server.rules.waits.present import Doing, Present, WindowNow
from server.rules.waits.staffing import Aim, find_additions, find_needs, staffed

HOUR = 3_600.0
DAY: tuple[Span, ...] = ((9 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR))
WINDOWS, MATTERS, A_DAY, PAST_VISITS, OTHER_DAYS = 20, 30, 300, 2_000, 30
AIM_S = 900.0
OPEN_MOST_S, OPEN_LARGE_MOST_S, SEARCH_MOST_S, LINES_MOST_S, REPLAY_MOST_S = 0.5, 2.0, 10.0, 5.0, 0.5


def main() -> int:
    """Measure, and end with 1 where a limit is not kept."""
    kept = [
        is_within("open one: 20 windows, s", _open(20, 30, 100), most=OPEN_MOST_S),
        is_within("open one: 200 windows, s", _open(200, 120, 2_000), most=OPEN_LARGE_MOST_S),
        *_search(),
        is_within("lines for windows, s", _lines(), most=LINES_MOST_S),
        is_within("past day, twice, s", _replay(), most=REPLAY_MOST_S),
    ]
    return 0 if all(kept) else 1


def _took(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _open(windows: int, matters: int, waiting: int) -> float:
    """Return what one window takes that is tried, the look without it left out."""
    layout, present, learner = large_hall(windows=windows, matters=matters, waiting=waiting)
    shut = [WindowNow(doing=Doing.CLOSED, since=NOW - HOUR), *present.windows[1:]]
    present: Present = replace(present, windows=shut)
    before = play(learner, present, layout, 0, Random(1))
    return _took(lambda: play_open(learner, present, 0, DAY, before=before, make_chance=lambda: Random(1)))


def _hall() -> tuple[Setting, Learner]:
    layout, _, _ = large_hall(windows=WINDOWS, matters=MATTERS, waiting=0)
    layout = Layout(
        configured_s=layout.configured_s, queue_of=layout.queue_of, serves=layout.serves, spans=(DAY,) * WINDOWS
    )
    learner, chance = Learner(layout), Random(3)
    for _ in range(10):
        learner.begin_day(layout)
        for _ in range(A_DAY):
            hours = 3 if chance.random() < 0.6 else 8
            learner.came(
                chance.randrange(MATTERS), int(chance.random() < 0.05), 9 * HOUR + hours * HOUR * chance.random()
            )
    learner.begin_day(layout)
    setting = Setting(
        queue_of=layout.queue_of,
        queues=layout.queues,
        serves=layout.serves,
        costs=((),) * WINDOWS,
        spans=layout.spans,
        priority_ratio=2,
        cap_s=HOUR,
    )
    return setting, learner


def _search() -> list[bool]:
    """Find the windows that a day needs, and play other days with as many, and with as many as the formula names."""
    setting, learner = _hall()
    aim = Aim(within_s=AIM_S, share=0.9)
    began = perf_counter()
    needs = find_needs(learner, setting, range(WINDOWS), hours=DAY, aim=aim, chance=Random(1))
    took_s = perf_counter() - began
    assert needs is not None, "many come"
    found, formula = (
        _shares(learner, staffed(setting, needs.windows, counts, DAY)) for counts in (needs.counts, needs.at_once)
    )
    print(f"with the formula's windows   {formula[0]:.2f}; in its worst half hour {formula[1]:.2f}")
    return [
        is_within("windows of a day, s", took_s, most=SEARCH_MOST_S),
        is_within("within 15 min, other days", found[0], least=0.9),
        is_within("in the worst half hour", found[1], least=0.85),
    ]


def _shares(learner: Learner, setting: Setting) -> tuple[float, float]:
    """Return how many are called in time on other days, as a share, and in the half hour in which fewest are."""
    chance, came, kept = Random(99), Counter[int](), Counter[int]()
    for _ in range(OTHER_DAYS):
        script = draw_script(learner, range(MATTERS), chance)
        for visit, wait in zip(script, play_day(script, setting).waits, strict=True):
            slot = int(visit.at // SLOT_S)
            came[slot] += 1
            kept[slot] += wait is not None and wait <= AIM_S
    open_slots = [slot for slot in came if any(begins <= slot * SLOT_S < ends for begins, ends in DAY)]
    everybody = sum(came[slot] for slot in open_slots)
    return (
        sum(kept[slot] for slot in open_slots) / everybody,
        min(kept[slot] / came[slot] for slot in open_slots if came[slot] >= OTHER_DAYS),
    )


def _lines() -> float:
    setting, learner = _hall()
    return _took(lambda: find_additions(learner, setting, Random(1)))


def _replay() -> float:
    setting, _ = _hall()
    chance = Random(4)
    moments = sorted(chance.uniform(9 * HOUR, 17 * HOUR) for _ in range(PAST_VISITS))
    script = [Visit(at, chance.randrange(MATTERS), 0, chance.expovariate(1 / 240)) for at in moments]
    return _took(lambda: [play_day(script, setting) for _ in range(2)])


if __name__ == "__main__":
    sys.exit(main())
