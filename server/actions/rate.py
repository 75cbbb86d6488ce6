"""Rate: a visitor is invited when the visit is dealt with, and says once what to think of it.

The record tells that a visit was rated; neither an event nor any face tells by whom.
"""

from secrets import token_hex

from hall.errors import AlreadyRated, BadInput, UnknownRating, WrongState
from hall.rating import InHand, RateVisit, Settlement, SettleRating
from hall.rating_events import RatingSettled, RatingTaken, VisitRated
from hall.ticket import Ticket
from server.rules.hall_today import HallToday
from server.rules.rectifying import due_day
from server.store.hall_tx import VISITOR, Actor, HallTx
from server.store.ratings import (
    Given,
    Invitation,
    StoredRating,
    add_invitation,
    find_invitation,
    find_rating,
    save_given,
    save_in_hand,
    save_settlement,
    withdraw_invitation,
)


def invite(tx: HallTx, ticket: Ticket, *, clerk: str) -> None:
    """Ask the visitor of a visit that a window has just ended; once, also when it is ended again."""
    assert ticket.window_id is not None, "a window has dealt with it"
    if find_invitation(tx, ticket.ticket_id) is None:
        invitation = Invitation(
            ticket_id=ticket.ticket_id,
            business_date=ticket.business_date,
            window_id=ticket.window_id,
            clerk=clerk,
            matter_id=ticket.matter_id,
        )
        add_invitation(tx, invitation)


def uninvite(tx: HallTx, ticket: Ticket) -> None:
    """Take the invitation back of a visit that is not dealt with after all; an answer stays."""
    withdraw_invitation(tx, ticket.ticket_id)


def rate(tx: HallTx, today: HallToday, ticket_id: int, word: RateVisit) -> None:
    """Keep what the visitor of a visit gave.

    Raises:
        WrongState: the visit is not dealt with.
        AlreadyRated: it has its one rating.
        BadInput: reasons for dissatisfaction came with a good level.
    """
    invitation = find_invitation(tx, ticket_id)
    if invitation is None:
        raise WrongState("a visit is rated when a window has dealt with it")
    if invitation.is_given:
        raise AlreadyRated
    if word.grievances and not word.level.is_bad:
        raise BadInput("grievances go with dissatisfied and very_dissatisfied only")
    days = today.rules.rectify_days
    due = due_day(today.hours, today.business_date, working_days=days) if word.level.is_bad else None
    given = Given(
        rating_id=token_hex(8),
        level=word.level,
        grievances=tuple(dict.fromkeys(word.grievances)),
        comment=word.comment.strip(),
        due=due,
    )
    save_given(tx, ticket_id, given)
    tx.record(VisitRated(), actor=VISITOR)


def take_in_hand(tx: HallTx, today: HallToday, rating_id: str, *, actor: Actor) -> None:
    """Note who sees to a bad review from now on; nothing happens where that is so already.

    Raises:
        UnknownRating: there is none with this id.
        WrongState: it is no bad one, or is settled.
    """
    stored = _get_open(tx, rating_id)
    if stored.given.in_hand is not None and stored.given.in_hand.by == actor.name:
        return
    save_in_hand(tx, stored.of.ticket_id, InHand(on=today.business_date, by=actor.name))
    tx.record(RatingTaken(rating_id=rating_id), actor=actor)


def settle(tx: HallTx, today: HallToday, rating_id: str, word: SettleRating, *, actor: Actor) -> None:
    """Note what was done about a bad review.

    Raises:
        UnknownRating: there is none with this id.
        WrongState: it is no bad one, or is settled.
    """
    stored = _get_open(tx, rating_id)
    settlement = Settlement(on=today.business_date, by=actor.name, done=word.done)
    save_settlement(tx, stored.of.ticket_id, settlement)
    tx.record(RatingSettled(rating_id=rating_id, done=word.done), actor=actor)


def _get_open(tx: HallTx, rating_id: str) -> StoredRating:
    """Return a bad review that nobody has settled."""
    stored = find_rating(tx, rating_id)
    if stored is None:
        raise UnknownRating(f"no rating {rating_id}")
    if stored.given.due is None:
        raise WrongState("only the two lowest levels are settled")
    if stored.given.settlement is not None:
        raise WrongState(f"it was settled on {stored.given.settlement.on} by {stored.given.settlement.by}")
    return stored
