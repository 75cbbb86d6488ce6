"""Nights: numbers restart, what is left over comes to its end, and the date never goes back."""

from tests.server.days.conftest import Begin
from tests.server.days.day import plan_with

EVENING = """
    20:00     window 1 opens
    20:00     window 2 opens
    20:01     visitor takes insure        => A001
    20:02     visitor takes insure        => A002
    20:03     visitor takes insure        => A003
    20:04     visitor takes insure        => A004
    20:05     visitor takes insure        => A005
    20:06     visitor takes insure        => A006
    23:50     window 2 next               => A001 longest_wait
    23:51     window 2 start
    23:51     window 2 parks
    23:52:00  window 2 next               => A002 longest_wait
    23:52:20  window 2 recall
    23:53:20  window 2 overdue
    23:54     window 2 next               => A003 longest_wait
    23:55     window 2 serves
    23:56     window 2 next               => A004 longest_wait
    23:56     window 2 start
    23:57     window 1 next               => A005 longest_wait
"""


def test_what_is_left_at_midnight_comes_to_its_end(begin: Begin) -> None:
    """The first act of the new date does it: nothing has to run overnight."""
    day = begin()
    day.live(f"""
        {EVENING}
        23:59:59  A006                  => waiting
        next day
        00:00:00  visitor takes insure  => A001 ahead 0
        00:00:01  A002                  => no_show
        00:00:01  A003                  => done
        00:00:01  A004                  => done
        00:00:01  A005                  => expired
        00:00:01  A006                  => expired
        00:00:02  window 2 next         => A001 arrival
    """)

    assert day.ticket("A004").time_unreliable
    assert not day.ticket("A003").time_unreliable


def test_who_was_parked_at_midnight_expires(begin: Begin) -> None:
    begin().live(f"""
        {EVENING}
        next day
        00:00:01  visitor takes marry    => B001
        00:00:01  A001                   => expired
        00:00:02  window 2 resumes A001  => refused wrong_state
    """)


def test_nothing_of_yesterday_comes_back(begin: Begin) -> None:
    """Not even what was finished four minutes ago."""
    begin().live(f"""
        {EVENING}
        next day
        00:00:01  visitor brings back A002  => refused unknown_ticket
        00:00:01  guide brings back A002    => refused unknown_ticket
        00:00:01  guide restores A002       => refused unknown_ticket
        00:00:02  window 2 reopens A003     => refused undo_too_late
        00:00:03  window 2 reopens A004     => refused undo_too_late
        00:00:04  A004                      => done
    """)


def test_a_clock_set_back_over_midnight_does_not_bring_yesterday_back(begin: Begin) -> None:
    """The new date has begun at its first act, and goes on through its own yesterday."""
    begin().live("""
        23:50     window 2 opens
        23:51     visitor takes insure  => A001
        next day
        00:00:10  visitor takes insure  => A001
        day back
        23:58:00  visitor takes insure  => A002 ahead 1
        23:58:10  window 2 next         => A001 arrival
        23:58:20  window 2 serves
        next day
        00:01:00  visitor takes insure  => A003 ahead 1
        00:02:00  window 2 next         => A002 arrival
    """)


def test_a_clock_set_back_puts_nobody_before_who_came_first(begin: Begin) -> None:
    begin(plan_with(queues={"1": ("social",)})).live("""
        10:00     window 2 opens
        10:01     visitor takes insure       => A001 ahead 0
        10:02     visitor takes insure       => A002 ahead 1
        10:03:00  window 2 next              => A001 arrival
        10:03:20  window 2 recall
        10:04:20  window 2 overdue
        09:30:00  visitor takes insure       => A003 ahead 1
        09:31:00  visitor brings back A001
        09:32:00  visitor takes insure       => A004 ahead 3
        09:33:00  order at 2                 => A002 arrival, A003 arrival, A001 arrival, A004 arrival
    """)


def test_a_supervisor_closes_the_day(begin: Begin) -> None:
    begin().live(f"""
        {EVENING}
        23:58     supervisor closes the day
        23:58     visitor takes insure           => refused day_closed
        23:58     A001                           => expired
        23:58     A002                           => no_show
        23:58     A004                           => done
        23:58     A005                           => expired
        23:58     A006                           => expired
        23:58     window 2 next                  => refused nobody_waiting
        23:58:10  guide restores A002            => refused day_closed
        23:58:20  window 2 reopens A004          => refused day_closed
        23:59     supervisor opens the day
        23:59     A006                           => expired
        23:59     visitor takes insure           => A007 ahead 0
        next day
        00:01     visitor takes insure           => A001 ahead 0
    """)
