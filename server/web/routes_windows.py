"""Routes of a window: how it stands, and the acts of the clerk there."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import Response

from hall.errors import NotAllowed
from hall.exchange import WindowAct, WindowView
from server.actions.call_next import call_next
from server.actions.desk import Desk
from server.actions.finish import finish
from server.actions.look_at_window import view_window
from server.actions.no_show import mark_no_show
from server.actions.recall import recall
from server.actions.start import start
from server.rules.hall_today import HallToday
from server.store.hall_tx import HallTx
from server.web.auth import ClerkOnly, Principal
from server.web.parts import Key, PartsGiven, answer_of, command_of, word_response
from server.web.problems import problems

router = APIRouter(prefix="/api/v1/windows/{window_id}", tags=["windows"])

Perform = Callable[[HallTx, HallToday, Desk, WindowAct], WindowView]

ACTS: dict[str, Perform] = {
    "call-next": call_next,
    "recall": recall,
    "start": start,
    "finish": finish,
    "no-show": mark_no_show,
}
"""What a clerk may do at the window, by the last part of the path."""


@router.get("", response_model=WindowView, responses=problems(401, 403))
async def look_at_window(window_id: str, who: ClerkOnly, parts: PartsGiven) -> Response:
    """All that the clerk at the window must see."""
    desk = _get_desk_at(window_id, who)
    now = parts.office.clock.now()
    return word_response(await parts.office.ask(lambda read, today: view_window(read, today, desk.window_id, now=now)))


def _add_act(path: str, perform: Perform) -> None:
    async def act_at_window(
        request: Request, window_id: str, act: WindowAct, key: Key, who: ClerkOnly, parts: PartsGiven
    ) -> Response:
        desk = _get_desk_at(window_id, who)
        command = command_of(request, key, who.id, word=act)
        return answer_of(await parts.office.do(command, lambda tx, today: perform(tx, today, desk, act)))

    router.add_api_route(
        f"/{path}",
        act_at_window,
        methods=["POST"],
        response_model=WindowView,
        responses=problems(400, 401, 403, 404, 409, 413, 503),
        name=path,
        description=perform.__doc__,
    )


for _path, _perform in ACTS.items():
    _add_act(_path, _perform)


def _get_desk_at(window_id: str, who: Principal) -> Desk:
    desk = who.get_desk()
    if desk.window_id != window_id:
        raise NotAllowed(f"this session is at window {desk.window_id}, not at {window_id}")
    return desk
