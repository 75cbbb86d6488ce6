"""Days on which windows open, pause and close: queues are halted and opened with them, and nobody is forgotten."""

from tests.server.days.conftest import Begin
from tests.server.days.day import plan_with


def test_a_queue_whose_last_window_leaves_gives_no_more_numbers_until_one_opens(begin: Begin) -> None:
    begin(plan_with(queues={"1": ("social", "civil")})).live("""
        09:00  window 1 opens
        09:00  window 2 opens
        09:01  visitor takes insure  => A001
        09:02  visitor takes marry   => B001
        09:03  window 2 pauses
        09:03  visitor takes insure  => A002
        09:04  window 1 closes
        09:04  visitor takes insure  => refused queue_stopped
        09:04  visitor takes marry   => refused queue_stopped
        09:04  A001                  => waiting
        09:05  window 2 unpause
        09:05  visitor takes insure  => A003
        09:05  visitor takes marry   => refused queue_stopped
        09:06  window 1 opens
        09:06  visitor takes marry   => B002
    """)


def test_what_a_person_stopped_only_a_person_opens(begin: Begin) -> None:
    begin().live("""
        09:00  window 2 opens
        09:01  visitor takes insure  => A001
        09:02  guide stops social
        09:02  visitor takes insure  => refused queue_stopped
        09:03  window 2 pauses
        09:04  window 2 unpause
        09:04  visitor takes insure  => refused queue_stopped
        09:05  window 2 next         => A001 arrival
        09:06  guide opens social
        09:06  visitor takes insure  => A002
        09:07  guide stops social
        next day
        09:00  visitor takes insure  => A001
    """)


def test_a_paused_window_calls_nobody_and_finishes_who_is_there(begin: Begin) -> None:
    begin().live("""
        09:00  window 2 opens
        09:01  visitor takes insure  => A001
        09:02  visitor takes insure  => A002
        09:03  window 2 next         => A001 arrival
        09:04  window 2 pauses       => called
        09:05  window 2 serves
        09:06  window 2 next         => refused window_not_open
        09:07  window 2 unpause
        09:07  window 2 next         => A002 arrival
    """)


def test_who_left_a_window_cannot_act_there_any_more(begin: Begin) -> None:
    begin().live("""
        09:00  window 2 opens
        09:01  visitor takes insure       => A001
        09:02  window 2 next              => A001 arrival
        09:03  window 2 closes            => refused window_busy
        09:04  window 2 serves
        09:05  window 2 closes
        09:06  window 2 next              => refused not_signed_in
    """)
