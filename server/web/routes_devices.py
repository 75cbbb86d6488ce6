"""Routes of devices: a machine is paired, says how it is, and is asked something from afar."""

from dataclasses import replace
from functools import partial
from typing import get_args

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.convertors import Convertor, register_url_convertor

from hall.bodies import Id
from hall.devices import (
    AT_WINDOW,
    AnswerCommand,
    CommandDevice,
    DeviceKind,
    DeviceView,
    Health,
    HealthTaken,
    KioskNow,
    MakePairingCode,
    Paired,
    PairingCode,
    PairRequest,
    SentCommand,
    TendingNote,
)
from hall.errors import WrongCode
from server.actions.command_device import (
    answer_command,
    command_kiosk,
    list_devices,
    list_kiosks,
    note_tending,
    take_health,
)
from server.actions.make_credentials import end_device
from server.actions.pair_device import (
    find_typed,
    list_candidates,
    make_code,
    make_token,
    note_wrong_code,
    offer_pairing,
    pair,
)
from server.rules.hall_today import HallToday
from server.store.credentials import Device
from server.store.devices import StoredCode
from server.store.hall_tx import HallTx
from server.web.declared import Open, open_to
from server.web.description import DescribedLater
from server.web.hashing import look_at_hashes
from server.web.may import MayBeDevice, MayBeKiosk, MayCommandKiosk, MayMakeDevices, MaySeeDevices, MaySeeState
from server.web.parts import Key, Parts, PartsGiven, answer_of, command_of, do_once, word_response
from server.web.problems import problems

pairing = APIRouter(prefix="/api/v1/pairing", tags=["devices"], route_class=DescribedLater)
router = APIRouter(prefix="/api/v1/devices", tags=["devices"], route_class=DescribedLater)


class _KindInAddress(Convertor[str]):
    """A kind of device in an address; any other word there is none, so that what is under /me keeps its own methods."""

    regex = "|".join(get_args(DeviceKind))

    def convert(self, value: str) -> str:
        """Return the word, for FastAPI to read."""
        return value

    def to_string(self, value: str) -> str:
        """Return the word."""
        return value


register_url_convertor("device_kind", _KindInAddress())

TRIES = "a code for pairing"
"""What wrong codes are counted under; no clerk can have a name with a space."""

_REFUSED = problems(400, 401, 403, 404, 409, 413, 503)


@pairing.post(
    "",
    openapi_extra=open_to(Open.CODE),
    status_code=201,
    response_model=Paired,
    responses=problems(400, 403, 409, 413, 429, 503),
)
async def pair_machine(request: Request, wanted: PairRequest, key: Key, parts: PartsGiven) -> Response:
    """Become the device that a code is for; the token is told only here, and to a repeat of this request anew."""
    code = await _find_code(request, wanted, key, parts)
    hall, token = parts.office.almanac.plan.hall.name, make_token()
    command = replace(command_of(request, key, "pairing", word=wanted, status=201), keeps_answer=False)
    answer = await parts.office.do(command, lambda tx, _today: pair(tx, code.code_id, key=key, token=token, hall=hall))
    parts.gate.forget()
    return answer_of(answer)


@router.post("/pairing", status_code=201, response_model=PairingCode, responses=_REFUSED)
async def offer(
    request: Request, wanted: MakePairingCode, key: Key, who: MayMakeDevices, parts: PartsGiven
) -> Response:
    """Make a code with which a machine becomes a device: told once, used once, within a quarter of an hour.

    A tablet or a keypad is named after its window.
    """
    new, actor = await look_at_hashes(make_code), who.actor
    command = replace(command_of(request, key, who, word=wanted, status=201), keeps_answer=False)

    def act(tx: HallTx, today: HallToday) -> PairingCode:
        if wanted.kind in AT_WINDOW:
            today.get_window(wanted.name)
        return offer_pairing(tx, wanted, new=new, actor=actor)

    return answer_of(await parts.office.do(command, act))


@router.get("", response_model=tuple[DeviceView, ...], responses=problems(401, 403))
async def look_at_devices(_who: MaySeeDevices, parts: PartsGiven) -> Response:
    """Every kiosk and display: when it was last heard, how it said that it was, what it is still to do."""
    now = parts.office.clock.now()
    return word_response(await parts.office.ask(lambda read, _today: list_devices(read, now=now)))


@router.get("/kiosks", response_model=tuple[KioskNow, ...], responses=problems(401, 403))
async def look_at_kiosks(_who: MaySeeState, parts: PartsGiven) -> Response:
    """Every kiosk, where it stands, and what somebody should see to at it: what clerks may know too."""
    now = parts.office.clock.now()
    return word_response(await parts.office.ask(lambda read, today: list_kiosks(read, today, now=now)))


@router.put("/me/health", response_model=HealthTaken, responses=problems(400, 401, 403, 409, 413, 503))
async def tell_health(request: Request, wanted: Health, key: Key, who: MayBeDevice, parts: PartsGiven) -> Response:
    """How this device is; the answer tells what it is asked to do. Nothing is remembered but the last word."""
    device = Device(role=who.role, name=who.name)
    command = replace(command_of(request, key, who, word=wanted), is_kept=False)
    return answer_of(await parts.office.do(command, lambda tx, _today: take_health(tx, device, wanted)))


@router.post("/me/tending", status_code=204, responses=problems(400, 401, 403, 409, 413, 503))
async def tell_tending(request: Request, wanted: TendingNote, key: Key, who: MayBeKiosk, parts: PartsGiven) -> Response:
    """What somebody did behind this kiosk's glass: opened the page for maintenance, typed a wrong PIN."""
    command = command_of(request, key, who, word=wanted, status=204)
    await parts.office.do(command, lambda tx, _today: note_tending(tx, who.name, wanted, origin=who.origin))
    return Response(status_code=204)


@router.post("/me/commands/{command_id}/answer", status_code=204, responses=problems(400, 401, 403, 404, 409, 413, 503))
async def answer(
    request: Request, command_id: Id, wanted: AnswerCommand, key: Key, who: MayBeKiosk, parts: PartsGiven
) -> Response:
    """What became of a command; the first answer holds."""
    command = command_of(request, key, who, word=wanted, status=204)
    await parts.office.do(
        command, lambda tx, _today: answer_command(tx, who.name, command_id, wanted, origin=who.origin)
    )
    return Response(status_code=204)


@router.post("/{kiosk}/commands", status_code=201, response_model=SentCommand, responses=_REFUSED)
async def send_command(
    request: Request, kiosk: str, wanted: CommandDevice, key: Key, who: MayCommandKiosk, parts: PartsGiven
) -> Response:
    """Ask a kiosk to close, to open again, to show a message, or to print a slip once more."""
    actor = who.actor
    return await do_once(
        request,
        parts,
        lambda tx, _today: command_kiosk(tx, kiosk, wanted, actor=actor),
        key=key,
        who=who,
        word=wanted,
        status=201,
    )


@router.delete("/{kind:device_kind}/{name}", status_code=204, responses=problems(400, 401, 403, 404, 409, 503))
async def revoke(
    request: Request, kind: DeviceKind, name: str, key: Key, who: MayMakeDevices, parts: PartsGiven
) -> Response:
    """End a device's token: within five seconds nothing is told to it any more, and its streams end."""
    actor = who.actor
    command = command_of(request, key, who, status=204)
    await parts.office.do(command, lambda tx, _today: end_device(tx, role=kind, name=name, actor=actor))
    parts.gate.forget()
    return Response(status_code=204)


async def _find_code(request: Request, wanted: PairRequest, key: str, parts: Parts) -> StoredCode:
    """Return the code that was typed; a wrong one makes everybody wait longer and longer."""
    parts.tries.assert_may_try(TRIES)
    now = parts.office.clock.now()
    codes = await parts.office.ask(lambda read, _today: list_candidates(read, now=now, key=key))
    code = await look_at_hashes(partial(find_typed, wanted.code, codes))
    if code is None:
        parts.tries.note_wrong(TRIES)
        if codes:
            counted = command_of(request, f"{key[:100]}-wrong", "pairing")
            await parts.office.do(counted, lambda tx, _today: note_wrong_code(tx))
        raise WrongCode
    parts.tries.note_right(TRIES)
    return code
