"""How a matter's queue stands in one line, or why it cannot be joined now: for every card that shows a matter."""

from hall.places import MatterToday
from kiosk.guide import Standing, standing
from kiosk.phrases import queue_phrase
from kiosk.reception import Reception
from kiosk.refusals import short_refusal

CALLED = frozenset({Standing.AT_ONCE, Standing.PEOPLE, Standing.RANGE})
"""How a queue stands from which people are called."""


def queue_line(reception: Reception, today: MatterToday) -> str:
    """Return the line; figures, marked as `[n]…[/n]`, only of a queue that can be joined."""
    queue = reception.hall.queue_of(today)
    refused = reception.outlooks.of(today.matter.matter_id)
    is_late = reception.outlooks.is_late(today.matter.matter_id)
    if is_late and queue is not None and standing(queue) in CALLED:
        return reception.language.text("kiosk.queue.late", people=queue.waiting)
    if refused is None or standing(queue) is Standing.STOPPED:
        return queue_phrase(reception.language, queue)
    return short_refusal(refused, reception.language, today=reception.date)
