"""What a ticket says beside number, wait and way: where the visit goes on, what was asked for, how it stands. Pure."""

from zoneinfo import ZoneInfo

from hall.language import Language
from hall.places import Floor, MatterToday, RoomKind
from hall.ticket import IssuedTicket, NotYet, PriorityClass, Source, Ticket
from kiosk.guide import Guide
from kiosk.phrases import Tone, time_phrase, windows_phrase

MOST_NAMED = 3
"""Of more further matters the places are told, and how many are done there."""


def then_phrase(issued: IssuedTicket, guide: Guide, language: Language) -> str:
    """Return where the visit goes on after its first leg, place after place; empty when it ends there."""
    further = [guide.matter(leg.matter_id) for leg in issued.legs[1:]]
    if not further:
        return ""
    at_place: dict[str, list[str]] = {}
    for today in further:
        at_place.setdefault(place_phrase(today, guide, language), []).append(language.of(today.matter.name))
    stops = [_stop(place, names, language, is_named=len(further) <= MOST_NAMED) for place, names in at_place.items()]
    return language.text("kiosk.legs.then", stops=language.text("kiosk.legs.joint").join(stops))


def place_phrase(today: MatterToday, guide: Guide, language: Language) -> str:
    """Return the floor and windows of a matter; the guide desk where it has none."""
    where = guide.where(today)
    if where is None:
        return language.text("kiosk.legs.elsewhere")
    windows = windows_phrase(language, where.windows, Tone.LONG)
    return language.text("kiosk.legs.place", floor=language.of(where.floor.name), windows=windows)


def _stop(place: str, names: list[str], language: Language, *, is_named: bool) -> str:
    if is_named:
        return language.text("kiosk.legs.named", place=place, names=language.text("kiosk.legs.and").join(names))
    return place if len(names) == 1 else language.text("kiosk.legs.counted", place=place, count=len(names))


def has_priority(ticket: Ticket) -> bool:
    """Whether a priority class was given, or asked for."""
    return {ticket.priority_class, ticket.priority_requested} != {PriorityClass.NORMAL}


def priority_mark(ticket: Ticket, language: Language) -> str:
    """Return the mark of a class that was given, or asked for and not given yet."""
    is_given = ticket.priority_class is not PriorityClass.NORMAL
    name = class_name(ticket.priority_class if is_given else ticket.priority_requested, language)
    return language.text("kiosk.priority.given" if is_given else "kiosk.priority.asked", name=name)


def proof_phrase(ticket: Ticket, guide: Guide, language: Language) -> str:
    """Return where to show the proof of a class that was asked for and not given yet; else nothing."""
    is_open = has_priority(ticket) and ticket.priority_class is PriorityClass.NORMAL
    return language.text("kiosk.priority.slip_proof", floor=desk_floor(ticket, guide, language)) if is_open else ""


def desk_floor(ticket: Ticket, guide: Guide, language: Language) -> str:
    """Return the floor of the guide desk on the visitor's way: that of their windows, or else the nearest one's."""
    where = guide.where(guide.matter(ticket.matter_id))
    return nearest_desk_floor(guide, language, near=where.floor if where else None)


def nearest_desk_floor(guide: Guide, language: Language, *, near: Floor | None = None) -> str:
    """Return the floor of the guide desk, as it stands within a sentence: on a floor that is told, else the nearest."""
    desk = guide.find_room({RoomKind.DESK}, near=near)
    return language.text("kiosk.desk.on", floor=language.of(desk[0].name)) if desk else ""


def class_name(priority: PriorityClass, language: Language) -> str:
    """Return who a priority class is."""
    return language.text(f"rules.class.{priority}")


def notice_phrase(issued: IssuedTicket, guide: Guide, language: Language) -> str:
    """Return what else the visitor must know: of an appointment, of a class that was asked for, or nothing."""
    ticket = issued.ticket
    if ticket.source is Source.APPOINTMENT:
        return appointment_phrase(ticket, guide.zone, language)
    if has_priority(ticket) and ticket.priority_class is PriorityClass.NORMAL:
        name = class_name(ticket.priority_requested, language)
        floor = desk_floor(ticket, guide, language)
        return language.text("kiosk.priority.show_proof", name=name, floor=floor)
    return ""


def not_yet_phrase(not_yet: NotYet, ticket: Ticket, zone: ZoneInfo, language: Language) -> str:
    """Return why a waiting number may not be called yet, and when it may."""
    if not_yet is NotYet.TOO_EARLY:
        return appointment_phrase(ticket, zone, language)
    return language.text(f"kiosk.not_yet.{not_yet}", window=ticket.place.for_window or "")


def appointment_phrase(ticket: Ticket, zone: ZoneInfo, language: Language) -> str:
    """Return whether the visitor of an appointment came early, in time or late, and what follows from it."""
    slot, not_before = ticket.place.appointment_at, ticket.place.not_before
    if slot is None:
        return language.text("kiosk.appointment.late")
    time = time_phrase(slot, zone)
    if not_before is not None:
        return language.text("kiosk.appointment.early", time=time, since=time_phrase(not_before, zone))
    return language.text("kiosk.appointment.in_time", time=time)
