"""A crowd: kiosks where visitors take numbers, and windows where clerks call, start and finish, without a pause."""

import asyncio
import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

from benchmarks.asking import Asked, Asker, Word
from benchmarks.busy_hall import RECALL_INTERVAL_S

RECALLED = 0.05
"""How many of the called do not come at the first call."""

SIGNED_IN_ANEW = 0.1
"""How many of the clerks whose server was away sign in again, as after a new start of the browser."""

REFUSED_REST_S = 0.05

MayGoOn = Callable[[], bool]


async def take_numbers(asker: Asker, matters: Sequence[str], *, may_go_on: MayGoOn, rest_s: float = 0.0) -> None:
    """Be a kiosk: take one number after another, for all matters by turns, and rest after each."""
    with closing(asker):
        for matter_id in itertools.cycle(matters):
            if not may_go_on():
                break
            asked = await asker.ask("/api/v1/tickets", {"matter_id": matter_id})
            await asyncio.sleep(rest_s if asked.is_done else REFUSED_REST_S)


async def take_some(asker: Asker, matter_id: str, turns: Iterator[int]) -> None:
    """Be one of several kiosks that take as many numbers together as there are turns."""
    with closing(asker):
        for _ in turns:
            await asker.ask("/api/v1/tickets", {"matter_id": matter_id})


async def sign_in(asker: Asker, window_id: str, *, password: str) -> Word | None:
    """Sign the asker in, whose name is the clerk's, and return the window as it stands; None after a refusal."""
    word = {"clerk": asker.name, "password": password, "window_id": window_id}
    asked = await asker.ask("/api/v1/sessions", word)
    if not asked.is_done:
        return None
    asker.token = asked.word()["session_token"]
    return await asker.look(f"/api/v1/windows/{window_id}")


def act_of(view: Word, act: str | None = None) -> tuple[str, Word]:
    """Return the path and body of an act at a window as it stands, of what comes next there if none is named."""
    ticket = {} if view["ticket"] is None else {"ticket_id": view["ticket"]["ticket_id"]}
    return f"/api/v1/windows/{view['window_id']}/{act or _next_act(view)}", {"version": view["version"], **ticket}


async def serve(
    asker: Asker,
    window_id: str,
    *,
    password: str,
    chance: random.Random,
    may_go_on: MayGoOn,
    rest_s: float = 0.0,
) -> None:
    """Be a clerk: sign in, then call, start and finish; sign in anew when the server was away, now and then."""
    with closing(asker):
        view = await sign_in(asker, window_id, password=password)
        while may_go_on():
            was_away = asker.log[-1].broken_at is not None
            if view is None or (was_away and chance.random() < SIGNED_IN_ANEW):
                view = await sign_in(asker, window_id, password=password)
            else:
                view = await step(asker, view, chance)
            await asyncio.sleep(rest_s)


async def serve_line(asker: Asker, view: Word) -> None:
    """Be one of several consoles at a window: call, start and finish until nobody waits, never heeding the others."""
    with closing(asker):
        fresh: Word | None = view
        while fresh is not None:
            view = fresh
            asked = await _act(asker, view, _next_act(view))
            if asked.is_done:
                fresh = asked.word()
            elif asked.word()["code"] == "nobody_waiting":
                break
            else:
                fresh = await asker.look(f"/api/v1/windows/{view['window_id']}")


async def step(asker: Asker, view: Word, chance: random.Random) -> Word | None:
    """Do what comes next at a window, and return how it stands then: after a refusal, as a fresh page would see it."""
    act = _next_act(view)
    if act == "start" and view["ticket"]["call_count"] == 1 and chance.random() < RECALLED:
        await asyncio.sleep(RECALL_INTERVAL_S)
        act = "recall"
    asked = await _act(asker, view, act)
    if asked.is_done:
        return asked.word()
    await asyncio.sleep(REFUSED_REST_S)
    return await asker.look(f"/api/v1/windows/{view['window_id']}")


async def _act(asker: Asker, view: Word, act: str) -> Asked:
    return await asker.ask(*act_of(view, act))


def _next_act(view: Word) -> str:
    if view["ticket"] is None:
        return "call-next"
    return "finish" if view["ticket"]["state"] == "serving" else "start"
