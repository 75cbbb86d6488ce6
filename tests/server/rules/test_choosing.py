"""Who is next."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from server.rules.choosing import choose_next, sort_for_calling


@dataclass(frozen=True)
class Waiting:
    ticket_id: int
    queue_id: str
    queue_key: int


LINES = st.lists(
    st.builds(Waiting, ticket_id=st.integers(1, 10**6), queue_id=st.sampled_from("abc"), queue_key=st.integers(0, 9)),
    unique_by=lambda waiting: waiting.ticket_id,
)


def test_the_longest_waiting_of_all_queues_is_called() -> None:
    heads = [Waiting(7, "civil", 300), Waiting(9, "social", 200), Waiting(8, "tax", 400)]

    assert choose_next(heads) == Waiting(9, "social", 200)


def test_two_arrivals_at_once_are_called_in_the_order_of_issue() -> None:
    assert choose_next([Waiting(8, "civil", 200), Waiting(7, "social", 200)]) == Waiting(7, "social", 200)


def test_nobody_is_called_when_nobody_waits() -> None:
    assert choose_next([]) is None


@given(LINES)
def test_calling_one_after_another_gives_the_listed_order(line: list[Waiting]) -> None:
    listed = sort_for_calling(line)

    called = []
    while (chosen := choose_next(line)) is not None:
        called.append(chosen)
        line = [waiting for waiting in line if waiting != chosen]

    assert called == listed


@given(LINES)
def test_heads_of_queues_are_enough_to_choose_from(line: list[Waiting]) -> None:
    queues = [[waiting for waiting in sort_for_calling(line) if waiting.queue_id == queue_id] for queue_id in "abc"]

    assert choose_next([queue[0] for queue in queues if queue]) == choose_next(line)
