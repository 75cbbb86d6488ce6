"""Days with priority numbers: peers.md's ratio with empty classes, and the longest wait."""

from hall.rules import Rules
from tests.server.days.conftest import Begin
from tests.server.days.day import plan_with

SEVEN_WAIT = """
    09:00  window 2 opens
    09:01  visitor takes insure  => A001
    09:02  visitor takes insure  => A002
    09:03  visitor takes insure  => A003
    09:04  visitor takes insure  => A004
    09:05  visitor takes insure  => A005
    09:06  visitor takes insure  => A006
    09:07  visitor takes insure  => A007
"""
FOUR_GRANTED = """
    09:08  guide grants A004 elderly
    09:08  guide grants A005 disabled
    09:08  guide grants A006 military
    09:08  guide grants A007 pregnant
"""


def test_two_priority_numbers_are_called_for_each_other_one(begin: Begin) -> None:
    begin().live(f"""
        {SEVEN_WAIT}
        {FOUR_GRANTED}
        09:09  order at 2     => A004 priority, A005 priority, A001 normal_turn, A006 priority, A007 priority
        09:09  ahead of A001  => 2 A004 A005
        09:09  ahead of A006  => 3 A004 A005 A001
        09:10  window 2 next  => A004 priority
        09:11  window 2 serves
        09:11  window 2 next  => A005 priority
        09:12  window 2 serves
        09:12  window 2 next  => A001 normal_turn
        09:13  window 2 serves
        09:13  window 2 next  => A006 priority
        09:14  window 2 serves
        09:14  window 2 next  => A007 priority
        09:15  window 2 serves
        09:15  window 2 next  => A002 arrival
        09:16  window 2 serves
        09:16  window 2 next  => A003 arrival
    """)


def test_priority_is_granted_and_not_grabbed(begin: Begin) -> None:
    begin().live("""
        09:00  window 2 opens
        09:01  visitor takes insure       => A001
        09:02  visitor takes insure       => A002
        09:03  guide grants A002 elderly
        09:03  ahead of A001              => 1 A002
        09:04  guide grants A002 normal
        09:04  ahead of A001              => 0
        09:05  window 2 next              => A001 arrival
    """)


def test_calls_while_nobody_of_the_other_class_waits_save_up_no_turns_for_it(begin: Begin) -> None:
    """Three priority numbers are called while no other waits: the round begins when one comes."""
    begin().live("""
        09:00  window 2 opens
        09:01  visitor takes insure       => A001
        09:01  guide grants A001 elderly
        09:02  visitor takes insure       => A002
        09:02  guide grants A002 elderly
        09:03  visitor takes insure       => A003
        09:03  guide grants A003 elderly
        09:04  window 2 next              => A001 arrival
        09:05  window 2 serves
        09:05  window 2 next              => A002 arrival
        09:06  window 2 serves
        09:06  window 2 next              => A003 arrival
        09:07  window 2 serves
        09:08  visitor takes insure       => A004
        09:09  visitor takes insure       => A005
        09:09  guide grants A005 elderly
        09:10  visitor takes insure       => A006
        09:10  guide grants A006 elderly
        09:11  window 2 next              => A005 priority
        09:12  window 2 serves
        09:12  window 2 next              => A006 priority
        09:13  window 2 serves
        09:13  window 2 next              => A004 arrival
    """)


def test_calls_while_no_priority_number_waits_save_up_no_turns_for_them(begin: Begin) -> None:
    begin().live(f"""
        {SEVEN_WAIT}
        09:08  window 2 next              => A001 arrival
        09:09  window 2 serves
        09:09  window 2 next              => A002 arrival
        09:10  window 2 serves
        09:10  window 2 next              => A003 arrival
        09:11  window 2 serves
        09:12  guide grants A005 elderly
        09:12  guide grants A006 elderly
        09:12  guide grants A007 elderly
        09:13  order at 2                 => A005 priority, A006 priority, A004 normal_turn, A007 arrival
    """)


def test_the_ratio_goes_on_where_it_stood_after_a_restart(begin: Begin) -> None:
    begin().live(f"""
        {SEVEN_WAIT}
        {FOUR_GRANTED}
        09:10  window 2 next   => A004 priority
        09:11  window 2 serves
        09:12  server restarts
        09:13  window 2 next   => A005 priority
        09:14  window 2 serves
        09:15  server restarts
        09:16  window 2 next   => A001 normal_turn
    """)


def test_windows_of_the_same_queues_take_turns_together(begin: Begin) -> None:
    begin(plan_with(queues={"1": ("social",)})).live(f"""
        {SEVEN_WAIT}
        {FOUR_GRANTED}
        09:09  window 1 opens
        09:10  window 2 next  => A004 priority
        09:10  window 1 next  => A005 priority
        09:11  window 2 serves
        09:11  window 2 next  => A001 normal_turn
    """)


def test_another_ratio_holds_where_the_hall_says_so(begin: Begin) -> None:
    begin(plan_with(Rules(priority_ratio=1))).live(f"""
        {SEVEN_WAIT}
        {FOUR_GRANTED}
        09:10  order at 2  => A004 priority, A001 normal_turn, A005 priority, A002 normal_turn, A006 priority
    """)


def test_turns_begin_anew_each_day(begin: Begin) -> None:
    begin().live(f"""
        {SEVEN_WAIT}
        {FOUR_GRANTED}
        09:10  window 2 next   => A004 priority
        09:11  window 2 serves
        09:11  window 2 next   => A005 priority
        09:12  window 2 serves
        next day
        {SEVEN_WAIT}
        {FOUR_GRANTED}
        09:10  window 2 next   => A004 priority
        09:11  window 2 serves
        09:11  window 2 next   => A005 priority
        09:12  window 2 serves
        09:12  window 2 next   => A001 normal_turn
    """)


def test_who_has_waited_longer_than_the_cap_is_next_whatever_the_class(begin: Begin) -> None:
    """The cap is 60 minutes: at 10:01:00 A001 has waited just so long, a second later longer."""
    begin().live(f"""
        {SEVEN_WAIT}
        {FOUR_GRANTED}
        10:01:00  order at 2     => A004 priority, A005 priority, A001 normal_turn
        10:01:01  window 2 next  => A001 longest_wait
        10:01:30  window 2 serves
        10:01:59  window 2 next  => A004 priority
        10:02:30  window 2 serves
        10:02:30  window 2 next  => A002 longest_wait
        10:02:50  window 2 serves
        10:02:50  window 2 next  => A005 priority
    """)
