"""OfflineKiosk: what a kiosk hands to the server by hand: permissions asked for, numbers given out under them."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

from hall.exchange import IssueRequest, Role
from hall.offline import (
    Adopted,
    Adoptions,
    AdoptNumbers,
    AskPermission,
    GivenPermission,
    OfflineNumber,
    Permission,
    SignedPermission,
)
from hall.ticket import IssuedTicket
from hall.visit_token import new_token
from hall.wire import from_json
from server.actions.adopt_offline import Adopter, adopt_offline
from server.actions.issue import issue
from server.actions.make_credentials import add_device
from server.actions.permit_offline import permit_offline
from server.store.hall_tx import Actor
from tests.server.lane_hall import PAGES, LaneHall

_KEYS = count(1)


def next_key() -> str:
    return f"offline-key-{next(_KEYS):05}"


def add_kiosk(hall: LaneHall, name: str) -> None:
    hall.run(lambda tx: add_device(tx, role=Role.KIOSK, name=name, replace=True))


def fingerprint(asked: IssueRequest) -> str:
    return f"issue {asked.matter_id}"


@dataclass
class OfflineKiosk:
    """One machine with a kiosk's credential."""

    hall: LaneHall
    name: str = "K2"
    installation: str = "aa11"
    given: GivenPermission | None = None
    tokens: dict[int, str] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        return Actor(kind=Role.KIOSK.value, name=self.name)

    @property
    def permission(self) -> Permission:
        assert self.given is not None
        return from_json(Permission, self.given.permission.body)

    @property
    def last(self) -> SignedPermission | None:
        return None if self.given is None else self.given.permission

    def ask(self, *, key: str | None = None, used_to: int = 0, begin_anew: bool = False) -> Permission:
        wanted = AskPermission(installation=self.installation, last=self.last, used_to=used_to, begin_anew=begin_anew)
        name, key = self.name, key or next_key()
        self.given = self.hall.do(
            GivenPermission,
            lambda tx, today: permit_offline(tx, today, wanted, kiosk=name, key=key, pages=PAGES),
        )
        return self.permission

    def number(
        self,
        value: int,
        *,
        at: datetime | None = None,
        matter_id: str = "insure",
        queue_id: str = "social",
        request_key: str | None = None,
        is_left: bool = False,
    ) -> OfflineNumber:
        at = at or self.hall.clock.now()
        return OfflineNumber(
            value=value,
            asked=IssueRequest(matter_id=matter_id),
            queue_id=queue_id,
            token=self.tokens.setdefault(value, new_token()),
            arrived_at=at,
            told_at=at,
            request_key=request_key,
            is_left=is_left,
        )

    def adopt(self, *numbers: OfflineNumber, under: SignedPermission | None = None) -> tuple[Adopted, ...]:
        permission = under or self.last
        assert permission is not None
        wanted = AdoptNumbers(permission=permission, numbers=numbers)
        adopter = Adopter(actor=self.actor, pages=PAGES, fingerprint_of=fingerprint)
        done = self.hall.do(Adoptions, lambda tx, today: adopt_offline(tx, today, wanted, adopter=adopter))
        return done.adopted

    def request_number(self, key: str, *, matter_id: str = "insure") -> IssuedTicket:
        """Ask for a number as a kiosk does that is online."""
        wanted, actor = IssueRequest(matter_id=matter_id), self.actor
        done = self.hall.submit(
            lambda tx, today: issue(tx, today, wanted, actor=actor, pages=PAGES),
            key=key,
            fingerprint=fingerprint(wanted),
        )
        return from_json(IssuedTicket, done.result(10).body)


def later(moment: datetime, **by: float) -> datetime:
    return moment + timedelta(**by)


def copied(kiosk: OfflineKiosk) -> OfflineKiosk:
    """Return a machine with a copy of a kiosk's disk."""
    return replace(kiosk, tokens={})
