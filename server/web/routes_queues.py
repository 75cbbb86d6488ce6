"""Routes of queues: the order of calling, and the emergency stop."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from hall.errors import NotAllowed
from hall.exchange import HaltQueue, OrderLine, Role
from hall.queue_now import QueueNow
from server.actions.halt import open_queue, stop_queue
from server.actions.lines import order_of_queue
from server.rules.hall_today import HallToday
from server.web.auth import Principal
from server.web.description import DescribedLater
from server.web.may import MaySeeState, MayStopQueue
from server.web.parts import Key, PartsGiven, do_once, word_response
from server.web.problems import problems

router = APIRouter(prefix="/api/v1/queues/{queue_id}", tags=["queues"], route_class=DescribedLater)

_REFUSED = problems(400, 401, 403, 404, 409, 413, 503)


@router.get("/order", response_model=tuple[OrderLine, ...], responses=problems(401, 403, 404))
async def look_at_order(queue_id: str, _who: MaySeeState, parts: PartsGiven) -> Response:
    """Who is called when in a queue, as a window that serves nothing else would call them, and why then."""
    now = parts.office.clock.now()
    found = await parts.office.ask(lambda read, today: order_of_queue(read, today, queue_id, now=now))
    lines = tuple(
        OrderLine(
            ticket_id=waiting.ticket_id,
            number=waiting.number,
            queue_id=waiting.queue_id,
            priority_class=waiting.priority_class,
            why=why,
        )
        for waiting, why in found
    )
    return word_response(lines)


@router.post("/stop", response_model=QueueNow, responses=_REFUSED)
async def stop(
    request: Request, queue_id: str, wanted: HaltQueue, key: Key, who: MayStopQueue, parts: PartsGiven
) -> Response:
    """Give no more numbers for a queue; kiosks show the reason. Clerks may do so for the queues of their window."""
    actor = who.actor
    await parts.office.ask(lambda _read, today: _assert_may_stop(who, today, queue_id))
    return await do_once(
        request,
        parts,
        lambda tx, today: stop_queue(tx, today, queue_id, wanted.reason, actor=actor),
        key=key,
        who=who,
        word=wanted,
    )


@router.post("/open", response_model=QueueNow, responses=_REFUSED)
async def open_again(request: Request, queue_id: str, key: Key, who: MayStopQueue, parts: PartsGiven) -> Response:
    """Give numbers for a queue again."""
    actor = who.actor
    await parts.office.ask(lambda _read, today: _assert_may_stop(who, today, queue_id))
    return await do_once(
        request, parts, lambda tx, today: open_queue(tx, today, queue_id, actor=actor), key=key, who=who
    )


def _assert_may_stop(who: Principal, today: HallToday, queue_id: str) -> None:
    today.get_queue(queue_id)
    if who.role is Role.CLERK and queue_id not in today.get_window(who.get_desk().window_id).queues:
        raise NotAllowed(f"window {who.get_desk().window_id} does not serve queue {queue_id}")
