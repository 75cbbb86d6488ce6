"""What if: Erlang's formula, whole days played, windows that a day needs, and one window more now."""

from dataclasses import replace
from itertools import pairwise
from random import Random
from statistics import fmean

import pytest

from benchmarks.wait_large import NOW, large_hall
from server.rules.waits.day_scripts import draw_script, mean_busy_s
from server.rules.waits.erlang import share_within, wait_share, windows_needed
from server.rules.waits.layout import Layout, Span
from server.rules.waits.learner import Learner
from server.rules.waits.lived_day import Setting, Visit, play_day
from server.rules.waits.open_more import could_open, play, play_open
from server.rules.waits.present import Doing, WindowNow
from server.rules.waits.staffing import Aim, add_queue, find_additions, find_needs, staffed

HOUR = 3_600.0
DAY = ((9 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR))
AIM = Aim(within_s=900.0, share=0.9)


def setting(serves: tuple[tuple[int, ...], ...], spans: tuple[Span, ...] = DAY, **more: object) -> Setting:
    queues = 1 + max(queue for each in serves for queue in each)
    usual = Setting(
        queue_of=tuple(range(queues)),
        queues=queues,
        serves=serves,
        costs=((),) * len(serves),
        spans=(spans,) * len(serves),
        priority_ratio=2,
        cap_s=HOUR,
    )
    return replace(usual, **more)


def taught(hall: Setting, *, a_day: int, days: int = 5) -> Learner:
    """Return what a hall teaches to whose queues so many come a day, most of them in the morning."""
    layout = Layout(configured_s=(480.0,) * hall.queues, queue_of=hall.queue_of, serves=hall.serves, spans=hall.spans)
    learner, chance = Learner(layout), Random(5)
    for _ in range(days):
        learner.begin_day(layout)
        for _ in range(a_day):
            at = 9 * HOUR + (3 if chance.random() < 0.6 else 8) * HOUR * chance.random()
            learner.came(chance.randrange(hall.queues), int(chance.random() < 0.05), at)
    learner.begin_day(layout)
    return learner


def test_the_formula_knows_its_table() -> None:
    assert wait_share(1, 0.5) == pytest.approx(0.5)
    assert wait_share(10, 8.0) == pytest.approx(0.4092, abs=0.0005)
    assert wait_share(3, 3.0) == 1.0


@pytest.mark.parametrize("rate", [0.001, 0.01, 0.1, 2.0])
def test_as_few_windows_are_named_as_keep_the_aim(rate: float) -> None:
    needed = windows_needed(rate=rate, case_s=500.0, within_s=900.0, share=0.9)

    assert share_within(needed, rate=rate, case_s=500.0, within_s=900.0) >= 0.9
    assert share_within(needed - 1, rate=rate, case_s=500.0, within_s=900.0) < 0.9
    assert windows_needed(rate=0.0, case_s=500.0, within_s=900.0, share=0.9) == 0


def test_a_day_is_played_in_the_order_of_the_rule_and_breaks_are_waited_through() -> None:
    at = 9 * HOUR
    script = [
        Visit(at - 600, 0, 0, 600.0),
        Visit(at - 500, 0, 0, 600.0),
        Visit(at - 400, 0, 1, 600.0),
        Visit(12 * HOUR - 10, 0, 0, 900.0),
        Visit(12 * HOUR + 60, 0, 0, 300.0),
        Visit(17 * HOUR - 60, 0, 0, 900.0),
        Visit(17 * HOUR - 30, 0, 0, 900.0),
    ]

    played = play_day(script, setting(((0,),), priority_ratio=1))

    assert played.waits[2] == 400, "priority goes first"
    assert played.waits[0] == 600 + 600
    assert played.waits[1] == 500 + 1_200
    assert played.waits[3] == 0, "in hand at noon, and finished then"
    assert played.waits[4] == HOUR - 60
    assert played.waits[6] == 30 - 60 + 900, "who is there at the end is served"
    assert played.busy_s == [sum(visit.busy_s for visit in script)]


def test_an_appointment_goes_first_from_its_slot_on_and_nobody_is_called_too_early() -> None:
    at = 10 * HOUR
    walk_ins = [Visit(at - 900 + second, 0, 0, 600.0) for second in range(3)]
    booked = Visit(at - 600, 0, 0, 600.0, at, at - 900)

    played = play_day([*walk_ins, booked], setting(((0,),), appointment_share=50))

    assert played.waits == [0.0, 599.0, 1_798.0, 900.0], "the slot had not come at the second call"
    early = Visit(at - HOUR, 0, 0, 60.0, at, at - 900)
    assert play_day([early], setting(((0,),))).waits == [HOUR - 900]


def test_nobody_is_called_by_a_window_that_left_or_for_another_line() -> None:
    early = setting(((0,), (1,)), spans=((9 * HOUR, 10 * HOUR),))
    hall = replace(early, spans=(early.spans[0], DAY))

    played = play_day([Visit(11 * HOUR, 0, 0, 60.0), Visit(11 * HOUR, 1, 0, 60.0)], hall)

    assert played.waits == [None, 0.0]


def test_a_drawn_day_is_as_busy_as_the_days_that_taught_it() -> None:
    hall = setting(((0, 1), (1, 0)))
    learner = taught(hall, a_day=200)

    scripts = [draw_script(learner, {0, 1}, Random(seed)) for seed in range(20)]

    assert fmean(map(len, scripts)) == pytest.approx(200, rel=0.08)
    assert fmean(visit.busy_s for script in scripts for visit in script) == pytest.approx(
        mean_busy_s(learner, {0, 1}), rel=0.12
    )
    assert all(one.at <= other.at for script in scripts for one, other in pairwise(script))
    assert draw_script(taught(hall, a_day=200, days=0), {0, 1}, Random(1)) == []


def test_as_many_windows_are_found_as_a_day_needs() -> None:
    hall = setting(((0,),) * 12)
    learner = taught(hall, a_day=220)

    needs = find_needs(learner, hall, range(12), hours=DAY, aim=AIM, chance=Random(1))

    assert needs is not None
    assert needs.is_met(AIM)
    assert needs.share is not None
    assert needs.share >= 0.9
    morning, late = needs.counts[20], needs.counts[31]
    assert morning > late >= 1, "most come in the morning"
    assert needs.counts[24] == needs.counts[25] == needs.counts[3] == 0, "nobody is asked for at lunch"
    assert all(abs(found - first) <= 3 for found, first in zip(needs.counts, needs.at_once, strict=True)), (
        "the formula is near"
    )
    other_days = [draw_script(learner, {0}, Random(seed)) for seed in range(100, 120)]
    waits = [
        wait
        for script in other_days
        for wait in play_day(script, staffed(hall, needs.windows, needs.counts, DAY)).waits
    ]
    assert fmean(wait is not None and wait <= AIM.within_s for wait in waits) >= 0.9, "it holds on other days"
    fewer = find_needs(learner, hall, range(3), hours=DAY, aim=AIM, chance=Random(1))
    assert fewer is not None
    assert not fewer.is_met(AIM)
    assert max(fewer.counts) == 3, "there are no more"


def test_every_line_has_a_window_that_serves_it() -> None:
    hall = setting(((0,), (1,), (0, 1), (2,)))
    learner = taught(hall, a_day=30)

    needs = find_needs(learner, hall, range(3), hours=DAY, aim=AIM, chance=Random(1))

    assert needs is not None
    assert (needs.least, needs.windows[0]) == (1, 2)
    assert find_needs(taught(hall, a_day=0), hall, range(3), hours=DAY, aim=AIM, chance=Random(1)) is None


def test_a_line_is_added_where_it_helps_most() -> None:
    hall = setting(((0,), (1,), (1,), (1,)))
    learner = taught(hall, a_day=110)

    found, possible = find_additions(learner, hall, Random(2))

    best = found[0]
    assert best.queue == 0
    assert best.window in {1, 2, 3}
    assert best.after_s < 0.6 * best.before_s
    assert best.all_after_s < best.all_before_s
    assert possible == 4
    assert add_queue(hall, 1, 0).serves[1] == (1, 0)


def test_a_line_that_no_window_serves_is_never_added() -> None:
    hall = setting(((0,), (1,)), queue_of=(0, 1, 2), queues=3)
    learner = taught(hall, a_day=60)

    found, possible = find_additions(learner, hall, Random(2))

    assert {each.queue for each in found} <= {0, 1}
    assert possible == 2


def test_one_window_more_shortens_the_wait_of_who_comes_next() -> None:
    layout, present, learner = large_hall(windows=12, matters=8, waiting=60)
    windows = list(present.windows)
    windows[3] = WindowNow(doing=Doing.CLOSED, since=NOW - 5_000)
    windows[4] = WindowNow(doing=Doing.AWAY, since=NOW - 60)
    present = replace(present, windows=windows)
    assert could_open(layout, present) == [3, 4]

    spans = list(layout.spans)
    spans[3] = ()
    learner.layout = replace(layout, spans=tuple(spans))
    before = play(learner, present, learner.layout, 3, Random(1))
    one = play_open(learner, present, 3, DAY, before=before, make_chance=lambda: Random(1))

    assert one is not None
    assert one.after_s < one.before_s
    assert one.saved_s > 0
    assert 0 < one.waiting <= 60
