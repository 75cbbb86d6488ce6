"""Days with appointments: early, in time, late by a minute, and the share of calls that stays with walk-ins."""

from hall.rules import Rules
from tests.server.days.conftest import Begin
from tests.server.days.day import plan_with

THREE_WALK_IN = """
    08:30  window 2 opens
    08:31  visitor books 10:00 insure as ada
    08:31  visitor books 10:00 insure as bei
    08:31  visitor books 10:30 insure as chi
    09:01  visitor takes insure  => A001
    09:02  visitor takes insure  => A002
    09:03  visitor takes insure  => A003
"""


def test_who_is_in_time_is_called_before_walk_ins_once_the_slot_has_come(begin: Begin) -> None:
    """Until ten they stand behind who came before them."""
    begin(plan_with(Rules(longest_wait_min=0))).live(f"""
        {THREE_WALK_IN}
        09:50     visitor checks in for ada  => A004 ahead 3
        09:59:59  order at 2                 => A001 arrival, A002 arrival, A003 arrival, A004 arrival
        10:00     order at 2                 => A004 appointment, A001 arrival, A002 arrival, A003 arrival
        10:00     window 2 next              => A004 appointment
    """)


def test_who_is_a_minute_too_early_may_not_be_called_before_a_quarter_to(begin: Begin) -> None:
    """But then they stand before who comes after that."""
    begin().live("""
        08:30  window 2 opens
        08:31  visitor books 10:00 insure as ada
        09:44  visitor checks in for ada  => A001 too_early
        09:44  ahead of A001              => too_early
        09:44  window 2 next              => refused nobody_waiting
        09:44  visitor takes insure       => A002 ahead 0
        09:45  ahead of A001              => 1 A002
        09:45  order at 2                 => A002 arrival, A001 arrival
        09:46  visitor takes insure       => A003 ahead 2
        09:46  order at 2                 => A002 arrival, A001 arrival, A003 arrival
    """)


def test_who_is_ten_minutes_late_is_in_time_and_a_minute_later_is_a_walk_in(begin: Begin) -> None:
    begin(plan_with(Rules(longest_wait_min=0))).live(f"""
        {THREE_WALK_IN}
        10:10  visitor checks in for ada  => A004 ahead 0
        10:11  visitor checks in for bei  => A005 ahead 4
        10:11  order at 2                 => A004 appointment, A001 arrival, A002 arrival, A003 arrival, A005 arrival
    """)


def test_of_two_appointments_the_earlier_slot_is_first(begin: Begin) -> None:
    begin(plan_with(Rules(longest_wait_min=0))).live("""
        08:30  window 2 opens
        08:31  visitor books 09:55 insure as ada
        08:31  visitor books 10:00 insure as bei
        09:50  visitor checks in for bei  => A001
        09:51  visitor checks in for ada  => A002
        10:01  order at 2                 => A002 appointment, A001 appointment
    """)


def test_every_second_call_stays_with_walk_ins_while_they_wait(begin: Begin) -> None:
    begin(plan_with(Rules(longest_wait_min=0, appointment_share=50))).live(f"""
        {THREE_WALK_IN}
        09:59     visitor checks in for ada  => A004
        10:00     visitor checks in for bei  => A005
        10:15     visitor checks in for chi  => A006
        10:30     window 2 next              => A004 appointment
        10:31     window 2 serves
        10:31     window 2 next              => A001 walk_in_turn
        10:32     window 2 serves
        10:32     window 2 next              => A005 appointment
        10:33     window 2 serves
        10:33     window 2 next              => A002 walk_in_turn
        10:34     window 2 serves
        10:34     window 2 next              => A006 appointment
        10:35     window 2 serves
        10:35     window 2 next              => A003 arrival
    """)


def test_a_quarter_of_the_calls_is_one_in_four(begin: Begin) -> None:
    begin(plan_with(Rules(longest_wait_min=0, appointment_share=25))).live(f"""
        {THREE_WALK_IN}
        09:04  visitor takes insure       => A004
        09:05  visitor takes insure       => A005
        09:59  visitor checks in for ada  => A006
        10:00  visitor checks in for bei  => A007
        10:00  order at 2                 => A006 appointment, A001 walk_in_turn, A002 walk_in_turn, A003 walk_in_turn
        10:00  ahead of A007              => 4 A006 A001 A002 A003
    """)


def test_priority_goes_before_appointments_of_others(begin: Begin) -> None:
    begin(plan_with(Rules(longest_wait_min=0))).live(f"""
        {THREE_WALK_IN}
        09:04  guide grants A003 elderly
        09:59  visitor checks in for ada  => A004
        10:00  order at 2                 => A003 priority, A004 appointment, A001 arrival
    """)


def test_the_longest_wait_goes_before_appointments(begin: Begin) -> None:
    begin().live(f"""
        {THREE_WALK_IN}
        09:59     visitor checks in for ada  => A004
        10:01:01  order at 2                 => A001 longest_wait, A004 appointment, A002 arrival
    """)


def test_an_appointment_gives_one_number_on_its_day_and_none_when_cancelled(begin: Begin) -> None:
    begin().live("""
        08:30  window 2 opens
        08:31  visitor books 10:00 insure as ada
        08:31  visitor books 10:00 insure as bei
        09:50  visitor checks in for ada  => A001
        09:51  visitor checks in for ada  => refused appointment_not_open
        09:52  visitor unbooks bei
        09:53  visitor checks in for bei  => refused appointment_not_open
        09:54  visitor unbooks bei        => refused appointment_not_open
        11:00  visitor books 10:00 insure as chi  => refused bad_input
        11:00  visitor books 12:00 insure as dao
        next day
        11:55  visitor checks in for dao  => refused appointment_not_open
    """)


def test_an_appointment_that_was_missed_comes_back_like_anyone(begin: Begin) -> None:
    begin(plan_with(Rules(longest_wait_min=0))).live(f"""
        {THREE_WALK_IN}
        09:04     visitor takes insure       => A004
        09:59     visitor checks in for ada  => A005
        10:00:00  window 2 next              => A005 appointment
        10:00:20  window 2 recall
        10:01:20  window 2 overdue
        10:02     visitor brings back A005
        10:02     order at 2                 => A001 arrival, A002 arrival, A003 arrival, A005 overdue_due, A004 arrival
    """)
