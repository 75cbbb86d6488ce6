"""Days at a window that serves several queues: in the order of arrival, or in the shares that it gives them."""

from tests.server.days.conftest import Begin
from tests.server.days.day import plan_with

SHARES = plan_with(weights={"1": (2, 1)})
SIX_AND_THREE_WAIT = """
    09:00  window 1 opens
    09:01  visitor takes insure  => A001
    09:02  visitor takes insure  => A002
    09:03  visitor takes insure  => A003
    09:04  visitor takes insure  => A004
    09:05  visitor takes insure  => A005
    09:06  visitor takes marry   => B001
    09:07  visitor takes marry   => B002
    09:08  visitor takes marry   => B003
"""


def test_without_shares_whoever_came_first_is_called_from_whichever_queue(begin: Begin) -> None:
    begin().live("""
        09:00  window 1 opens
        09:01  visitor takes insure  => A001 ahead 0
        09:02  visitor takes marry   => B001 ahead 1
        09:03  visitor takes insure  => A002 ahead 2
        09:04  order at 1            => A001 arrival, B001 arrival, A002 arrival
    """)


def test_queues_are_called_in_the_shares_of_the_window(begin: Begin) -> None:
    """Two of social for each of civil; of two whose turn it is alike, who came first."""
    begin(SHARES).live(f"""
        {SIX_AND_THREE_WAIT}
        09:09  ahead of B002  => 4 A001 B001 A002 A003
        09:10  window 1 next  => A001 arrival
        09:11  window 1 serves
        09:11  window 1 next  => B001 queue_turn
        09:12  window 1 serves
        09:12  window 1 next  => A002 arrival
        09:13  window 1 serves
        09:13  window 1 next  => A003 arrival
        09:14  window 1 serves
        09:14  window 1 next  => B002 queue_turn
        09:15  window 1 serves
        09:15  window 1 next  => A004 arrival
        09:16  window 1 serves
        09:16  window 1 next  => A005 arrival
        09:17  window 1 serves
        09:17  window 1 next  => B003 arrival
    """)


def test_a_queue_in_which_nobody_waited_has_saved_up_nothing(begin: Begin) -> None:
    """Five of social are called alone; when people come for civil they are not called one after another."""
    begin(SHARES).live("""
        09:00  window 1 opens
        09:01  visitor takes insure  => A001
        09:02  visitor takes insure  => A002
        09:03  visitor takes insure  => A003
        09:04  window 1 next         => A001 arrival
        09:05  window 1 serves
        09:05  window 1 next         => A002 arrival
        09:06  window 1 serves
        09:06  window 1 next         => A003 arrival
        09:07  window 1 serves
        09:08  visitor takes insure  => A004
        09:09  visitor takes insure  => A005
        09:10  visitor takes marry   => B001
        09:11  visitor takes marry   => B002
        09:12  order at 1            => B001 queue_turn, A004 arrival, A005 arrival, B002 arrival
    """)


def test_shares_go_on_after_a_restart(begin: Begin) -> None:
    begin(SHARES).live(f"""
        {SIX_AND_THREE_WAIT}
        09:10  window 1 next    => A001 arrival
        09:11  window 1 serves
        09:12  server restarts
        09:13  window 1 next    => B001 queue_turn
        09:14  window 1 serves
        09:15  server restarts
        09:15  order at 1       => A002 arrival, A003 arrival, B002 queue_turn
    """)


def test_a_window_that_serves_one_of_the_queues_has_its_own_turns(begin: Begin) -> None:
    begin(SHARES).live(f"""
        {SIX_AND_THREE_WAIT}
        09:09  window 2 opens
        09:10  window 2 next  => A001 arrival
        09:11  window 1 next  => A002 arrival
        09:12  window 1 serves
        09:12  window 1 next  => B001 queue_turn
    """)


def test_people_ahead_are_counted_at_the_window_that_comes_to_them_first(begin: Begin) -> None:
    begin(SHARES).live(f"""
        {SIX_AND_THREE_WAIT}
        09:09  ahead of A003  => 3 A001 B001 A002
        09:10  window 2 opens
        09:10  ahead of A003  => 2 A001 A002
        09:10  ahead of B001  => 1 A001
    """)
