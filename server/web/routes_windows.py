"""Routes of a window: how it stands, and the acts of the clerk there."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from hall.errors import NotAllowed
from hall.exchange import (
    CallSpecific,
    Finish,
    HoldTicket,
    PauseWindow,
    ResumeTicket,
    Transfer,
    WindowAct,
    WindowView,
)
from server.actions.call_next import call_next
from server.actions.call_specific import call_here, call_specific
from server.actions.desk import Desk
from server.actions.finish import finish, reopen
from server.actions.leave_window import pause, unpause
from server.actions.look_at_window import view_window
from server.actions.overdue import mark_overdue
from server.actions.park import hold, release, resume
from server.actions.recall import recall
from server.actions.start import start
from server.actions.transfer import transfer
from server.actions.undo_call import undo_call
from server.rules.hall_today import HallToday
from server.store.hall_tx import HallTx
from server.web.auth import Principal
from server.web.description import DescribedLater
from server.web.may import MayWorkAtWindow
from server.web.parts import Key, PartsGiven, do_once, word_response
from server.web.problems import problems

router = APIRouter(prefix="/api/v1/windows/{window_id}", tags=["windows"], route_class=DescribedLater)

Perform = Callable[[HallTx, HallToday, Desk, Any], WindowView]

ACTS: dict[str, tuple[Perform, type[WindowAct]]] = {
    "call-next": (call_next, WindowAct),
    "call-specific": (call_specific, CallSpecific),
    "call-here": (call_here, WindowAct),
    "recall": (recall, WindowAct),
    "undo-call": (undo_call, WindowAct),
    "start": (start, WindowAct),
    "overdue": (mark_overdue, WindowAct),
    "finish": (finish, Finish),
    "reopen": (reopen, WindowAct),
    "transfer": (transfer, Transfer),
    "hold": (hold, HoldTicket),
    "resume": (resume, ResumeTicket),
    "release": (release, WindowAct),
    "pause": (pause, PauseWindow),
    "unpause": (unpause, WindowAct),
}
"""What may be done at a window, by the last part of the path, and the form of the request."""


@router.get("", response_model=WindowView, responses=problems(401, 403))
async def look_at_window(window_id: str, who: MayWorkAtWindow, parts: PartsGiven) -> Response:
    """All that the clerk at the window must see."""
    desk = _get_desk_at(window_id, who)
    now = parts.office.clock.now()
    return word_response(await parts.office.ask(lambda read, today: view_window(read, today, desk.window_id, now=now)))


def _add_act(path: str, perform: Perform, form: type[WindowAct]) -> None:
    async def act_at_window(
        request: Request, window_id: str, act: WindowAct, key: Key, who: MayWorkAtWindow, parts: PartsGiven
    ) -> Response:
        desk = _get_desk_at(window_id, who)
        return await do_once(
            request, parts, lambda tx, today: perform(tx, today, desk, act), key=key, who=who, word=act
        )

    act_at_window.__annotations__["act"] = form
    router.add_api_route(
        f"/{path}",
        act_at_window,
        methods=["POST"],
        response_model=WindowView,
        responses=problems(400, 401, 403, 404, 409, 413, 503),
        name=path,
        description=perform.__doc__,
    )


for _path, (_perform, _form) in ACTS.items():
    _add_act(_path, _perform, _form)


def _get_desk_at(window_id: str, who: Principal) -> Desk:
    desk = who.get_desk()
    if desk.window_id != window_id:
        raise NotAllowed(f"this session is at window {desk.window_id}, not at {window_id}")
    return desk
