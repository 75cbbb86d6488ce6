"""Ratings in the record: invitations, what was given, what was done about bad ones."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, delete, select

from hall.rating import Grievance, InHand, Level, Settlement
from server.store.columns import from_yyyymmdd, to_yyyymmdd
from server.store.hall_read import HALL, AnyRow, HallRead
from server.store.hall_tx import OF_HALL, HallTx
from server.store.rating_table import rating

_rating = rating.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A visit whose visitor is asked."""

    ticket_id: int
    business_date: date
    window_id: str
    clerk: str
    matter_id: str
    is_given: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the visitor of a visit gave; `due` is the last day to settle a bad one."""

    rating_id: str
    level: Level
    grievances: tuple[Grievance, ...]
    comment: str
    due: date | None
    settlement: Settlement | None = None
    in_hand: InHand | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRating:
    """A rating with the visit that it is about."""

    of: Invitation
    given: Given


INVITATION = select(
    _rating.ticket_id, _rating.business_date, _rating.window_id, _rating.clerk, _rating.matter_id, _rating.level
).where(_rating.hall_id == HALL, _rating.ticket_id == bindparam("ticket_id"))
INVITED = select(_rating.ticket_id, _rating.level).where(
    _rating.hall_id == HALL, _rating.ticket_id.in_(bindparam("ticket_ids", expanding=True))
)
GIVEN_BETWEEN = (
    select(rating)
    .where(
        _rating.hall_id == HALL,
        _rating.business_date.between(bindparam("first"), bindparam("last")),
        _rating.level.is_not(None),
    )
    .order_by(_rating.business_date, _rating.rating_id)
)
BY_ID = select(rating).where(_rating.hall_id == HALL, _rating.rating_id == bindparam("rating_id"))
WITHDRAW = delete(rating).where(
    _rating.hall_id == OF_HALL, _rating.ticket_id == bindparam("of_ticket_id"), _rating.level.is_(None)
)
DROP_UNANSWERED = delete(rating).where(
    _rating.hall_id == OF_HALL, _rating.ticket_id <= bindparam("last"), _rating.level.is_(None)
)


def find_invitation(read: HallRead, ticket_id: int) -> Invitation | None:
    """Return the invitation of a visit, None when there is none."""
    row = read.find_row(INVITATION, ticket_id=ticket_id)
    return None if row is None else _invitation_of(row)


def find_asked(read: HallRead, ticket_ids: Collection[int]) -> dict[int, bool]:
    """Return which of some visits were invited, each with whether its rating is given."""
    if not ticket_ids:
        return {}
    rows = read.list_rows(INVITED, ticket_ids=list(ticket_ids))
    return {int(row.ticket_id): row.level is not None for row in rows}


def add_invitation(tx: HallTx, invitation: Invitation) -> None:
    """Invite the visitor of a visit."""
    tx.insert(
        rating,
        ticket_id=invitation.ticket_id,
        business_date=to_yyyymmdd(invitation.business_date),
        window_id=invitation.window_id,
        clerk=invitation.clerk,
        matter_id=invitation.matter_id,
    )


def withdraw_invitation(tx: HallTx, ticket_id: int) -> None:
    """Take an invitation back, unless it was answered."""
    tx.change(WITHDRAW, of_ticket_id=ticket_id)


def drop_unanswered(tx: HallTx, *, last: int) -> None:
    """Drop the invitations of tickets up to one, whose pages have ended."""
    tx.change(DROP_UNANSWERED, last=last)


def save_given(tx: HallTx, ticket_id: int, given: Given) -> None:
    """Keep what the visitor of a visit gave."""
    tx.update(
        rating,
        {"ticket_id": ticket_id},
        rating_id=given.rating_id,
        level=given.level.value,
        grievances=",".join(given.grievances),
        comment=given.comment,
        due=None if given.due is None else to_yyyymmdd(given.due),
    )


def save_settlement(tx: HallTx, ticket_id: int, settlement: Settlement) -> None:
    """Keep what was done about a bad review."""
    tx.update(
        rating,
        {"ticket_id": ticket_id},
        settled_on=to_yyyymmdd(settlement.on),
        settled_by=settlement.by,
        settled_how=settlement.done,
    )


def save_in_hand(tx: HallTx, ticket_id: int, in_hand: InHand) -> None:
    """Keep who sees to a bad review."""
    tx.update(rating, {"ticket_id": ticket_id}, taken_on=to_yyyymmdd(in_hand.on), taken_by=in_hand.by)


def find_rating(read: HallRead, rating_id: str) -> StoredRating | None:
    """Return the rating with an id, None when there is none."""
    row = read.find_row(BY_ID, rating_id=rating_id)
    return None if row is None else _rating_of(row)


def list_ratings(read: HallRead, first: date, last: date) -> list[StoredRating]:
    """Return the ratings of some business dates, in an order that tells nothing of when they came."""
    return [_rating_of(row) for row in read.list_rows(GIVEN_BETWEEN, first=to_yyyymmdd(first), last=to_yyyymmdd(last))]


def _invitation_of(row: AnyRow) -> Invitation:
    return Invitation(
        ticket_id=row.ticket_id,
        business_date=from_yyyymmdd(row.business_date),
        window_id=row.window_id,
        clerk=row.clerk,
        matter_id=row.matter_id,
        is_given=row.level is not None,
    )


def _rating_of(row: AnyRow) -> StoredRating:
    given = Given(
        rating_id=row.rating_id,
        level=Level(row.level),
        grievances=tuple(Grievance(word) for word in row.grievances.split(",") if word),
        comment=row.comment,
        due=None if row.due is None else from_yyyymmdd(row.due),
        settlement=_settlement_of(row),
        in_hand=None if row.taken_on is None else InHand(on=from_yyyymmdd(row.taken_on), by=row.taken_by),
    )
    return StoredRating(of=_invitation_of(row), given=given)


def _settlement_of(row: AnyRow) -> Settlement | None:
    if row.settled_on is None:
        return None
    return Settlement(on=from_yyyymmdd(row.settled_on), by=row.settled_by, done=row.settled_how)
