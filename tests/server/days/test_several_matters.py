"""Days with visitors who have several matters: one number, from queue to queue."""

from dataclasses import replace

from hall.hall_plan import HallPlan
from hall.places import Material
from tests.server.days.conftest import Begin
from tests.server.days.day import plan_with


def charges_last() -> HallPlan:
    """The small hall, where commerce takes the charges: it comes after others."""
    plan = plan_with()
    return replace(plan, queues=tuple(replace(each, after_others=each.queue_id == "commerce") for each in plan.queues))


def licence_first() -> HallPlan:
    """The small hall, where insurance asks for the licence."""
    plan = plan_with()
    paper = Material(zh="营业执照", en="Licence", given_by=("licence",))
    matters = (
        replace(each, materials=(*each.materials, paper)) if each.matter_id == "insure" else each
        for each in plan.matters
    )
    return replace(plan, matters=tuple(matters))


def test_one_number_goes_through_all_its_queues(begin: Begin) -> None:
    day = begin()
    day.live("""
        09:00  window 1 opens
        09:00  window 3 opens
        09:01  visitor takes licence        => C001
        09:02  visitor takes insure licence => A001
        09:03  visitor takes licence        => C002
        09:04  window 1 next                => A001 arrival
        09:05  window 1 serves
        09:05  A001                         => waiting
        09:06  order at 3                   => C001 arrival, A001 arrival, C002 arrival
        09:07  window 3 next                => C001 arrival
        09:08  window 3 serves
        09:08  window 3 next                => A001 arrival
        09:09  window 3 serves
        09:09  A001                         => done
    """)

    ticket = day.ticket("A001")
    assert (ticket.leg_no, ticket.matter_id, ticket.then) == (2, "licence", ())


def test_the_charges_come_last_however_the_matters_were_named(begin: Begin) -> None:
    day = begin(charges_last())
    day.live("""
        09:00  window 3 opens
        09:01  visitor takes licence timber insure  => D001
    """)

    ticket = day.ticket("D001")
    assert (ticket.matter_id, ticket.then) == ("timber", ("insure", "licence"))


def test_a_paper_is_fetched_before_it_is_asked_for_although_its_line_is_longer(begin: Begin) -> None:
    day = begin(licence_first())
    day.live("""
        09:00  window 1 opens
        09:00  window 3 opens
        09:01  visitor takes licence        => C001
        09:02  visitor takes insure licence => C002
    """)

    ticket = day.ticket("C002")
    assert (ticket.matter_id, ticket.then) == ("licence", ("insure",))


def test_the_shorter_queue_is_first(begin: Begin) -> None:
    begin().live("""
        09:00  window 1 opens
        09:01  visitor takes insure        => A001
        09:02  visitor takes insure marry  => B001
        09:03  visitor takes marry         => B002
        09:04  visitor takes marry insure  => A002
    """)


def test_who_is_missed_in_a_later_leg_comes_back_there(begin: Begin) -> None:
    begin().live("""
        09:00     window 1 opens
        09:00     window 3 opens
        09:01     visitor takes insure licence  => A001
        09:02     window 1 next                 => A001 arrival
        09:03     window 1 serves
        09:04:00  window 3 next                 => A001 arrival
        09:04:20  window 3 recall
        09:05:20  window 3 overdue
        09:06     visitor brings back A001
        09:06     order at 3                    => A001 arrival
    """)
