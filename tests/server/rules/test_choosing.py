"""Who is next, why, and who is before whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.moments import to_us
from hall.rules import Rules
from hall.ticket import NotYet, Place, PriorityClass, Standing, Why
from server.rules.choosing import (
    ANYONE,
    Caller,
    Line,
    Pool,
    Turns,
    choose_next,
    list_order,
    list_standings,
    why_not_yet,
)
from tests.fakes.hall_server import at

NOW = at(10)
NO_CAP = Rules(longest_wait_min=0)
FIRST = Place(key_us=0, since=NOW)
FRESH = Turns()


@dataclass(frozen=True)
class Waiting:
    ticket_id: int
    queue_id: str = "a"
    priority_class: PriorityClass = PriorityClass.NORMAL
    place: Place = FIRST


def waiting(ticket_id: int, minutes: float, queue_id: str = "a", **place: Any) -> Waiting:  # noqa: ANN401 -- a field of Place
    """Return somebody who came so many minutes before ten."""
    since = NOW - timedelta(minutes=minutes)
    return Waiting(ticket_id, queue_id, place=replace(Place(key_us=to_us(since), since=since), **place))


def elderly(ticket_id: int, minutes: float, queue_id: str = "a", **place: Any) -> Waiting:  # noqa: ANN401 -- a field of Place
    return replace(waiting(ticket_id, minutes, queue_id, **place), priority_class=PriorityClass.ELDERLY)


def line(
    pool: str = "a",
    *,
    weights: tuple[int, ...] = (),
    caller: Caller = ANYONE,
    turns: Turns = FRESH,
    calls: dict[str, int] | None = None,
    rules: Rules = NO_CAP,
    now: datetime = NOW,
) -> Line:
    return Line(
        pool=Pool(queues=tuple(pool), weights=weights),
        caller=caller,
        turns=turns,
        calls=calls or {},
        rules=rules,
        now=now,
    )


def order(candidates: Sequence[Waiting], decides: Line) -> list[tuple[int, Why]]:
    return [(choice.candidate.ticket_id, choice.why) for choice in list_order(candidates, decides)]


def test_the_longest_waiting_of_all_queues_is_called() -> None:
    assert order([waiting(1, 3, "a"), waiting(2, 5, "b"), waiting(3, 1, "a")], line("ab")) == [
        (2, Why.ARRIVAL),
        (1, Why.ARRIVAL),
        (3, Why.ARRIVAL),
    ]


def test_two_arrivals_at_once_are_called_in_the_order_of_issue() -> None:
    assert [ticket for ticket, _ in order([waiting(8, 2, "b"), waiting(7, 2, "a")], line("ab"))] == [7, 8]


OFFERED = [Caller(window_id="1", clerk="anna"), Caller(window_id="2", clerk="bert")]


@pytest.mark.parametrize(
    ("place", "callers", "why"),
    [
        ({}, OFFERED, None),
        ({"not_before": NOW + timedelta(seconds=1)}, OFFERED, NotYet.TOO_EARLY),
        ({"not_before": NOW}, OFFERED, None),
        ({"for_window": "2"}, OFFERED, None),
        ({"for_window": "3"}, OFFERED, NotYet.WINDOW_AWAY),
        ({"for_window": "3"}, [ANYONE], NotYet.WINDOW_AWAY),
        ({"for_clerk": "bert"}, OFFERED, None),
        ({"for_clerk": "carl"}, OFFERED, NotYet.CLERK_AWAY),
        ({"for_window": "1", "for_clerk": "bert"}, OFFERED, NotYet.CLERK_AWAY),
        ({"for_window": "3", "not_before": NOW + timedelta(hours=1)}, OFFERED, NotYet.TOO_EARLY),
    ],
)
def test_who_may_not_be_called_yet_is_told_why(
    place: dict[str, Any], callers: list[Caller], why: NotYet | None
) -> None:
    one = waiting(1, 5, **place)

    assert why_not_yet(one.place, callers, now=NOW) is why
    is_callable = any(order([one], line(caller=caller)) for caller in callers)
    assert is_callable is (why is None), "the order of calling goes by the same rule"


def test_nobody_is_called_when_nobody_waits() -> None:
    assert choose_next(list[Waiting](), line()) is None


def test_two_of_a_priority_class_are_called_for_each_other() -> None:
    people = [waiting(number, 30 - number) for number in range(1, 4)]
    people += [elderly(number, 20 - number) for number in range(11, 16)]

    assert order(people, line()) == [
        (11, Why.PRIORITY),
        (12, Why.PRIORITY),
        (1, Why.NORMAL_TURN),
        (13, Why.PRIORITY),
        (14, Why.PRIORITY),
        (2, Why.NORMAL_TURN),
        (15, Why.PRIORITY),
        (3, Why.ARRIVAL),
    ]


def test_a_class_that_is_empty_saves_up_nothing() -> None:
    alone = line(turns=Turns(priority_run=2))
    third = choose_next([elderly(13, 5)], alone)
    assert third is not None
    assert (third.why, third.turns.priority_run) == (Why.ARRIVAL, 0)  # nobody of the others waited through it

    people = [elderly(14, 4), elderly(15, 3), waiting(1, 1)]
    assert [ticket for ticket, _ in order(people, line(turns=third.turns))] == [14, 15, 1]


def test_turns_go_on_where_they_stood() -> None:
    people = [waiting(1, 1), elderly(11, 2)]

    assert order(people, line(turns=Turns(priority_run=2)))[0] == (1, Why.NORMAL_TURN)
    assert order(people, line(turns=Turns(priority_run=1)))[0] == (11, Why.PRIORITY)


def test_who_has_waited_longer_than_the_cap_is_next_whatever_the_class() -> None:
    people = [waiting(1, 60.1), waiting(2, 60), elderly(11, 5)]

    assert order(people, line(rules=Rules(longest_wait_min=60))) == [
        (1, Why.LONGEST_WAIT),
        (11, Why.PRIORITY),
        (2, Why.ARRIVAL),
    ]


def test_the_cap_counts_the_wait_in_this_line_only() -> None:
    sent_on = waiting(1, 5, key_us=to_us(at(8)))

    assert order([sent_on, elderly(11, 1)], line(rules=Rules(longest_wait_min=60)))[0] == (11, Why.PRIORITY)


def test_a_number_that_came_back_is_next_once_the_calls_are_made() -> None:
    people = [waiting(number, 10 - number) for number in range(1, 6)] + [waiting(9, 0, due_calls=13)]

    assert order(people, line(calls={"a": 10})) == [
        (1, Why.ARRIVAL),
        (2, Why.ARRIVAL),
        (3, Why.ARRIVAL),
        (9, Why.OVERDUE_DUE),
        (4, Why.ARRIVAL),
        (5, Why.ARRIVAL),
    ]


def test_a_number_that_came_back_is_called_before_its_time_when_nobody_else_waits() -> None:
    people = [waiting(1, 5), waiting(9, 0, due_calls=13)]

    assert order(people, line(calls={"a": 10})) == [(1, Why.ARRIVAL), (9, Why.NOBODY_ELSE)]


def test_the_calls_of_another_queue_do_not_count() -> None:
    people = [waiting(1, 9, "b"), waiting(2, 8, "b"), waiting(3, 1, "a"), waiting(9, 0, "a", due_calls=1)]

    assert [ticket for ticket, _ in order(people, line("ab"))] == [1, 2, 3, 9]


def test_an_appointment_goes_before_walk_ins_from_its_slot_on() -> None:
    people = [waiting(1, 30), waiting(2, 20), waiting(9, 5, appointment_at=NOW)]

    assert order(people, line())[0] == (9, Why.APPOINTMENT)
    assert [ticket for ticket, _ in order(people, line(now=NOW - timedelta(microseconds=1)))] == [1, 2, 9]


def test_who_is_too_early_is_not_called() -> None:
    early = waiting(9, 5, appointment_at=at(10, 30), not_before=at(10, 15))

    assert choose_next([early], line(now=at(10, 14))) is None
    assert choose_next([early], line(now=at(10, 15))) is not None


def test_appointments_take_their_share_of_the_calls_and_no_more() -> None:
    people = [waiting(number, 60 - number) for number in range(1, 5)]
    people += [waiting(number, 5, appointment_at=at(9, number)) for number in range(11, 15)]

    assert [ticket for ticket, _ in order(people, line())] == [11, 1, 12, 2, 13, 3, 14, 4]
    third = replace(NO_CAP, appointment_share=34)
    assert [ticket for ticket, _ in order(people, line(rules=third))] == [11, 1, 12, 2, 3, 13, 4, 14]
    never = replace(NO_CAP, appointment_share=0)
    assert [ticket for ticket, _ in order(people, line(rules=never))][:4] == [1, 2, 3, 4]


def test_an_appointment_stays_in_its_class() -> None:
    people = [elderly(1, 3), waiting(9, 5, appointment_at=NOW)]

    assert order(people, line())[0] == (1, Why.PRIORITY)


def test_queues_are_called_in_the_shares_that_the_window_gives_them() -> None:
    people = [waiting(number, 60 - number, "a") for number in range(1, 7)]
    people += [waiting(number, 30 - number, "b") for number in range(11, 14)]

    called = [ticket for ticket, _ in order(people, line("ab", weights=(2, 1)))]

    assert called[:6] == [1, 11, 2, 3, 12, 4] or sum(ticket < 10 for ticket in called[:6]) == 4
    assert sorted(called) == sorted(each.ticket_id for each in people)


def test_a_queue_that_was_empty_has_saved_up_no_turns() -> None:
    ahead = [waiting(number, 60 - number, "a") for number in range(1, 9)]
    decides = line("ab", weights=(1, 1))
    for _ in range(6):
        choice = choose_next([ahead.pop(0)], decides)
        assert choice is not None
        decides = replace(decides, turns=choice.turns)

    late = [waiting(number, 2, "b") for number in (21, 22, 23)]
    called = [ticket for ticket, _ in order([*ahead, *late], decides)]

    assert called[:4] in ([21, 7, 22, 8], [7, 21, 8, 22])


def test_a_ticket_for_one_window_or_clerk_is_called_there_only() -> None:
    people = [waiting(1, 9, for_window="5"), waiting(2, 8, for_clerk="anna"), waiting(3, 1)]

    assert [ticket for ticket, _ in order(people, line(caller=Caller(window_id="5", clerk="bert")))] == [1, 3]
    assert [ticket for ticket, _ in order(people, line(caller=Caller(window_id="6", clerk="anna")))] == [2, 3]
    assert [ticket for ticket, _ in order(people, line())] == [3]


PEOPLE = st.lists(
    st.builds(
        lambda ticket_id, minutes, queue_id, is_elderly: (elderly if is_elderly else waiting)(
            ticket_id, minutes, queue_id
        ),
        st.integers(1, 10**6),
        st.integers(0, 90),
        st.sampled_from("ab"),
        st.booleans(),
    ),
    unique_by=lambda one: one.ticket_id,
    max_size=25,
)
WEIGHTS = st.sampled_from([(), (1, 1), (3, 1)])


@given(PEOPLE, WEIGHTS)
def test_everyone_is_called_once(people: list[Waiting], weights: tuple[int, ...]) -> None:
    called = [ticket for ticket, _ in order(people, line("ab", weights=weights, rules=Rules()))]

    assert sorted(called) == sorted(one.ticket_id for one in people)


@given(PEOPLE, WEIGHTS)
def test_the_first_of_each_line_are_enough_to_choose_from(people: list[Waiting], weights: tuple[int, ...]) -> None:
    decides = line("ab", weights=weights, rules=Rules())
    heads: dict[tuple[str, bool], Waiting] = {}
    for one in sorted(people, key=lambda one: (one.place.key_us, one.ticket_id)):
        heads.setdefault((one.queue_id, one.priority_class is PriorityClass.NORMAL), one)

    assert choose_next(list(heads.values()), decides) == choose_next(people, decides)


@given(PEOPLE, st.integers(1, 4))
def test_nobody_is_overtaken_by_more_of_a_priority_class_than_the_ratio(people: list[Waiting], ratio: int) -> None:
    classes = {one.ticket_id: one.priority_class is not PriorityClass.NORMAL for one in people}
    called = [classes[ticket] for ticket, _ in order(people, line("ab", rules=replace(NO_CAP, priority_ratio=ratio)))]
    run = 0
    for place, is_priority in enumerate(called):
        run = run + 1 if is_priority else 0
        if not all(called[place:]):
            assert run <= ratio


@pytest.mark.parametrize("is_elderly", [False, True])
def test_within_a_class_who_came_first_is_called_first(is_elderly: bool) -> None:
    make = elderly if is_elderly else waiting
    people = [make(number, number) for number in (3, 9, 5, 1)]

    assert [ticket for ticket, _ in order(people, line())] == [9, 5, 3, 1]


@pytest.mark.parametrize(
    ("place", "leg_no", "overdue_count", "standings"),
    [
        ({}, 1, 0, ()),
        ({"due_calls": 3}, 1, 1, (Standing.CAME_BACK,)),
        ({}, 1, 1, (Standing.CAME_BACK,)),
        ({}, 2, 0, (Standing.SENT,)),
        ({"since": at(9, 30)}, 1, 0, (Standing.SENT,)),
        ({"for_window": "5"}, 2, 0, (Standing.SENT, Standing.KEPT)),
        ({"appointment_at": at(10), "since": at(9, 30)}, 1, 0, (Standing.APPOINTMENT,)),
    ],
)
def test_what_moved_a_number_to_its_place_is_told(
    place: dict[str, Any], leg_no: int, overdue_count: int, standings: tuple[Standing, ...]
) -> None:
    stands = Place(**{"key_us": to_us(at(9)), "since": at(9), **place})

    assert list_standings(stands, leg_no=leg_no, overdue_count=overdue_count) == standings
