"""Days with keys pressed by mistake: a call or a finish is taken back, and everything stands as it stood."""

from tests.server.days.conftest import Begin
from tests.server.days.day import plan_with

FOUR_WAIT = """
    09:00  window 2 opens
    09:01  visitor takes insure        => A001
    09:02  visitor takes insure        => A002
    09:03  visitor takes insure        => A003
    09:04  visitor takes insure        => A004
    09:05  guide grants A003 elderly
    09:05  guide grants A004 elderly
"""


def test_a_call_undone_puts_the_number_back_and_gives_the_turn_back(begin: Begin) -> None:
    """Else the ratio would go on to A001 after A004, as if two priority numbers had been called."""
    day = begin()
    day.live(f"""
        {FOUR_WAIT}
        09:10:00  window 2 next       => A003 priority
        09:10:29  window 2 undo-call
        09:10:29  A003                => waiting
        09:11     order at 2          => A003 priority, A004 priority, A001 arrival, A002 arrival
        09:11     window 2 next       => A003 priority
        09:12     window 2 serves
        09:12     window 2 next       => A004 priority
        09:13     window 2 serves
        09:13     window 2 next       => A001 arrival
    """)

    first_called_at = day.ticket("A003").first_called_at
    assert first_called_at is not None
    assert first_called_at.minute == 11


def test_a_call_undone_is_no_call_that_an_overdue_number_waits_for(begin: Begin) -> None:
    begin().live("""
        09:00     window 2 opens
        09:01     visitor takes insure       => A001
        09:02     visitor takes insure       => A002
        09:03     visitor takes insure       => A003
        09:04     visitor takes insure       => A004
        09:05:00  window 2 next              => A001 arrival
        09:05:20  window 2 recall
        09:06:20  window 2 overdue
        09:07     visitor brings back A001
        09:08:00  window 2 next              => A002 arrival
        09:08:10  window 2 undo-call
        09:09     ahead of A001              => 3 A002 A003 A004
    """)


def test_after_half_a_minute_the_visitor_is_on_the_way(begin: Begin) -> None:
    begin().live(f"""
        {FOUR_WAIT}
        09:10:00  window 2 next       => A003 priority
        09:10:30  window 2 undo-call  => refused undo_too_late
        09:10:30  A003                => called
    """)


def test_a_recall_does_not_give_the_mistake_more_time(begin: Begin) -> None:
    begin().live(f"""
        {FOUR_WAIT}
        09:10:00  window 2 next       => A003 priority
        09:10:20  window 2 recall
        09:10:29  window 2 undo-call
        09:12:00  window 2 next       => A003 priority
        09:12:20  window 2 recall
        09:12:30  window 2 undo-call  => refused undo_too_late
    """)


def test_a_turn_that_another_window_has_taken_since_is_not_given_back(begin: Begin) -> None:
    begin(plan_with(queues={"1": ("social",)})).live(f"""
        {FOUR_WAIT}
        09:06     window 1 opens
        09:10:00  window 1 next       => A003 priority
        09:10:10  window 2 next       => A004 priority
        09:10:20  window 1 undo-call
        09:11     order at 1          => A001 normal_turn, A003 priority, A002 arrival
    """)


def test_a_call_out_of_turn_is_undone_and_has_taken_no_turn(begin: Begin) -> None:
    begin().live(f"""
        {FOUR_WAIT}
        09:10:00  window 2 calls A002  => A002 specific
        09:10:10  window 2 undo-call
        09:11     order at 2           => A003 priority, A004 priority, A001 arrival, A002 arrival
    """)


def test_who_was_missed_once_and_is_called_by_mistake_keeps_the_first_call(begin: Begin) -> None:
    day = begin()
    day.live("""
        09:00     window 2 opens
        09:01     visitor takes insure       => A001
        09:05:00  window 2 next              => A001 arrival
        09:05:20  window 2 recall
        09:06:20  window 2 overdue
        09:07     visitor brings back A001
        09:08:00  window 2 next              => A001 arrival
        09:08:10  window 2 undo-call
        09:09     A001                       => waiting
    """)

    first_called_at = day.ticket("A001").first_called_at
    assert first_called_at is not None
    assert first_called_at.minute == 5


def test_who_was_missed_in_an_earlier_leg_has_not_been_called_in_this_one(begin: Begin) -> None:
    day = begin()
    day.live("""
        09:00     window 2 opens
        09:00     window 3 opens
        09:01     visitor takes insure              => A001
        09:05:00  window 2 next                     => A001 arrival
        09:05:20  window 2 recall
        09:06:20  window 2 overdue
        09:07     visitor brings back A001
        09:08     window 2 next                     => A001 arrival
        09:09     window 2 start
        09:10     window 2 sends to queue commerce
        09:11:00  window 3 next                     => A001 arrival
        09:11:10  window 3 undo-call
    """)

    assert day.ticket("A001").first_called_at is None


def test_who_was_parked_before_the_visit_began_keeps_the_first_call(begin: Begin) -> None:
    day = begin()
    day.live("""
        09:00     window 2 opens
        09:01     visitor takes insure    => A001
        09:05     window 2 next           => A001 arrival
        09:06     window 2 parks
        09:07     window 2 releases A001
        09:11:00  window 2 next           => A001 arrival
        09:11:10  window 2 undo-call
    """)

    first_called_at = day.ticket("A001").first_called_at
    assert first_called_at is not None
    assert first_called_at.minute == 5


def test_a_finish_is_undone_for_five_minutes_at_the_same_free_window(begin: Begin) -> None:
    begin(plan_with(queues={"1": ("social",)})).live(f"""
        {FOUR_WAIT}
        09:06     window 1 opens
        09:10     window 2 next          => A003 priority
        09:11     window 2 serves
        09:12     window 1 reopens A003  => refused not_at_this_window
        09:12     window 2 reopens A003  => serving
        09:13     window 2 finish
        09:13     window 2 next          => A004 priority
        09:14     window 2 reopens A003  => refused window_busy
        09:14     window 2 serves
        09:17:59  window 2 reopens A003  => serving
        09:18     window 2 finish
        09:23     window 2 reopens A003  => refused undo_too_late
    """)
