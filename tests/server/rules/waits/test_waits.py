"""The wait told: a small hall played forward, what it learns, and whether its ranges hold."""

from dataclasses import replace
from itertools import pairwise
from math import log
from random import Random
from statistics import NormalDist, fmean

import pytest

from benchmarks.wait import ORACLE, PRODUCT, compare
from benchmarks.wait_days import live_through
from benchmarks.wait_estimator import Rollout
from benchmarks.wait_halls import make_hall
from benchmarks.wait_large import large_hall
from benchmarks.wait_scores import score
from server.rules.waits.calibration import Calibration
from server.rules.waits.chance import quantile, smooth_quantile
from server.rules.waits.durations import Durations
from server.rules.waits.hall_lines import Calling, HallLines, PoolNow
from server.rules.waits.layout import Layout
from server.rules.waits.learner import FIRST_DAY_WIDER, POOLS_WIDER, Learner
from server.rules.waits.present import Doing, Present, WindowNow
from server.rules.waits.rollout import Pass, Wait, draws_worth, play_forward
from server.rules.waits.safety_net import SafetyNet
from server.rules.waits.stops import JITTER_S, list_stops

HOUR = 3_600.0
NOW = 10 * HOUR
ALL_DAY = ((9 * HOUR, 17 * HOUR),)
LUNCH = ((9 * HOUR, 10 * HOUR + 600), (11 * HOUR, 17 * HOUR))


def layout(spans: tuple[tuple[float, float], ...] = ALL_DAY, windows: int = 2) -> Layout:
    return Layout(configured_s=(600.0,), queue_of=(0,), serves=((0,),) * windows, spans=(spans,) * windows)


def look(
    ranks: list[int], *, hall: Layout | None = None, doing: Doing = Doing.SERVING, draws: int = 300, run: int = 0
) -> Pass:
    """Return what is told of people of these ranks who came one after another."""
    hall = hall or layout()
    learner = Learner(hall)
    windows = len(hall.serves)
    calling = Calling(
        pool_of=[0] * windows,
        clerk_of=[None] * windows,
        queue_of=(0,),
        priority_ratio=2,
        cap_s=HOUR,
        appointment_share=50,
        overdue_after_calls=3,
        now=NOW,
    )
    lines = HallLines(calling, [PoolNow(queues=(0,), priority_run=run)], queues=1, calls={})
    for place, rank in enumerate(ranks):
        lines.add(0, rank, (NOW - 600 + place, place, 0))
    return play_forward(
        hall,
        Present(
            now=NOW,
            windows=[WindowNow(doing=doing, since=NOW - 60)] * windows,
            waiting=len(ranks),
            queues=[0] * len(ranks),
            lines=lines,
        ),
        habits=learner.habits,
        durations=learner.durations,
        arrivals=learner.arrivals,
        chance=Random(1),
        draws=draws,
    )


def median(wait: Wait | None) -> float:
    assert wait is not None
    assert 0 <= wait.low <= wait.median <= wait.high
    return wait.median


def test_who_stands_further_back_waits_longer_and_priority_goes_before() -> None:
    told = look([0, 0, 0, 0, 1])

    medians = [median(each) for each in told.waiting]
    assert all(one < other for one, other in pairwise(medians[:4]))
    assert medians[4] < medians[0]
    assert medians[4] == pytest.approx(300, rel=0.5), "two windows of ten minutes each"


@pytest.mark.parametrize("rank", [0, 1])
@pytest.mark.parametrize("ranks", [[0] * 6, [0, 1, 1, 0, 1], [1, 1, 1, 1]])
def test_the_next_ticket_is_told_what_it_will_wait_as_if_it_stood_there(ranks: list[int], rank: int) -> None:
    one_more = look([*ranks, rank], draws=800)

    assert median(look(ranks, draws=800).following[rank]) == pytest.approx(median(one_more.waiting[-1]), rel=0.12)


def test_a_lunch_that_is_planned_is_waited_through() -> None:
    assert median(look([0] * 6, hall=layout(LUNCH)).waiting[5]) > HOUR * 0.9


def stays_open_for(*, since: float, now: float) -> float:
    """Return how much longer a window calls that serves somebody since some moment, its hours being over."""
    learner = Learner(layout(LUNCH))
    state = WindowNow(doing=Doing.SERVING, since=since)
    draws = [list_stops(LUNCH, state, now, learner.habits, Random(seed))[1][0].at - now for seed in range(40)]
    return max(draws)


def test_a_window_that_is_late_for_its_lunch_goes_after_the_case_in_hand() -> None:
    ends = LUNCH[0][1]
    late = ends + 2 * JITTER_S

    assert stays_open_for(since=ends - 300, now=late) == 0
    assert stays_open_for(since=late - 30, now=late) > 300, "it has called somebody since: it stays for a while"


def test_nobody_pauses_who_is_not_there() -> None:
    layout_, present, learner = large_hall(windows=1, matters=5, waiting=1)
    learner.habits.paused = learner.habits.open_s / 900
    away = WindowNow(doing=Doing.AWAY, since=NOW - 60, back_at=NOW + 1_800)

    told = play_forward(
        layout_,
        replace(present, windows=[away]),
        habits=learner.habits,
        durations=learner.durations,
        arrivals=learner.arrivals,
        chance=Random(1),
    )

    assert median(told.waiting[0]) == pytest.approx(1_800, abs=90)


@pytest.mark.parametrize(
    ("windows", "waiting", "draws", "overtaken"),
    [(5, 10, 200, 200), (20, 100, 200, 160), (50, 400, 120, 48), (200, 2_000, 27, 27)],
)
def test_the_more_there_is_to_play_the_fewer_draws_are_made(
    windows: int, waiting: int, draws: int, overtaken: int
) -> None:
    _, present, _ = large_hall(windows=windows, matters=windows, waiting=waiting)

    assert draws_worth(present) == draws
    assert draws_worth(replace(present, overtaken=True)) == overtaken


def test_nobody_is_told_that_they_wait_for_ever() -> None:
    closed = look([0, 0], doing=Doing.CLOSED)

    assert 0 < median(closed.waiting[0]) < 3 * HOUR


def test_durations_begin_as_configured_and_end_as_measured() -> None:
    durations = Durations((600.0, 600.0))
    assert durations.mean(0) == pytest.approx(600)
    chance = Random(2)
    for _ in range(150):
        durations.learn(0, 1_200 * chance.expovariate(1.0))
    assert durations.mean(0) == pytest.approx(1_200, rel=0.2)
    assert 620 < durations.mean(1) < 1_000, "where one matter takes longer, others may too"


def test_cases_in_hand_make_up_for_those_that_ended_soon() -> None:
    chance, means = Random(4), []
    for _ in range(60):  # thirty windows in the first quarter of an hour, whose cases take what they took before
        durations = Durations((600.0,))
        for place in range(400):
            durations.learn(0, -600 * log(1 - (place * 163 % 400 + 0.5) / 400))
        durations.begin_day()
        usual, in_hand = durations.mean(0), []
        for _ in range(30):
            at = 0.0
            while at + (took := 600 * chance.expovariate(1.0)) <= 900:
                at += took
                durations.learn(0, took)
            in_hand.append(900 - at)
        durations.in_hand(0, in_hand)
        means.append(durations.outlook(0).mean_s / usual)

    assert fmean(means) == pytest.approx(1, abs=0.015)


def test_a_matter_that_takes_twice_as_long_today_is_found_out() -> None:
    durations = Durations((600.0, 600.0))
    chance = Random(3)
    for _ in range(4):
        for _ in range(100):
            durations.learn(0, 600 * chance.expovariate(1.0))
            durations.learn(1, 600 * chance.expovariate(1.0))
        durations.begin_day()
    assert durations.outlook(0).changed < 0.1
    for _ in range(20):
        durations.learn(0, 1_800 * chance.expovariate(1.0))
    told = durations.outlook(0)
    assert told.changed > 0.6
    assert told.changed_mean_s > 1_000
    assert durations.outlook(1).changed < 0.1


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_quantile_of_a_sample_holds_its_share_and_wavers_less_than_a_single_place(share: float) -> None:
    law, chance = NormalDist(10, 2), Random(7)
    samples = [sorted(chance.gauss(10, 2) for _ in range(100)) for _ in range(400)]
    smooth = [smooth_quantile(each, share) for each in samples]
    single = [quantile(each, share) for each in samples]
    true = law.inv_cdf(share)

    assert fmean(map(law.cdf, smooth)) == pytest.approx(share, abs=0.01)
    assert fmean((each - true) ** 2 for each in smooth) < 0.97 * fmean((each - true) ** 2 for each in single)


def test_a_quantile_of_few_is_one_of_them_or_between() -> None:
    assert smooth_quantile([5.0], 0.1) == 5.0
    assert smooth_quantile([1.0, 2.0], 0.5) == pytest.approx(1.5)
    assert smooth_quantile([3.0] * 30, 0.9) == pytest.approx(3.0)


def test_ranges_that_do_not_hold_are_stretched() -> None:
    calibration = Calibration()
    told = Wait(low=500, median=600, high=700)
    chance = Random(4)
    for _ in range(2_000):
        calibration.learn(told, 600 * chance.uniform(0.5, 1.5))
    wider = calibration.stretch(told, wider=1.0)
    assert wider.low < 450
    assert wider.high > 750


def test_ranges_are_widest_on_the_first_day_and_wider_where_windows_differ() -> None:
    one = Layout(configured_s=(600.0, 600.0), queue_of=(0, 1), serves=((0, 1), (0, 1)), spans=((), ()), ranks=1)
    several = replace(one, serves=((0,), (0, 1)))
    assert Learner(one).wider == Learner(several).wider == FIRST_DAY_WIDER
    for layout, wider in ((one, 1.0), (several, POOLS_WIDER)):
        learner = Learner(layout)
        learner.durations.is_first_day = False
        assert learner.wider == wider


def test_on_the_first_day_a_range_is_told_wider_than_played_and_less_so_with_each_outcome() -> None:
    calibration = Calibration()
    told = Wait(low=500, median=600, high=700)
    widths = []
    for _ in range(2):
        wait = calibration.stretch(told, wider=1.1)
        widths.append(wait.high - wait.low)
        for place in range(3_000):
            calibration.learn(told, 500 + 200 * (place % 10 in {1, 2, 3, 4}) + 100 * (place % 10 > 4))
    assert 1.05 * 200 < widths[0] < 1.15 * 200
    assert widths[1] < 1.05 * 200
    assert Calibration().stretch(told, wider=1.0).high == pytest.approx(told.high)
    nothing = Wait(low=0, median=0, high=0)
    assert calibration.stretch(nothing, wider=1.1) == nothing


def test_the_safety_net_counts_only_where_the_roll_out_is_wrong() -> None:
    shares = []
    for is_wrong in (False, True):
        net, chance = SafetyNet(), Random(5)
        for _ in range(600):
            people = chance.randrange(1, 20)
            waited = people * 100.0 * chance.uniform(0.8, 1.2)
            middle = 900.0 if is_wrong else people * 100.0
            seen = [1.0, float(people), people**0.5]
            played = Wait(low=middle * 0.85, median=middle, high=middle * 1.15)
            net.learn(seen, waited, played=played, guessed=net.guess(seen))
        shares.append(net.share)
    assert shares[0] < 0.1
    assert shares[1] > 0.9


@pytest.mark.parametrize("kept", [0.99, 0.7])
def test_missing_events_lead_to_no_fault_and_to_no_nonsense(kept: float) -> None:
    hall = make_hall("everything", 104)
    hall.past_days = 0
    for matter in hall.matters:
        matter.rate /= 2
    events, _, _ = live_through(hall, 104, branches=0, every=20)
    estimator, chance = Rollout(is_ahead=False), Random(6)
    estimator.start(hall.told())
    asked = 0
    for event in events:
        if event["type"] == "ask":
            low, middle, high = estimator.predict(event["t"], event["ticket"])
            assert 0 <= low <= middle <= high < 24 * HOUR
            asked += 1
        elif chance.random() < kept:
            estimator.event(event)
    assert asked > 10


def test_a_hall_of_the_benchmark_is_told_nearly_as_well_as_by_the_oracle() -> None:
    told = compare("lunch", [101], branches=30, every=12)["issue"]

    product, oracle = score(told[PRODUCT]), score(told[ORACLE])
    assert product.asks > 25
    assert product.loss < 1.25 * oracle.loss
    assert 60 <= product.coverage <= 95
    assert score(told["naive"]).loss > 1.5 * oracle.loss
    assert fmean(row[3] - row[1] for row in told[PRODUCT]) < 2 * HOUR
