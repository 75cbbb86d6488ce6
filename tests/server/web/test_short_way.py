import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Annotated, Any, cast

import pytest
from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.types import Message, Receive, Scope, Send

from hall.errors import NobodyWaiting, NotSignedIn
from hall.exchange import CancelRequest, Role
from server.web.application import list_routes
from server.web.auth import Principal
from server.web.guard import BODY_MOST_BYTES
from server.web.may import MayBeKiosk
from server.web.parts import Key, Parts, PartsGiven
from server.web.short_way import ShortWay, shorten

router = APIRouter()
KIOSK = Principal(role=Role.KIOSK, name="K1")
KEY = "abcdefgh"
BODY = '{"reason":"去"}'.encode()
THE_LONG_WAY = b"the long way"


@router.post("/things/any")
async def make_any(_who: MayBeKiosk, most: int = 3) -> Response:
    return Response(str(most))


@router.post("/things/{thing_id}")
async def make_thing(
    request: Request,
    thing_id: Annotated[int, Path(ge=1)],
    wanted: CancelRequest,
    key: Key,
    who: MayBeKiosk,
    parts: PartsGiven,
) -> Response:
    if thing_id == 404:
        raise NobodyWaiting("nobody at all")
    return Response(f"{request.method} {thing_id} {wanted.reason} {key} {who.name} {parts is PARTS}")


class Gate:
    """Lets in whoever names a role."""

    async def find(self, request: Request) -> Principal | None:
        role = request.headers.get("authorization")
        if role == "nobody":
            raise NotSignedIn
        return None if role is None else replace(KIOSK, role=Role(role))


PARTS = cast("Parts", type("OnlyGate", (), {"gate": Gate()})())


class LongWay:
    """Reads the body and answers that it did."""

    def __init__(self) -> None:
        self.body = b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        more = True
        while more:
            message = await receive()
            self.body += message.get("body", b"")
            more = message.get("more_body", False)
        await Response(THE_LONG_WAY)(scope, receive, send)


def ask(
    path: str = "/things/7",
    *,
    pieces: Iterable[bytes] = (BODY,),
    method: str = "POST",
    without: str = "",
    **headers: str,
) -> tuple[int, bytes, bytes]:
    """Return the status and body of the answer, and the body that the long way read."""
    long, come = LongWay(), list(pieces)
    usual = {
        "content_type": "application/json",
        "content_length": str(sum(map(len, come))),
        "idempotency_key": KEY,
        "authorization": "kiosk",
    }
    told = {name: value for name, value in {**usual, **headers}.items() if name != without}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": come.pop(0), "more_body": bool(come)}

    async def send(message: Message) -> None:
        sent.append(message)

    way = ShortWay(long, routes=cast("list[APIRoute]", router.routes), parts=PARTS)
    asyncio.run(way(_scope(method, path, told), receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent), long.body


def _scope(method: str, path: str, headers: Mapping[str, str]) -> dict[str, Any]:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": method, "path": path, "query_string": b"", "headers": raw}


def test_a_well_formed_request_is_answered_the_short_way() -> None:
    status, body, _ = ask()

    assert (status, body.decode()) == (200, "POST 7 去 abcdefgh K1 True")


def test_a_body_may_come_in_pieces() -> None:
    _, body, _ = ask(pieces=[BODY[:5], b"", BODY[5:]])

    assert body.decode() == "POST 7 去 abcdefgh K1 True"


def test_a_refusal_is_a_problem() -> None:
    status, body, _ = ask("/things/404")

    assert (status, b'"code":"nobody_waiting"' in body) == (409, True)


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("/things/7", {"without": "idempotency_key"}),
        ("/things/7", {"idempotency_key": "short"}),
        ("/things/7", {"idempotency_key": "with a space"}),
        ("/things/7", {"without": "content_type"}),
        ("/things/7", {"content_type": "text/plain"}),
        ("/things/7", {"without": "content_length"}),
        ("/things/7", {"content_length": str(BODY_MOST_BYTES + 1)}),
        ("/things/7", {"without": "authorization"}),
        ("/things/7", {"authorization": "nobody"}),
        ("/things/7", {"authorization": "display"}),
        ("/things/7", {"pieces": [b"{"]}),
        ("/things/7", {"pieces": [b'{"reason":', b"3}"]}),
        ("/things/7", {"pieces": [b'{"unknown":"x"}']}),
        ("/things/0", {}),
        ("/things/x", {}),
        ("/things/7/more", {}),
        ("/things/7", {"method": "PUT"}),
    ],
)
def test_anything_else_takes_the_long_way_with_all_of_its_body(path: str, changes: dict[str, Any]) -> None:
    sent = b"".join(changes.get("pieces", [BODY]))

    _, body, read = ask(path, **changes)

    assert (body, read) == (THE_LONG_WAY, sent)


def test_a_route_with_other_parameters_takes_the_long_way_and_hides_those_behind_it() -> None:
    _, body, _ = ask("/things/any")

    assert body == THE_LONG_WAY


def test_the_first_of_two_headers_of_a_name_holds() -> None:
    scope = _scope("POST", "/things/7", {"content_type": "application/json", "content_length": str(len(BODY))})
    scope["headers"] += [(b"authorization", b"kiosk"), (b"idempotency-key", b"first-key"), (b"idempotency-key", b"x")]
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": BODY, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(ShortWay(LongWay(), routes=cast("list[APIRoute]", router.routes), parts=PARTS)(scope, receive, send))

    assert b"first-key" in sent[1]["body"]


def test_what_a_hall_does_most_goes_the_short_way() -> None:
    short = {route.path for route in list_routes() if shorten(route, PARTS) is not None}

    window = "/api/v1/windows/{window_id}"
    often = {"/api/v1/tickets", "/api/v1/tickets/{ticket_id}/print", window, f"{window}/call-next", f"{window}/start"}
    assert often <= short
