"""Who asks: the credential that came with a request, and what it may be used for."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from math import ceil
from time import monotonic
from typing import Annotated

from fastapi import Request, Security
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from hall.clock import Clock
from hall.errors import NotAllowed, NotSignedIn, TooManyRequests
from hall.exchange import STAFF_ROLES, Role
from server.actions.desk import Desk
from server.rules.rights import Right, may
from server.store.credentials import SEEN_EVERY, Session, find_device, find_session_by_token, hash_token
from server.store.hall_read import HallRead
from server.store.hall_tx import Actor
from server.store.reader import Reader
from server.web.buckets import Buckets
from server.web.refusals import note_of

COOKIE = "yinhao_session"
SECURE_COOKIE = "__Host-yinhao_session"
"""Under https only: the browser then refuses it from other hosts and over plain http."""

BELIEVED_S = 1.0
"""How long an answer of the database is believed: a device that was taken away has no access a second later. All that
ask meanwhile wait for the one look at the database, instead of each taking its own."""

CACHE_MOST = 10_000

UNKNOWN_PER_S, UNKNOWN_BURST = 20, 400
"""So many credentials that were not good lately are looked up for one address: a whole hall may come back at once."""

UNATTENDED = "yinhao-unattended"
"""A header of what a page asks by itself, while nobody touches it: it keeps no session open."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """A device, or someone on the staff.

    Attributes:
        desk: the window at which somebody is signed in, None at the hall's desk.
        origin: the network address from which this request came.
        credential: the hash of the token that came.
    """

    role: Role
    name: str
    session_id: str | None = None
    desk: Desk | None = None
    expires_at: datetime | None = None
    seen_at: datetime | None = None
    origin: str = ""
    credential: str | None = None

    @property
    def id(self) -> str:
        """Role and name in one word, for fingerprints."""
        return f"{self.role}:{self.name}"

    def may(self, right: Right) -> bool:
        """Whether it has a right."""
        return may(self.role, right)

    @property
    def place(self) -> str:
        """Where it asks from, for the access log: a clerk's name has no place there."""
        if self.desk is not None:
            return f"window:{self.desk.window_id}"
        return self.role.value if self.role in STAFF_ROLES else self.id

    @property
    def actor(self) -> Actor:
        """Who it is, as the audit trail names it."""
        return Actor(kind=self.role.value, name=self.name, origin=self.origin)

    def get_desk(self) -> Desk:
        """Return the window at which this person is signed in.

        Raises:
            NotAllowed: this is a device, or someone at the hall's desk.
        """
        if self.desk is None:
            raise NotAllowed(f"this {self.role} is signed in at no window")
        return replace(self.desk, origin=self.origin)


class Gate:
    """Finds out who asks."""

    def __init__(self, reader: Reader, clock: Clock, *, is_https: bool, note_seen: Callable[[str], object]) -> None:
        """Take the record to ask, whether pages are served under https, and who writes down that a session is used."""
        self._unknown, self._good = Buckets(per_s=UNKNOWN_PER_S, burst=UNKNOWN_BURST), set[str]()
        self._note_seen, self._seen = note_seen, dict[str, datetime]()
        self._reader = reader
        self._clock = clock
        self._known: dict[str, tuple[asyncio.Future[Principal | None], float]] = {}
        self.cookie_name = SECURE_COOKIE if is_https else COOKIE

    def is_good(self, token: str) -> bool:
        """Whether a token was good when it last came."""
        return hash_token(token) in self._good

    def forget(self) -> None:
        """Ask the record again for everyone: someone has signed in or out."""
        self._known.clear()

    async def find(self, request: Request) -> Principal | None:
        """Return who asks, by bearer token or else by cookie.

        Raises:
            NotAllowed: a cookie came with a change that another site may have sent.
        """
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if token and scheme.lower() == "bearer":
            return self._attended(request, await self._find(token.strip(), origin_of(request)))
        token = request.cookies.get(self.cookie_name, "")
        if not token:
            return None
        assert_same_site(request)
        return self._attended(request, await self._find(token, origin_of(request)))

    async def find_ended(self, credentials: Collection[str]) -> set[str]:
        """Return those of some credentials (hashes of tokens) that are good for nothing any more."""
        if not credentials:
            return set()
        return await self._reader.ask(lambda read: {each for each in credentials if self._look_up(read, each) is None})

    async def find_session_of_cookie(self, request: Request) -> str | None:
        """Return the session that a browser has already, None for none."""
        token = request.cookies.get(self.cookie_name, "")
        principal = await self._find(token, origin_of(request)) if token else None
        return None if principal is None else principal.session_id

    def _attended(self, request: Request, principal: Principal | None) -> Principal | None:
        """Have it written down, once in a while, that somebody makes use of a session; and return who it is."""
        if principal is None or principal.session_id is None or UNATTENDED in request.headers:
            return principal
        now, session_id = self._clock.now(), principal.session_id
        if now - self._seen.get(session_id, principal.seen_at or now) >= SEEN_EVERY:
            if len(self._seen) >= CACHE_MOST:
                self._seen.clear()
            self._seen[session_id] = now
            self._note_seen(session_id)
        return principal

    async def _find(self, token: str, origin: str) -> Principal | None:
        token_hash = hash_token(token)
        moment = monotonic()
        looking, until = self._known.get(token_hash, (None, 0.0))
        if looking is None or until < moment:
            if token_hash not in self._good and (wait_s := self._unknown.wait_s(origin)):
                raise TooManyRequests("too many credentials that nobody knows", retry_after_s=ceil(wait_s))
            looking = asyncio.ensure_future(self._reader.ask(lambda read: self._look_up(read, token_hash)))
            looking.add_done_callback(partial(self._forget_failed, token_hash))
            if len(self._known) >= CACHE_MOST:
                self._known.clear()
            self._known[token_hash] = (looking, moment + BELIEVED_S)
        found = looking.result() if looking.done() else await asyncio.shield(looking)
        if found is None:
            self._good.discard(token_hash)
        elif token_hash not in self._good:
            if len(self._good) >= CACHE_MOST:
                self._good.clear()
            self._good.add(token_hash)
        return found

    def _forget_failed(self, token_hash: str, looking: "asyncio.Future[Principal | None]") -> None:
        if looking.cancelled() or looking.exception() is not None:
            self._known.pop(token_hash, None)

    def _look_up(self, read: HallRead, token_hash: str) -> Principal | None:
        if (device := find_device(read, token_hash)) is not None:
            return Principal(role=device.role, name=device.name, credential=token_hash)
        session = find_session_by_token(read, token_hash, now=self._clock.now())
        if session is None:
            return None
        return Principal(
            role=session.role,
            name=session.clerk,
            session_id=session.session_id,
            desk=_desk_of(session),
            expires_at=session.expires_at,
            seen_at=session.seen_at,
            credential=token_hash,
        )


def _desk_of(session: Session) -> Desk | None:
    if session.window_id is None:
        return None
    return Desk(session_id=session.session_id, clerk=session.clerk, window_id=session.window_id, role=session.role)


def origin_of(request: Request) -> str:
    """Return the network address from which a request came: told by the proxy, where that is one we trust."""
    client = request.scope.get("client")
    return str(client[0])[:64] if client else ""


def assert_same_site(request: Request) -> None:
    """Check that a change made with a cookie was sent by our own page.

    Raises:
        NotAllowed: another site sent it, a form (which cannot send JSON), or a browser too old to tell.
    """
    if request.method in SAFE_METHODS:
        return
    content_type = request.headers.get("content-type")
    if content_type is not None and content_type.partition(";")[0].strip() != "application/json":
        raise NotAllowed("changes are made with JSON")
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site == "same-origin" or (origin and origin.partition("://")[2] == request.headers.get("host")):
        return
    raise NotAllowed("changes with a cookie are made from our own pages only")


class Needs:
    """A dependency of routes: whoever asks must have a right."""

    def __init__(self, right: Right) -> None:
        """Take the right."""
        self.right = right

    async def __call__(
        self,
        request: Request,
        _bearer: Annotated[HTTPAuthorizationCredentials | None, Security(HTTPBearer(auto_error=False))],
        _cookie: Annotated[str | None, Security(APIKeyCookie(name=COOKIE, auto_error=False))],
    ) -> Principal:
        """Return who asks; the last two parameters tell OpenAPI how. The audit trail is told who may not."""
        try:
            return await self.admit(request, request.app.state.gate)
        except NotAllowed as refusal:
            if (principal := await request.app.state.gate.find(request)) is not None:
                actor = replace(principal, origin=origin_of(request)).actor
                await request.app.state.refusals.note(note_of(request, actor, result=refusal.code))
            raise

    async def admit(self, request: Request, gate: Gate) -> Principal:
        """Return who asks.

        Raises:
            NotSignedIn: no valid credential came with the request.
            NotAllowed: it has not the right.
        """
        principal = await gate.find(request)
        if principal is None:
            raise NotSignedIn
        request.scope["principal"] = principal.place  # for the access log
        if not principal.may(self.right):
            raise NotAllowed(f"{principal.role}: has not the right {self.right}")
        return replace(principal, origin=origin_of(request))
