"""What routes are given: the hall's office, the request's idempotency key, and how an act's answer goes out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.responses import Response

from hall.what_if import Finding, Question
from hall.wire import to_json
from server.actions.look_at_directory import DirectoryBoard
from server.actions.look_at_promises import PromiseBoard
from server.actions.look_at_rules import RuleBoard
from server.actions.office import Office
from server.actions.once import Act, Answer, Command
from server.actions.passwords import PasswordPolicy
from server.actions.sights import Sights
from server.feed.hall_source import HallFeed
from server.feed.streams import Streams
from server.feed.tail import Tail
from server.feed.visit_source import VisitFeed
from server.web.auth import Gate, Principal
from server.web.first_admin import FirstAdmin
from server.web.metrics import Metrics
from server.web.refusals import Refusals, note_of
from server.web.tries import PasswordTries

WhatIfDesk = Callable[[Question], Awaitable[Finding | None]]
"""Answers what somebody asks who manages the hall; None where nobody looks ahead, or too many ask."""

JSON = "application/json"
PRIVATE = {"Cache-Control": "no-store"}
"""Headers of everything that tells of a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeds:
    """Who is told what: boards, kiosks and consoles the hall's events, phones their visits."""

    hall: HallFeed
    hall_streams: Streams
    visits: VisitFeed
    visit_streams: Streams
    tail: Tail


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """All that the routes work with; made once by `server.app`."""

    office: Office
    sights: Sights
    gate: Gate
    feeds: Feeds
    tries: PasswordTries
    refusals: Refusals
    policy: PasswordPolicy
    first_admin: FirstAdmin
    metrics: Metrics
    rule_board: RuleBoard
    directory_board: DirectoryBoard
    promise_board: PromiseBoard
    what_if: WhatIfDesk
    is_https: bool


def parts_of(request: Request) -> Parts:
    """Return what a request's route works with."""
    parts: Parts = request.app.state.parts
    return parts


PartsGiven = Annotated[Parts, Depends(parts_of)]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=128,
        pattern=r"^[\x21-\x7e]+$",
        description="Made by the client before its first try and kept for every retry; a repeat gets the first answer.",
    ),
]


def command_of(request: Request, key: str, who: str | Principal, *, word: object = None, status: int = 200) -> Command:
    """Return the command that a request asks for: told apart from others by who asks, for what, with which words.

    A refusal of somebody with a credential is noted in the audit trail.
    """
    name, noted = (who, None) if isinstance(who, str) else (who.id, partial(note_of, request, who.actor))
    fingerprint = fingerprint_of(name, request.method, request.scope["path"], word)
    return Command(key=key, fingerprint=fingerprint, status=status, noted=noted)


def fingerprint_of(who: str, method: str, path: str, word: object) -> str:
    """Return what tells a request from every other."""
    told = f"{who} {method} {path}\n".encode()
    if word is not None:
        told += to_json(word)
    return sha256(told).hexdigest()


def answer_of(answer: Answer) -> Response:
    """Return an act's answer as it goes out."""
    return Response(answer.body, status_code=answer.status, media_type=JSON, headers=PRIVATE)


def word_response(word: object) -> Response:
    """Return a word that tells of the hall as it is at this moment."""
    return Response(to_json(word), media_type=JSON, headers=PRIVATE)


def tagged_response(request: Request, body: bytes, *, cache_control: str) -> Response:
    """Return bytes with their ETag, or 304 when the client has them."""
    tag = f'"{sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": cache_control}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=JSON, headers=headers)


async def do_once(  # noqa: PLR0913 -- a request is all of this
    request: Request, parts: Parts, act: Act, *, key: str, who: Principal, word: object = None, status: int = 200
) -> Response:
    """Do an act once for whoever asks, and return its answer as it goes out."""
    return answer_of(await parts.office.do(command_of(request, key, who, word=word, status=status), act))
