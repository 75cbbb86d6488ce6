"""Routes of a hardware keypad at a window: its own credential, the acts of whoever is signed in there."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from hall.keypad import KeypadView, PressKey
from server.actions.press_keypad import look_at_keypad, press_key
from server.web.description import DescribedLater
from server.web.may import MayPressAtWindow
from server.web.parts import Key, PartsGiven, do_once, word_response
from server.web.problems import problems

router = APIRouter(prefix="/api/v1/keypad", tags=["windows"], route_class=DescribedLater)


@router.get("", response_model=KeypadView, responses=problems(401, 403, 404))
async def look(who: MayPressAtWindow, parts: PartsGiven) -> Response:
    """How the keypad's window stands, and which keys would do something."""
    now = parts.office.clock.now()
    return word_response(await parts.office.ask(lambda read, today: look_at_keypad(read, today, who.name, now=now)))


@router.post("", response_model=KeypadView, responses=problems(400, 401, 403, 404, 409, 413, 503))
async def press(request: Request, wanted: PressKey, key: Key, who: MayPressAtWindow, parts: PartsGiven) -> Response:
    """Press a key: done once, for the clerk who is signed in at the window."""
    window_id, origin = who.name, who.origin
    return await do_once(
        request,
        parts,
        lambda tx, today: press_key(tx, today, window_id, wanted, origin=origin),
        key=key,
        who=who,
        word=wanted,
    )
