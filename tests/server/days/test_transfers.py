"""Days with visitors who are sent on: where they stand in the new line, who alone may call them, and the way back."""

import pytest

from hall.rules import Rules, TransferOrder
from tests.server.days.conftest import Begin
from tests.server.days.day import plan_with

A001_IS_SERVED_AND_COMMERCE_HAS_FOUR = """
    09:00  window 2 opens
    09:00  window 3 opens
    09:01  visitor takes licence  => C001
    09:02  visitor takes insure   => A001
    09:03  visitor takes licence  => C002
    09:04  visitor takes licence  => C003
    09:05  visitor takes licence  => C004
    09:05  guide grants C004 elderly
    09:06  window 2 next          => A001 arrival
    09:07  window 2 start
"""
QUEUE_BESIDE = {"1": ("social", "civil"), "2": ("social", "commerce")}


@pytest.mark.parametrize(
    ("order", "line"),
    [
        (TransferOrder.ARRIVAL, "C004 priority, C001 arrival, A001 arrival, C002 arrival, C003 arrival"),
        (TransferOrder.HEAD, "C004 priority, A001 arrival, C001 arrival, C002 arrival, C003 arrival"),
        (TransferOrder.TAIL, "C004 priority, C001 arrival, C002 arrival, C003 arrival, A001 arrival"),
    ],
)
def test_who_is_sent_on_stands_where_the_hall_says(begin: Begin, order: TransferOrder, line: str) -> None:
    """Of its class: C004, who has priority, is before A001 in any case."""
    begin(plan_with(Rules(transfer_order=order))).live(f"""
        {A001_IS_SERVED_AND_COMMERCE_HAS_FOUR}
        09:10  window 2 sends to queue commerce
        09:10  A001                              => waiting
        09:11  visitor takes licence             => C005 ahead 5
        09:11  order at 3                        => {line}
    """)


def test_who_arrived_first_is_still_not_before_anyone_already_called(begin: Begin) -> None:
    day = begin()
    day.live(f"""
        {A001_IS_SERVED_AND_COMMERCE_HAS_FOUR}
        09:08  window 3 next                     => C004 priority
        09:09  window 3 serves
        09:09  window 3 next                     => C001 arrival
        09:10  window 2 sends to queue commerce
        09:10  ahead of A001                     => 0
        09:10  window 3 serves
        09:11  window 3 next                     => A001 arrival
    """)

    ticket = day.ticket("A001")
    assert (ticket.leg_no, ticket.queue_id, ticket.arrived_at.minute) == (2, "commerce", 2)


def test_a_priority_number_sent_on_stays_one(begin: Begin) -> None:
    begin().live(f"""
        {A001_IS_SERVED_AND_COMMERCE_HAS_FOUR}
        09:08  guide grants A001 disabled
        09:10  window 2 sends to queue commerce
        09:11  order at 3  => A001 priority, C004 priority, C001 arrival
    """)


def test_what_takes_nobody_is_refused_before_the_visitor_has_left(begin: Begin) -> None:
    begin().live(f"""
        {A001_IS_SERVED_AND_COMMERCE_HAS_FOUR}
        09:08  window 2 sends to queue civil      => refused target_not_open
        09:08  window 2 sends to window 1         => refused target_not_open
        09:08  window 2 sends to clerk clerk-1    => refused target_not_open
        09:09  window 3 pauses
        09:09  window 2 sends to queue commerce   => refused target_not_open
        09:09  window 2 sends to window 3         => refused target_not_open
        09:10  window 3 unpause
        09:10  guide stops commerce
        09:10  window 2 sends to queue commerce   => refused target_not_open
        09:11  A001                               => serving
        09:11  guide opens commerce
        09:11  window 2 sends to queue commerce
    """)


def test_only_the_window_named_may_call_who_was_sent_to_it(begin: Begin) -> None:
    begin(plan_with(queues=QUEUE_BESIDE)).live("""
        09:00  window 1 opens
        09:00  window 2 opens
        09:00  window 3 opens
        09:01  visitor takes insure         => A001
        09:02  visitor takes insure         => A002
        09:03  window 2 next                => A001 arrival
        09:04  window 2 start
        09:05  window 2 sends to window 1
        09:05  window 2 calls A001          => refused not_served_here
        09:06  order at 2                   => A002 arrival
        09:06  order at 1                   => A001 arrival, A002 arrival
        09:06  window 2 next                => A002 arrival
        09:07  window 2 serves
        09:07  window 2 next                => refused nobody_waiting
        09:08  window 1 next                => A001 arrival
    """)


def test_only_where_the_clerk_named_sits_is_called_who_was_sent_to_them(begin: Begin) -> None:
    begin(plan_with(queues=QUEUE_BESIDE)).live("""
        09:00  window 1 opens
        09:00  window 2 opens
        09:01  visitor takes insure             => A001
        09:03  window 2 next                    => A001 arrival
        09:04  window 2 start
        09:05  window 2 sends to clerk clerk-1
        09:06  window 2 next                    => refused nobody_waiting
        09:06  window 2 calls A001              => refused not_served_here
        09:07  window 1 next                    => A001 arrival
    """)


def test_who_waits_for_a_window_that_closes_may_be_called_at_any(begin: Begin) -> None:
    begin(plan_with(queues=QUEUE_BESIDE)).live("""
        09:00  window 1 opens
        09:00  window 2 opens
        09:01  visitor takes insure         => A001
        09:03  window 2 next                => A001 arrival
        09:04  window 2 start
        09:05  window 2 sends to window 1
        09:06  window 2 next                => refused nobody_waiting
        09:07  window 1 closes
        09:07  window 2 next                => A001 arrival
    """)


def test_who_waits_for_a_window_that_pauses_is_told_so_and_not_that_nobody_is_ahead(begin: Begin) -> None:
    begin(plan_with(queues=QUEUE_BESIDE)).live("""
        09:00  window 1 opens
        09:00  window 2 opens
        09:01  visitor takes insure         => A001
        09:02  visitor takes insure         => A002
        09:03  window 2 next                => A001 arrival
        09:04  window 2 start
        09:05  window 2 sends to window 1
        09:05  ahead of A001                => 0
        09:06  window 1 pauses
        09:06  ahead of A001                => window_away
        09:06  ahead of A002                => 0
        09:07  window 1 unpause
        09:07  ahead of A001                => 0
    """)


def test_who_waits_for_a_clerk_who_has_paused_is_told_so(begin: Begin) -> None:
    begin(plan_with(queues=QUEUE_BESIDE)).live("""
        09:00  window 1 opens
        09:00  window 2 opens
        09:01  visitor takes insure             => A001
        09:03  window 2 next                    => A001 arrival
        09:04  window 2 start
        09:05  window 2 sends to clerk clerk-1
        09:06  window 1 pauses
        09:06  ahead of A001                    => clerk_away
    """)


def test_who_waits_for_a_clerk_whose_window_is_taken_over_may_be_called_at_any(begin: Begin) -> None:
    begin(plan_with(queues=QUEUE_BESIDE)).live("""
        09:00  window 1 opens
        09:00  window 2 opens
        09:01  visitor takes insure             => A001
        09:03  window 2 next                    => A001 arrival
        09:04  window 2 start
        09:05  window 2 sends to clerk clerk-1
        09:06  window 1 taken over by bob
        09:07  window 2 next                    => A001 arrival
    """)


def test_who_was_parked_or_missed_when_their_window_closed_does_not_wait_for_it(begin: Begin) -> None:
    """A001 was sent to window 1, missed there, and comes back when that is closed; A002 was parked there."""
    begin(plan_with(queues=QUEUE_BESIDE)).live("""
        09:00     window 1 opens
        09:00     window 2 opens
        09:01     visitor takes insure         => A001
        09:02     visitor takes insure         => A002
        09:03     window 2 next                => A001 arrival
        09:04     window 2 start
        09:05     window 2 sends to window 1
        09:05     window 2 next                => A002 arrival
        09:06     window 2 start
        09:06     window 2 sends to window 1
        09:07:00  window 1 next                => A001 arrival
        09:07:20  window 1 recall
        09:08:20  window 1 overdue
        09:08:30  window 1 next                => A002 arrival
        09:08:40  window 1 parks
        09:09     window 1 closes
        09:10     visitor brings back A001
        09:10     window 2 releases A002
        09:11     order at 2                   => A002 arrival, A001 arrival
    """)


def test_who_is_to_come_back_is_parked_for_the_sender_s_window_afterwards(begin: Begin) -> None:
    begin().live(f"""
        {A001_IS_SERVED_AND_COMMERCE_HAS_FOUR}
        09:08  visitor takes insure                        => A002
        09:10  window 2 sends to queue commerce returning
        09:11  window 3 next                               => C004 priority
        09:12  window 3 serves
        09:12  window 3 next                               => C001 arrival
        09:13  window 3 serves
        09:13  window 3 next                               => A001 arrival
        09:14  window 3 serves
        09:14  A001                                        => held
        09:15  order at 2                                  => A002 arrival
        09:15  order at 3                                  => C002 arrival, C003 arrival
        09:15  window 2 resumes A001                       => A001 resumed
        09:16  A001                                        => serving
    """)


def test_who_is_to_come_back_to_a_window_that_has_closed_waits_for_any(begin: Begin) -> None:
    begin(plan_with(queues={"1": ("social", "civil")})).live(f"""
        {A001_IS_SERVED_AND_COMMERCE_HAS_FOUR}
        09:10  window 2 sends to queue commerce returning
        09:11  window 2 closes
        09:12  window 3 calls A001                         => A001 specific
        09:13  window 3 serves
        09:14  window 1 opens
        09:14  window 1 next                               => A001 arrival
    """)


def test_only_who_is_being_served_is_sent_on(begin: Begin) -> None:
    begin().live("""
        09:00  window 2 opens
        09:00  window 3 opens
        09:01  visitor takes insure             => A001
        09:02  window 2 next                    => A001 arrival
        09:02  window 2 sends to queue general  => refused wrong_state
        09:02  A001                             => called
    """)
