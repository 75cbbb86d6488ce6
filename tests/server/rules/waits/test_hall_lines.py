"""The roll-out calls whom the hall would call: its fast form of the rule against `choose_next`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hall.moments import to_us
from hall.rules import Rules
from hall.ticket import Place, PriorityClass
from server.rules.choosing import SHARE, Caller, Line, Pool, Turns, choose_next
from server.rules.waits.hall_lines import Calling, HallLines, PoolNow, Special
from tests.fakes.hall_server import at

BEGIN = at(9)
QUEUES = "abc"
CLERKS = ("anna", "bert")
NORMAL = PriorityClass.NORMAL


@dataclass(frozen=True)
class Waiting:
    ticket_id: int
    queue_id: str
    priority_class: PriorityClass
    place: Place


def moment(seconds: float) -> datetime:
    return BEGIN + timedelta(seconds=seconds)


@st.composite
def places(draw: st.DrawFn, number: int) -> Place:
    since = draw(st.integers(0, 5_000))
    key = since if draw(st.integers(0, 4)) else draw(st.integers(0, 5_000))
    kind = draw(st.sampled_from(["plain"] * 6 + ["due", "slot", "early", "window", "clerk"]))
    return Place(
        key_us=to_us(moment(key)) + number,
        since=moment(since) + timedelta(microseconds=number),
        due_calls=draw(st.integers(0, 6)) if kind == "due" else None,
        appointment_at=moment(draw(st.integers(3_000, 8_000))) if kind in {"slot", "early"} else None,
        not_before=moment(draw(st.integers(3_000, 8_000))) if kind == "early" else None,
        for_window=draw(st.sampled_from("012")) if kind == "window" else None,
        for_clerk=draw(st.sampled_from([*CLERKS, "carl"])) if kind == "clerk" else None,
    )


@st.composite
def people(draw: st.DrawFn) -> list[Waiting]:
    count = draw(st.integers(0, 14))
    return [
        Waiting(
            ticket_id=number,
            queue_id=draw(st.sampled_from(QUEUES)),
            priority_class=draw(st.sampled_from([NORMAL, NORMAL, PriorityClass.ELDERLY])),
            place=draw(places(number)),
        )
        for number in range(count)
    ]


pools = st.sampled_from(
    [
        (Pool(queues=("a", "b")), Pool(queues=("b", "c"))),
        (Pool(queues=("a", "b", "c"), weights=(1, 3, 2)), Pool(queues=("c",))),
        (Pool(queues=("a", "b", "c")), Pool(queues=("a", "b", "c"))),
    ]
)
rules = st.builds(
    Rules,
    priority_ratio=st.integers(0, 3),
    longest_wait_min=st.sampled_from([0, 30, 90]),
    appointment_share=st.sampled_from([0, 50, 100]),
)


moves = st.lists(st.tuples(st.integers(0, 1), st.integers(1, 900), st.sampled_from(["", "", *QUEUES])))


@settings(max_examples=120, deadline=None)
@given(waiting=people(), served=pools, of_hall=rules, steps=moves)
def test_the_roll_out_calls_in_the_order_of_the_hall(
    waiting: list[Waiting], served: Sequence[Pool], of_hall: Rules, steps: list[tuple[int, int, str]]
) -> None:
    lines = make_lines(waiting, served, of_hall)
    left = {each.ticket_id: each for each in waiting}
    turns = {pool: Turns() for pool in served}
    calls = dict.fromkeys(QUEUES, 0)
    now = 5_000.0
    for step, (window, passed, newcomer) in enumerate([*steps, *[(0, 60, ""), (1, 60, "")] * 14]):
        now += passed
        if newcomer:
            place = Place(key_us=to_us(moment(now)), since=moment(now))
            left[100 + step] = Waiting(100 + step, newcomer, NORMAL, place)
            lines.add(QUEUES.index(newcomer), 0, (now, 100 + step, 0))
        pool = served[window]
        line = Line(
            pool=pool,
            caller=Caller(window_id=str(window), clerk=CLERKS[window]),
            turns=turns[pool],
            calls=calls,
            rules=of_hall,
            now=moment(now),
        )
        choice = choose_next([each for each in left.values() if each.queue_id in pool.queues], line)
        chosen = lines.choose(window, now)
        assert (None if chosen is None else chosen[1]) == (None if choice is None else choice.candidate.ticket_id)
        if choice is not None:
            turns[pool] = choice.turns
            calls[choice.candidate.queue_id] += 1
            del left[choice.candidate.ticket_id]


def make_lines(waiting: list[Waiting], served: Sequence[Pool], of_hall: Rules) -> HallLines:
    distinct = list(dict.fromkeys(served))
    calling = Calling(
        pool_of=[distinct.index(pool) for pool in served],
        clerk_of=[0, 1],
        queue_of=range(len(QUEUES)),
        priority_ratio=of_hall.priority_ratio,
        cap_s=of_hall.longest_wait_min * 60.0,
        appointment_share=of_hall.appointment_share,
        overdue_after_calls=of_hall.overdue_after_calls,
        now=5_000.0,
    )
    known = [
        PoolNow(
            queues=tuple(QUEUES.index(queue) for queue in pool.queues),
            costs=tuple(SHARE // weight for weight in pool.weights),
        )
        for pool in distinct
    ]
    lines = HallLines(calling, known, queues=len(QUEUES), calls={})
    for each in sorted(waiting, key=lambda one: (one.place.key_us, one.ticket_id)):
        place, queue = each.place, QUEUES.index(each.queue_id)
        entry = ((place.key_us - to_us(BEGIN)) / 1e6, each.ticket_id, queue)
        rank = 0 if each.priority_class is NORMAL else 1
        if place.is_plain:
            lines.add(queue, rank, entry)
        else:
            lines.add_special(
                Special(
                    entry=entry,
                    queue=queue,
                    rank=rank,
                    since=(place.since - BEGIN) / timedelta(seconds=1),
                    for_window=None if place.for_window is None else int(place.for_window),
                    for_clerk=None if place.for_clerk is None else [*CLERKS, "carl"].index(place.for_clerk),
                    due_calls=place.due_calls,
                    appointment_at=seconds(place.appointment_at),
                    not_before=seconds(place.not_before),
                )
            )
    return lines


def seconds(when: datetime | None) -> float | None:
    return None if when is None else (when - BEGIN) / timedelta(seconds=1)
