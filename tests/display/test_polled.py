"""What was polled while the stream was cut, and comes once more when it is back."""

from display.board import board_of
from hall.stream import Connected, Disconnected
from hall.ticket_events import TicketCalled, TicketOverdue
from tests.display.scenes import Day, queue_now


def called(count: int) -> TicketCalled:
    return TicketCalled(
        ticket_id=99,
        number="A012",
        matter_id="social_matter",
        window_id="5",
        call_count=count,
        queue=queue_now("social"),
    )


def test_it_is_neither_called_again_nor_taken_back():
    day = Day()
    day.connect()
    before = day.hall
    day.hear(Disconnected(error=None))
    overdue = TicketOverdue(ticket_id=99, number="A012", window_id="5", overdue_count=1)
    missed = [day.make(body) for body in (called(1), overdue, called(2))]
    day.hear(Connected(snapshot=day.hall))
    assert day.called == ["A012"]

    day.hear(Connected(snapshot=before))
    for news in missed:
        day.hear(news)
    hero = board_of(day.scene, day.now).hero
    assert day.called == ["A012"]
    assert hero is not None
    assert hero.call_id == missed[-1].event.seq
    assert day.scene.snapshot == day.hall
