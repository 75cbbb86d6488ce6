"""From an issued ticket to its words on paper, in both languages. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from hall.language import Language
from hall.places import Floor, Room, RoomKind, Text
from hall.route import Route
from hall.route_text import describe_route
from hall.rule_text import when_missed_text
from hall.ticket import IssuedTicket, TicketState
from kiosk.cautions import Caution, caution_text, is_closing
from kiosk.guide import Guide, Where, points_on
from kiosk.offline.words import is_offline, offline_phrase
from kiosk.phrases import Tone, wait_phrase, windows_phrase
from kiosk.ticket_words import has_priority, not_yet_phrase, priority_mark, proof_phrase, then_phrase
from printer import RouteSketch, SketchBox, TicketSlip

SKETCHED = frozenset({RoomKind.LIFT, RoomKind.STAIRS, RoomKind.TOILET, RoomKind.ACCESSIBLE_TOILET, RoomKind.DESK})
"""Rooms that help a person to find the way; the rest would only blacken the sketch."""


def make_slip(
    issued: IssuedTicket,
    guide: Guide,
    languages: Mapping[str, Language],
    *,
    cautions: Sequence[Caution] = (),
    reprint_count: int = 0,
) -> TicketSlip:
    """Return what the ticket says on paper.

    Raises:
        KeyError: the matter is not in the directory, or not handled in this hall.
    """
    ticket, not_yet = issued.ticket, issued.not_yet
    today = guide.matter(ticket.matter_id)
    where = guide.where(today)
    if where is None:
        raise KeyError(f"matter {ticket.matter_id} is not handled in this hall")
    route = guide.find_route(where.windows)
    both, is_late = _Both(languages), is_closing(cautions)
    return TicketSlip(
        hall=guide.hall.name,
        number=ticket.number,
        matter=today.matter.name,
        department=guide.department(today.matter.department).name,
        floor=where.floor.name,
        zone=where.zone.name if where.zone else None,
        windows=both(lambda language: windows_phrase(language, where.windows, Tone.LONG)),
        people_ahead=issued.people_ahead,
        wait=both(lambda language: wait_phrase(language, issued.wait, is_late=is_late)) if issued.wait else None,
        caution=both(lambda language: caution_text(cautions, language, guide.zone)) if cautions else None,
        issued_at=ticket.arrived_at.astimezone(guide.zone),
        missed=both(lambda language: when_missed_text(guide.hall.rules, language)),
        url=issued.page_url,
        slip_code=issued.slip_code,
        directions=both(lambda language: describe_route(route, language)) if route else Text(zh="", en=""),
        sketch=_sketch(where, route, guide) if route else None,
        priority=both(lambda language: priority_mark(ticket, language)) if has_priority(ticket) else None,
        proof=both(lambda language: proof_phrase(ticket, guide, language)),
        then=both(lambda language: then_phrase(issued, guide, language)) if len(issued.legs) > 1 else None,
        not_yet=both(lambda language: not_yet_phrase(not_yet, ticket, guide.zone, language)) if not_yet else None,
        offline=both(lambda language: offline_phrase(ticket, language)) if is_offline(ticket) else None,
        reprint_count=reprint_count,
        ticket_id=ticket.ticket_id,
        is_overdue=ticket.state is TicketState.OVERDUE,
    )


class _Both:
    def __init__(self, languages: Mapping[str, Language]) -> None:
        self._languages = languages

    def __call__(self, say: Callable[[Language], str]) -> Text:
        return Text(zh=say(self._languages["zh"]), en=say(self._languages["en"]))


def _sketch(where: Where, route: Route, guide: Guide) -> RouteSketch:
    goals = {window.window_id for window in where.windows}
    windows = (
        SketchBox(place=window.place, label=window.window_id, is_goal=window.window_id in goals)
        for window in guide.directory.windows
        if window.floor == where.floor.floor_id
    )
    return RouteSketch(
        outline=where.floor.outline,
        boxes=(*(SketchBox(place=room.place, label=room.name.zh) for room in _sketched(where.floor)), *windows),
        path=points_on(route, where.floor),
    )


def _sketched(floor: Floor) -> Iterable[Room]:
    return (room for room in floor.rooms if room.kind in SKETCHED)
