"""Days with parked tickets: a visitor fetches copies, comes back to the same window, or lets others go before."""

from tests.server.days.conftest import Begin
from tests.server.days.day import plan_with

TWO_WINDOWS = plan_with(queues={"1": ("social",)})
SIX_WAIT = """
    09:00  window 1 opens
    09:00  window 2 opens
    09:01  visitor takes insure  => A001
    09:02  visitor takes insure  => A002
    09:03  visitor takes insure  => A003
    09:04  visitor takes insure  => A004
    09:05  visitor takes insure  => A005
    09:06  visitor takes insure  => A006
"""


def test_a_parked_ticket_is_taken_up_at_its_window_and_its_clock_stood_still(begin: Begin) -> None:
    day = begin(TWO_WINDOWS)
    day.live(f"""
        {SIX_WAIT}
        09:10  window 2 next          => A001 arrival
        09:11  window 2 start
        09:12  window 2 parks
        09:12  A001                   => held
        09:12  window 2 next          => A002 arrival
        09:13  window 1 resumes A001  => refused held_elsewhere
        09:14  window 2 resumes A001  => refused window_busy
        09:15  window 2 serves
        09:20  window 2 resumes A001  => A001 resumed
        09:20  A001                   => serving
        09:21  window 2 finish
    """)

    ticket = day.ticket("A001")
    assert ticket.held_s == 8 * 60
    assert ticket.started_at is not None
    assert ticket.started_at.minute == 11


def test_one_that_is_released_waits_at_its_old_place(begin: Begin) -> None:
    begin(TWO_WINDOWS).live(f"""
        {SIX_WAIT}
        09:10  window 2 next           => A001 arrival
        09:11  window 2 start
        09:12  window 2 parks
        09:12  window 2 next           => A002 arrival
        09:13  window 2 releases A001
        09:13  ahead of A001           => 0
        09:13  ahead of A003           => 1 A001
        09:14  window 1 next           => A001 arrival
    """)


def test_a_window_parks_three_at_most(begin: Begin) -> None:
    begin(TWO_WINDOWS).live(f"""
        {SIX_WAIT}
        09:10  window 2 next   => A001 arrival
        09:10  window 2 parks
        09:10  window 2 next   => A002 arrival
        09:10  window 2 parks
        09:10  window 2 next   => A003 arrival
        09:10  window 2 parks
        09:10  window 2 next   => A004 arrival
        09:10  window 2 parks  => refused too_many_holds
        09:11  A004            => called
        09:11  window 1 next   => A005 arrival
        09:11  window 1 parks
    """)


def test_what_is_parked_at_a_window_that_closes_is_taken_up_at_another(begin: Begin) -> None:
    begin(TWO_WINDOWS).live(f"""
        {SIX_WAIT}
        09:10  window 2 next          => A001 arrival
        09:11  window 2 start
        09:12  window 2 parks
        09:13  window 2 closes
        09:14  window 1 resumes A001  => A001 resumed
    """)


def test_who_fetches_copies_may_still_cancel(begin: Begin) -> None:
    begin(TWO_WINDOWS).live(f"""
        {SIX_WAIT}
        09:10  window 2 next          => A001 arrival
        09:11  window 2 parks
        09:12  visitor cancels A001
        09:12  window 2 resumes A001   => refused wrong_state
        09:12  window 2 releases A001  => refused wrong_state
        09:12  A001                    => cancelled
    """)
