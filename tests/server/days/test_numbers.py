"""Days on which a series comes to its end: it begins again beside the numbers that are still out, or grows longer."""

from dataclasses import replace

from hall.hall_plan import AfterLast
from hall.rules import Rules
from tests.server.days.conftest import Begin
from tests.server.days.day import plan_with
from tests.server.plans import small_plan

SHORT = tuple(replace(each, last=3, after_last=AfterLast.WRAP) for each in small_plan().series)
FULL = """
    09:00  window 2 opens
    09:01  visitor takes insure  => A001
    09:02  visitor takes insure  => A002
    09:03  visitor takes insure  => A003
"""


def test_the_range_begins_again_with_the_numbers_that_are_free(begin: Begin) -> None:
    """A001 is done for good, A002 is being served, A003 waits."""
    begin(plan_with(series=SHORT)).live(f"""
        {FULL}
        09:04     window 2 next         => A001 arrival
        09:05:00  window 2 serves
        09:05     window 2 next         => A002 arrival
        09:06     window 2 start
        09:10:01  visitor takes insure  => A001 ahead 1
        09:10:02  visitor takes insure  => A1000
        09:11     window 2 finish
        09:11     order at 2            => A003 arrival, A001 arrival, A1000 arrival
    """)


def test_a_number_that_may_still_come_back_is_not_given_again(begin: Begin) -> None:
    """A001 was given up, but may be restored today; A002 was finished a moment ago, and may be reopened."""
    begin(plan_with(Rules(overdue_expires_min=10), series=SHORT)).live(f"""
        {FULL}
        09:04:00  window 2 next         => A001 arrival
        09:04:20  window 2 recall
        09:05:20  window 2 overdue
        09:15     server watches
        09:15     A001                  => no_show
        09:15     window 2 next         => A002 arrival
        09:16     window 2 serves
        09:17     visitor takes insure  => A1000
        09:18     guide restores A001
        09:18     window 2 reopens A002
        09:19     window 2 finish
        09:25     visitor takes insure  => A002
    """)


def test_a_series_grows_by_a_digit_where_the_hall_wants_no_number_twice(begin: Begin) -> None:
    longer = tuple(replace(each, after_last=AfterLast.EXTEND) for each in SHORT)
    begin(plan_with(series=longer)).live(f"""
        {FULL}
        09:04  window 2 next         => A001 arrival
        09:05  window 2 serves
        09:20  visitor takes insure  => A1000
        09:21  visitor takes insure  => A1001
    """)


def test_what_the_hall_skips_is_never_given(begin: Begin) -> None:
    no_four = tuple(replace(each, skip=("4",)) for each in small_plan().series)
    begin(plan_with(series=no_four)).live(f"""
        {FULL}
        09:04  visitor takes insure  => A005
    """)
