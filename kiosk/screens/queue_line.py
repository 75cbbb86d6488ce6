"""How a matter's queue stands in one line, or why it cannot be joined now: for every card that shows a matter."""

from hall.places import MatterToday
from kiosk.guide import Standing, standing
from kiosk.phrases import queue_phrase
from kiosk.reception import Reception
from kiosk.refusals import short_refusal


def queue_line(reception: Reception, today: MatterToday) -> str:
    """Return the line; figures, marked as `[n]…[/n]`, only of a queue that can be joined."""
    queue = reception.hall.queue_of(today)
    refused = reception.outlooks.of(today.matter.matter_id)
    if refused is None or standing(queue) is Standing.STOPPED:
        return queue_phrase(reception.language, queue)
    return short_refusal(refused, reception.language, today=reception.date)
