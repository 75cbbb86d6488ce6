"""What is said of a number that is taken already: how it stands, and why something cannot be done. Pure."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hall.errors import HallError
from hall.language import Language
from hall.ticket import OPEN_STATES, PriorityClass, Ticket, TicketState
from kiosk.guide import Guide
from kiosk.own_number import JustDone, OwnNumber
from kiosk.ticket_words import class_name, desk_floor, has_priority, not_yet_phrase, place_phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A number in few words: the state as a heading, and what to do now. `is_urgent` when somebody waits for them."""

    title: str
    text: str
    is_urgent: bool = False


def standing_words(own: OwnNumber, language: Language, *, windows: str, zone: ZoneInfo) -> Standing:
    """Return how a number stands.

    Args:
        own: the number.
        language: the visitor's.
        windows: the windows to go to, in words.
        zone: the hall's, for times of day.
    """
    view, ticket = own.view, own.view.ticket
    if view.not_yet is not None:
        return Standing(
            title=language.text(f"kiosk.not_yet.{view.not_yet}_title"),
            text=not_yet_phrase(view.not_yet, ticket, zone, language),
        )
    state = str(ticket.state)
    if own.done is JustDone.CAME_BACK and ticket.state is TicketState.WAITING:
        state = "came_back" if view.calls_left is None else "came_back_calls"
    elif ticket.state is TicketState.WAITING and view.calls_left is not None:
        state = "waiting_calls"
    elif ticket.state is TicketState.OVERDUE and not view.may_come_back:
        state = "overdue_at_desk"
    facts = {"calls": view.calls_left or 0, "windows": windows, "times": ticket.call_count}
    return Standing(
        title=language.text(f"kiosk.own.{state}_title"),
        text=language.text(f"kiosk.own.{state}_text", **facts),
        is_urgent=ticket.state in {TicketState.CALLED, TicketState.OVERDUE},
    )


def then_words(ticket: Ticket, guide: Guide, language: Language) -> str:
    """Return where the visit goes on; without the matters: whoever only typed a number is not told what it is for."""
    stops = dict.fromkeys(place_phrase(guide.matter(matter_id), guide, language) for matter_id in ticket.then)
    if not stops or ticket.state not in OPEN_STATES:
        return ""
    return language.text("kiosk.own.then", stops=language.text("kiosk.legs.joint").join(stops))


def priority_words(own: OwnNumber, guide: Guide, language: Language) -> str:
    """Return that a class was given, or asked for and where its proof is shown; which one only to who has the slip."""
    ticket = own.view.ticket
    if ticket.state not in OPEN_STATES or not has_priority(ticket):
        return ""
    is_given = ticket.priority_class is not PriorityClass.NORMAL
    name = class_name(ticket.priority_class if is_given else ticket.priority_requested, language)
    who = language.text("kiosk.own.priority_of", name=name) if own.is_shown else ""
    key = "given" if is_given else "asked"
    return language.text(f"kiosk.own.priority_{key}", who=who, floor=desk_floor(ticket, guide, language))


def cancel_words(ticket: Ticket, language: Language, *, must_choose: bool) -> str:
    """Return what is lost with a number that is given up: all that it is for."""
    several = language.text("kiosk.cancel.several", count=len(ticket.then) + 1) if ticket.then else ""
    return several + language.text("kiosk.cancel.choose" if must_choose else "kiosk.cancel.text")


def fault_words(error: HallError | None, language: Language, *, typed: str = "") -> str:
    """Return why something could not be done, and what to do instead; empty when nothing failed."""
    if error is None:
        return ""
    key = f"kiosk.number.fault_{error.code}"
    return language.text(key if language.has(key) else "kiosk.number.fault_other", typed=typed)
