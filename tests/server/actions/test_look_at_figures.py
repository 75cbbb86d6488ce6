"""Days whose figures were worked out on paper, lived through on both engines."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hall.errors import BadInput
from hall.figures import DayFigures, Measure, ReasonCount, VisitFigures, WindowFigures, WindowTimes
from hall.rules import Rules
from server.actions.archive import archive_some
from server.actions.look_at_figures import look_at_figures
from server.store.hall_read import HallRead
from tests.server.days.conftest import Begin, begin
from tests.server.days.day import Day, plan_with

__all__ = ["begin"]

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
NOTHING = Measure(count=0, mean_s=None, p95_s=None)

ONE_WINDOW = """
    09:00  window 2 opens
    09:00  visitor takes insure      => A001
    09:05  visitor takes insure      => A002
    09:10  visitor takes insure      => A003
    09:10  window 2 next             => A001
    09:11  window 2 start
    09:21  window 2 finish
    09:22  visitor cancels A003
    09:25  window 2 next             => A002
    09:26  window 2 recall
    09:28  window 2 overdue
    09:30  visitor brings back A002
    09:31  window 2 next             => A002
    09:33  window 2 start
    09:40  window 2 parks
    09:50  window 2 resumes A002     => A002
    10:03  window 2 finish
    10:04  window 2 reopens A002
    10:08  window 2 finish
    10:10  window 2 closes
    10:10  visitor takes marry       => B001
    10:20  supervisor closes the day
"""


def figures(day: Day, of: date | None = None) -> DayFigures:
    """Return the figures of a date as of the day's clock."""
    hall = day._hall

    def look(read: HallRead) -> DayFigures:
        return look_at_figures(read, hall._today(read), of, now=hall.clock.now())

    return hall.ask(look)


def of_queue(told: DayFigures, queue_id: str) -> VisitFigures:
    return next(each.visits for each in told.queues if each.queue_id == queue_id)


def of_window(told: DayFigures, window_id: str) -> WindowFigures:
    return next(each for each in told.windows if each.window_id == window_id)


def test_matters_are_told_for_which_somebody_came_the_most_asked_for_first(begin: Begin) -> None:
    day = begin()
    day.live(ONE_WINDOW)

    told = figures(day).matters

    assert [(each.matter_id, each.visits.issued, each.visits.called) for each in told] == [
        ("insure", 3, 2),
        ("marry", 1, 0),
    ]
    assert told[0].visits.given_up == 1


def test_a_day_at_one_window(begin: Begin) -> None:
    day = begin()
    day.live(ONE_WINDOW)

    told = figures(day)

    assert (told.business_date, told.until) == (MONDAY, datetime(2026, 3, 2, 2, 20, tzinfo=UTC))
    assert told.visits == VisitFigures(
        issued=4,
        called=2,
        overdue=1,
        no_show=0,
        given_up=1,
        expired=1,
        no_show_rate=0.0,
        overdue_rate=0.5,
        abandon_rate=0.5,
        wait=Measure(count=2, mean_s=900, p95_s=1200),  # 9:00 to 9:10, 9:05 to 9:25; coming back does not count anew
        rewait=NOTHING,
        walk=Measure(count=2, mean_s=90, p95_s=120),  # 9:10 to 9:11, 9:31 to 9:33
        service=Measure(count=2, mean_s=1050, p95_s=1500),  # 10 min; 9:33 to 10:08 less 10 min parked
        visit=Measure(count=2, mean_s=2520, p95_s=3780),  # 9:00 to 9:21, 9:05 to 10:08
    )
    assert of_queue(told, "social") == replace(told.visits, issued=3, expired=0, abandon_rate=round(1 / 3, 4))
    assert of_queue(told, "civil") == VisitFigures(
        issued=1,
        called=0,
        overdue=0,
        no_show=0,
        given_up=0,
        expired=1,
        no_show_rate=None,
        overdue_rate=None,
        abandon_rate=1.0,
        wait=NOTHING,
        rewait=NOTHING,
        walk=NOTHING,
        service=NOTHING,
        visit=NOTHING,
    )
    assert of_window(told, "2").visits == replace(told.visits, issued=2, given_up=0, expired=0, abandon_rate=None)
    times = WindowTimes(
        open_s=4200,
        serving_s=2100,  # 10 + 7 + 13 + 5 min: from the first finish of A002 to its reopening counts
        idle_s=840,  # 9:28, 9:40 to 9:50, 10:08
        unanswered_s=300,  # A001 waited from 9:00 to 9:10 beside a free window, 5 min of it beyond the rule
        unanswered=1,
        utilisation=0.5,
    )
    assert told.times == of_window(told, "2").times == times
    assert of_window(told, "1").times == WindowTimes(
        open_s=0, serving_s=0, idle_s=0, unanswered_s=0, unanswered=0, utilisation=None
    )


def test_a_past_day_has_the_same_figures_even_once_it_is_history(begin: Begin) -> None:
    day = begin()
    day.live(ONE_WINDOW)
    that_day = figures(day)

    day.live("next day\n09:00 visitor takes insure => A001")
    next_day = figures(day, MONDAY)
    day.live("next day\n09:00 visitor takes insure => A001")
    while day._hall.run(archive_some):
        pass
    in_history = figures(day, MONDAY)

    assert next_day == in_history
    assert (next_day.visits, next_day.times) == (that_day.visits, that_day.times)
    assert next_day.until == datetime(2026, 3, 2, 16, tzinfo=UTC)
    assert figures(day, TUESDAY).visits.issued == 1


def test_a_day_that_is_not_in_the_record_is_refused(begin: Begin) -> None:
    day = begin()
    day.live("09:00 visitor takes insure => A001\nnext day\nnext day\n09:00 visitor takes insure => A001")

    for other in (MONDAY - timedelta(days=1), TUESDAY, date(2026, 3, 5)):
        with pytest.raises(BadInput):
            figures(day, other)
    assert figures(day, MONDAY).visits.issued == 1
    assert figures(day, date(2026, 3, 4)).visits.issued == 1


def test_a_clock_that_was_set_back_over_midnight_leaves_each_event_to_its_day(begin: Begin) -> None:
    day = begin()
    day.live("""
        09:00  visitor takes insure  => A001
        next day
        00:01  visitor takes insure  => A001
    """)
    day._days = 0
    day.live("23:00  visitor takes insure  => A002")
    day._days = 2
    day.live("09:00  visitor takes insure  => A001")

    assert [figures(day, each).visits.issued for each in (MONDAY, TUESDAY)] == [1, 2]


def test_a_visit_that_goes_on_waits_again_in_its_next_line(begin: Begin) -> None:
    day = begin()
    day.live("""
        09:00  window 2 opens
        09:00  window 3 opens
        09:00  visitor takes insure licence  => A001
        09:02  window 2 next                 => A001
        09:03  window 2 start
        09:08  window 2 finish
        09:18  window 3 next                 => A001
        09:19  window 3 start
        09:29  window 3 finish
    """)

    told = figures(day)

    assert told.visits.issued == 1
    assert told.visits.wait == Measure(count=1, mean_s=120, p95_s=120)
    assert told.visits.rewait == Measure(count=1, mean_s=600, p95_s=600)
    assert told.visits.service == Measure(count=2, mean_s=450, p95_s=600)
    assert told.visits.visit == Measure(count=1, mean_s=29 * 60, p95_s=29 * 60)
    assert of_queue(told, "social").visit == NOTHING
    assert of_queue(told, "commerce").visit.count == 1
    assert of_window(told, "3").visits.rewait == told.visits.rewait
    assert of_window(told, "3").times.unanswered_s == 300


def test_the_time_of_a_service_that_the_day_cut_off_is_not_told(begin: Begin) -> None:
    day = begin()
    day.live("""
        09:00  window 2 opens
        09:00  visitor takes insure  => A001
        09:01  window 2 next         => A001
        09:02  window 2 start
        20:00  supervisor closes the day
    """)

    told = figures(day)

    assert (told.visits.service, told.visits.visit) == (NOTHING, NOTHING)
    assert (told.visits.wait.mean_s, told.visits.walk.mean_s) == (60, 60)
    assert told.times.serving_s == 0
    assert told.times.open_s == 120


def test_a_service_that_began_anew_after_a_hold_counts_from_then(begin: Begin) -> None:
    day = begin()
    day.live("""
        09:00  window 2 opens
        09:00  visitor takes insure    => A001
        09:00  window 2 next           => A001
        09:01  window 2 start
        09:03  window 2 parks
        09:13  window 2 releases A001
        09:14  window 2 next           => A001
        09:15  window 2 start
        09:20  window 2 finish
    """)

    assert figures(day).visits.service == Measure(count=1, mean_s=300, p95_s=300)


def test_what_is_under_way_counts_as_far_as_it_is_known(begin: Begin) -> None:
    day = begin()
    day.live("""
        09:00  window 2 opens
        09:00  visitor takes insure  => A001
        09:01  window 2 next         => A001
        09:02  window 2 start
        09:04  visitor takes insure  => A002
    """)

    told = figures(day)

    assert (told.visits.issued, told.visits.called) == (2, 1)
    assert told.visits.wait == Measure(count=1, mean_s=60, p95_s=60)
    assert told.visits.service == NOTHING
    assert told.times == WindowTimes(open_s=240, serving_s=120, idle_s=0, unanswered_s=0, unanswered=0, utilisation=0.5)


def test_a_number_that_never_came_is_a_no_show_of_the_window_that_called_it(begin: Begin) -> None:
    day = begin(plan_with(Rules(overdue_expires_min=60)))
    day.live("""
        09:00  window 1 opens
        09:00  window 2 opens
        09:00  visitor takes insure  => A001
        09:00  visitor takes insure  => A002
        09:00  window 2 next         => A001
        09:01  window 2 recall
        09:03  window 2 overdue
        09:04  window 1 next         => A002
        09:04  window 1 serves
        10:05  server watches
    """)

    told = figures(day)

    assert (told.visits.called, told.visits.no_show, told.visits.no_show_rate) == (2, 1, 0.5)
    assert of_window(told, "2").visits.no_show_rate == 1.0
    assert of_window(told, "1").visits.overdue_rate == 0.0
    assert told.visits.service == NOTHING  # of 0 s: a slip of the hand


def test_a_pause_is_no_open_time_and_a_window_of_last_night_is_open_from_midnight(begin: Begin) -> None:
    day = begin()
    day.live("""
        23:30  window 2 opens
        23:40  visitor takes insure  => A001
        next day
        00:00  visitor takes insure  => A001
        00:10  window 2 pauses
        01:00  window 2 unpause
        01:05  window 2 closes
    """)

    assert of_window(figures(day, MONDAY), "2").times.open_s == 30 * 60
    assert of_window(figures(day), "2").times.open_s == 15 * 60


def test_calls_out_of_turn_are_told_in_the_clerks_words(begin: Begin) -> None:
    day = begin()
    day.live("""
        09:00  window 2 opens
        09:00  visitor takes insure  => A001
        09:00  visitor takes insure  => A002
        09:00  visitor takes insure  => A003
        09:01  window 2 calls A003   => A003
        09:02  window 2 recall
        09:03  window 2 serves
        09:04  window 2 calls A002   => A002
        09:04  window 2 undo-call
        09:05  window 2 next         => A001
        09:06  window 2 recall
        09:08  window 2 overdue
        09:09  window 2 sees A001    => A001
    """)

    assert figures(day).out_of_turn == (
        ReasonCount(reason="导办要求", count=1),
        ReasonCount(reason="过号到场", count=1),
    )
