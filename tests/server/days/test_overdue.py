"""Days with people who are not there when they are called: how long they are waited for, and how they come back."""

from hall.rules import Rules
from tests.server.days.conftest import Begin
from tests.server.days.day import plan_with

SIX_WAIT = """
    09:00  window 2 opens
    09:01  visitor takes insure  => A001
    09:02  visitor takes insure  => A002
    09:03  visitor takes insure  => A003
    09:04  visitor takes insure  => A004
    09:05  visitor takes insure  => A005
    09:06  visitor takes insure  => A006
"""
FIRST_IS_MISSED = """
    09:10:00  window 2 next     => A001 arrival
    09:10:20  window 2 recall
    09:11:20  window 2 overdue
"""


def test_a_number_is_not_overdue_before_two_calls_and_a_minute(begin: Begin) -> None:
    begin().live(f"""
        {SIX_WAIT}
        09:10:00  window 2 next     => A001 arrival
        09:10:14  window 2 recall   => refused recalled_too_soon
        09:12:00  window 2 overdue  => refused overdue_too_soon
        09:12:00  window 2 recall
        09:12:59  window 2 overdue  => refused overdue_too_soon
        09:13:00  window 2 overdue
        09:13:00  A001              => overdue
    """)


def test_who_walks_more_slowly_has_two_minutes(begin: Begin) -> None:
    begin().live(f"""
        {SIX_WAIT}
        09:08     guide grants A003 disabled
        09:10:00  window 2 next     => A003 priority
        09:10:15  window 2 recall
        09:12:14  window 2 overdue  => refused overdue_too_soon
        09:12:15  window 2 overdue
    """)


def test_a_number_is_called_three_times_at_most(begin: Begin) -> None:
    begin().live(f"""
        {SIX_WAIT}
        09:10:00  window 2 next    => A001 arrival
        09:10:15  window 2 recall
        09:10:30  window 2 recall
        09:11:00  window 2 recall  => refused recalled_too_soon
    """)


def test_a_number_that_came_back_is_due_after_three_calls_whoever_cancels(begin: Begin) -> None:
    """Positions would say after A004; two of them go away, so calls take it to A006's turn."""
    begin().live(f"""
        {SIX_WAIT}
        {FIRST_IS_MISSED}
        09:12  visitor brings back A001
        09:12  order at 2      => A002 arrival, A003 arrival, A004 arrival, A001 overdue_due, A005 arrival, A006 arrival
        09:12  ahead of A001   => 3 A002 A003 A004
        09:13  visitor cancels A002
        09:13  visitor cancels A003
        09:14  window 2 next   => A004 arrival
        09:15  window 2 serves
        09:15  window 2 next   => A005 arrival
        09:16  window 2 serves
        09:16  ahead of A001   => 1 A006
        09:16  window 2 next   => A006 arrival
        09:17  visitor takes insure  => A007 ahead 1
        09:17  window 2 serves
        09:17  window 2 next   => A001 overdue_due
    """)


def test_calls_count_from_when_it_was_missed_at_every_window_of_its_queue(begin: Begin) -> None:
    begin().live(f"""
        {SIX_WAIT}
        09:07  visitor takes marry  => B001
        {FIRST_IS_MISSED}
        09:12  window 1 opens
        09:12  window 1 next    => A002 arrival
        09:13  window 2 next    => A003 arrival
        09:14  window 2 serves
        09:14  visitor brings back A001
        09:15  window 2 next    => A004 arrival
        09:16  window 1 serves
        09:16  window 1 next    => A001 overdue_due
    """)


def test_calls_of_other_queues_do_not_count(begin: Begin) -> None:
    begin().live("""
        09:00     window 1 opens
        09:01     visitor takes insure  => A001
        09:02     visitor takes marry   => B001
        09:03     visitor takes marry   => B002
        09:04     visitor takes marry   => B003
        09:05     visitor takes insure  => A002
        09:05     visitor takes insure  => A003
        09:05     visitor takes insure  => A004
        09:06     visitor takes insure  => A005
        09:10:00  window 1 next         => A001 arrival
        09:10:20  window 1 recall
        09:11:20  window 1 overdue
        09:12     visitor brings back A001
        09:12     order at 1            => B001 arrival, B002 arrival, B003 arrival, A002 arrival
        09:12     ahead of A001         => 6 B001 B002 B003 A002 A003 A004
        09:12     ahead of A005         => 7 B001 B002 B003 A002 A003 A004 A001
    """)


def test_who_comes_back_late_is_due_at_once(begin: Begin) -> None:
    begin().live(f"""
        {SIX_WAIT}
        {FIRST_IS_MISSED}
        09:12  window 2 next    => A002 arrival
        09:13  window 2 serves
        09:13  window 2 next    => A003 arrival
        09:14  window 2 serves
        09:14  window 2 next    => A004 arrival
        09:15  window 2 serves
        09:16  visitor brings back A001
        09:16  window 2 next    => A001 overdue_due
    """)


def test_where_fewer_wait_than_calls_are_missing_it_is_the_last_in_line(begin: Begin) -> None:
    begin().live("""
        09:00     window 2 opens
        09:01     visitor takes insure       => A001
        09:02     visitor takes insure       => A002
        09:03     visitor takes insure       => A003
        09:10:00  window 2 next              => A001 arrival
        09:10:20  window 2 recall
        09:11:20  window 2 overdue
        09:12     visitor brings back A001
        09:13     visitor takes insure       => A004 ahead 3
        09:13     order at 2                 => A002 arrival, A003 arrival, A001 arrival, A004 arrival
    """)


def test_it_is_called_early_when_everyone_before_it_has_gone(begin: Begin) -> None:
    begin().live("""
        09:00     window 2 opens
        09:01     visitor takes insure       => A001
        09:02     visitor takes insure       => A002
        09:03     visitor takes insure       => A003
        09:04     visitor takes insure       => A004
        09:10:00  window 2 next              => A001 arrival
        09:10:20  window 2 recall
        09:11:20  window 2 overdue
        09:12     visitor brings back A001
        09:13     visitor cancels A002
        09:13     visitor cancels A003
        09:14     window 2 next              => A004 arrival
        09:15     window 2 serves
        09:15     window 2 next              => A001 nobody_else
    """)


def test_visitors_bring_a_number_back_twice_and_then_the_guide_does(begin: Begin) -> None:
    begin().live("""
        09:00     window 2 opens
        09:01     visitor takes insure       => A001
        09:10:00  window 2 next              => A001 arrival
        09:10:20  window 2 recall
        09:11:20  window 2 overdue
        09:12     visitor brings back A001
        09:20:00  window 2 next              => A001 arrival
        09:20:20  window 2 recall
        09:21:20  window 2 overdue
        09:22     visitor brings back A001
        09:30:00  window 2 next              => A001 arrival
        09:30:20  window 2 recall
        09:31:20  window 2 overdue
        09:32     visitor brings back A001   => refused overdue_limit_reached
        09:33     guide brings back A001
        09:33     A001                       => waiting
        09:34     window 2 next              => A001 arrival
    """)


def test_who_stands_at_the_window_may_be_called_there_and_pushes_nobody_off(begin: Begin) -> None:
    """That is no call of the queue: A002 has been passed over once more for nothing."""
    begin().live(f"""
        {SIX_WAIT}
        {FIRST_IS_MISSED}
        09:12     window 2 next       => A002 arrival
        09:12     window 2 sees A001  => refused window_busy
        09:13     window 2 serves
        09:13     window 2 sees A001  => A001 came_to_window
        09:13:20  window 2 undo-call  => refused wrong_state
        09:14     window 2 serves
        09:14     A001                => done
        09:15     window 2 next       => A003 arrival
    """)


def test_who_never_comes_back_is_a_no_show_after_four_hours_until_the_guide_restores_it(begin: Begin) -> None:
    begin().live(f"""
        {SIX_WAIT}
        {FIRST_IS_MISSED}
        13:10:19  server watches
        13:10:19  A001                      => overdue
        13:10:20  server watches
        13:10:20  A001                      => no_show
        13:11     visitor brings back A001  => refused wrong_state
        13:11     guide restores A001
        13:11     ahead of A001             => 3 A002 A003 A004
    """)


def test_the_server_marks_numbers_overdue_where_the_hall_wants_it(begin: Begin) -> None:
    begin(plan_with(Rules(auto_overdue=True))).live(f"""
        {SIX_WAIT}
        09:10:00  window 2 next    => A001 arrival
        09:10:15  window 2 recall
        09:12:00  server watches
        09:12:00  A001             => called
        09:12:00  window 2 recall
        09:12:59  server watches
        09:12:59  A001             => called
        09:13:00  server watches
        09:13:00  A001             => overdue
        09:13:30  window 2 next    => A002 arrival
    """)


def test_without_that_a_call_stands_until_a_person_decides(begin: Begin) -> None:
    begin().live(f"""
        {SIX_WAIT}
        09:10:00  window 2 next    => A001 arrival
        09:10:15  window 2 recall
        09:10:30  window 2 recall
        10:30:00  server watches
        10:30:00  A001             => called
    """)
