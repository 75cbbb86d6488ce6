"""What the visitor's phone page says for a VisitView; pure. `static/phone/main.js` keeps it true while it is open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from hall.exchange import LegAhead, VisitView
from hall.language import Language
from hall.places import Directory, Text
from hall.rating import Grievance, Level
from hall.rule_text import missed_call_text
from hall.ticket import FINAL_STATES, TicketState, WaitRange
from hall.wait_key import own_wait_key
from hall.window_spans import spans_of
from server.web.rendering import as_plain, texts_of

PLAIN_MOST, LONG_MOST = 4, 7
"""The most characters of a number that is told large, and of one that is told smaller."""


def phone_texts(language: Language) -> dict[str, str]:
    """Return what the script of the phone's page says; what the server draws into the page is not sent twice."""
    sections = ("live", "line", "errors")
    texts = texts_of(language, "phone", sections)
    titles = (f"{state}.title" for state in _TITLED)
    return texts | {key: language.texts[f"phone.{key}"] for key in (*_SAID, *titles)}


def visit_facts(
    view: VisitView, token: str, language: Language, directory: Directory, *, now: datetime
) -> dict[str, object]:
    """Return what `phone.html` draws from, beside the hall and the size of the text."""
    return {
        "view": view,
        "parts": parts_of(view),
        "slots": slots_of(view, language, now=now, zone=ZoneInfo(directory.hall.time_zone)),
        "title": title_of(view, language),
        "length": length_of(view.number),
        "place": place_of(view.floor, view.zone, view.windows, language),
        "legs": [_leg(leg, language) for leg in view.legs_left],
        "area": area_of(view.floor, view.zone, language),
        "missed": missed_call_text(directory.hall.rules, language),
        "levels": tuple(Level),
        "grievances": tuple(Grievance),
        "is_final": view.state in FINAL_STATES,
        "data": {
            "token": token,
            "now": now.isoformat(),
            "view": as_plain(replace(view, materials=())),  # drawn, and nothing that the script asks for
            "time_zone": directory.hall.time_zone,
            "texts": phone_texts(language),
        },
    }


def parts_of(view: VisitView) -> frozenset[str]:
    """Return the names for which elements are seen (`data-show`); the twin of partsOf in phone/main.js."""
    parts = {state_of(view)}
    if view.state in (TicketState.WAITING, TicketState.CALLED, TicketState.HELD):
        parts.add("to_place" if view.is_served and view.state is not TicketState.CALLED else "to_area")
    if view.state is TicketState.HELD:
        parts.add(_held_part(view))
    if view.state is TicketState.WAITING:
        parts |= _waiting_parts(view)
    if view.state is TicketState.OVERDUE:
        parts.add("may_come_back" if view.may_come_back else "needs_help")
    if view.may_rate:
        parts.add("may_rate")
    if view.is_rated:
        parts.add("is_rated")
    if view.state is TicketState.CALLED and view.call_count > 1:
        parts.add("called_again")
    return frozenset(parts)


def _held_part(view: VisitView) -> str:
    if not view.is_served:
        return "kept_closed"
    return "returned" if view.is_returned else "kept"


def _waiting_parts(view: VisitView) -> set[str]:
    if view.not_yet is not None:
        parts = {"not_yet", view.not_yet.value}
    else:
        parts = {_line_part(view), _wait_part(view)}
        if view.wait is not None and view.wait.high_min is None:
            parts.add("wait_long")
    if view.calls_left:
        parts |= {"due", "near"} if view.is_served else {"due"}
    return parts


def _line_part(view: VisitView) -> str:
    """Return what is told of the line: nobody is next, or should go near, while no window is open."""
    if view.people_ahead == 0:
        return "next" if view.is_served else "first"
    return "not_next"


def state_of(view: VisitView) -> str:
    """Return the name under which the page speaks of the state: an offline number that led to the desk has its own."""
    return view.state.value if view.astray is None else "astray"


def slots_of(view: VisitView, language: Language, *, now: datetime, zone: ZoneInfo) -> dict[str, str | int]:
    """Return the texts and figures that change while the page is open, by the name of their slot."""
    window = _numbered(view.window, language)
    return {
        "ahead": "" if view.people_ahead is None else language.text("phone.live.people", count=view.people_ahead),
        "not_yet": _not_yet(view, language, zone),
        "back": _back(view, language, now=now, zone=zone),
        "due": language.text("phone.live.due", count=view.calls_left or 0),
        "wait": _wait(view.wait, language),
        "window": language.text("phone.called.window", window=view.window or ""),
        "call": language.text("phone.called.again", count=view.call_count),
        "serving_at": language.text("phone.serving.at", window=window),
        "updated": language.text("phone.page.updated", time=f"{now.astimezone(zone):%H:%M}"),
        # One step more than people, so that the bar is never quite full before the call.
        "progress": max(0, view.people_ahead_at_issue - (view.people_ahead or 0)),
        "progress_max": view.people_ahead_at_issue + 1,
    }


def title_of(view: VisitView, language: Language) -> str:
    """Return the page's title: what a glance at the row of tabs should tell."""
    if view.state is TicketState.CALLED:
        return language.text("phone.live.title_called", number=view.number, window=_numbered(view.window, language))
    if view.state is TicketState.WAITING:
        if view.people_ahead is None or _line_part(view) == "first":
            return language.text("phone.live.title_not_yet", number=view.number)
        key = "title_waiting" if view.people_ahead else "title_next"
        return language.text(f"phone.live.{key}", number=view.number, count=view.people_ahead)
    state = language.text(f"phone.{state_of(view)}.title")
    return language.text("phone.live.title_other", number=view.number, state=state)


def length_of(number: str) -> str:
    """Return the class of a number by its length, for its size (`data-length`): `K12-031` is `long`, A012 has none."""
    if len(number) <= PLAIN_MOST:
        return ""
    return "long" if len(number) <= LONG_MOST else "longest"


def area_of(floor: Text, zone: Text | None, language: Language) -> str:
    """Return floor and zone in one line."""
    places = [floor] if zone is None else [floor, zone]
    return language.text("phone.go.separator").join(language.of(place) for place in places)


def place_of(floor: Text, zone: Text | None, windows: Sequence[str], language: Language) -> str:
    """Return floor, zone and windows in one line."""
    names = [area_of(floor, zone, language)]
    if windows:
        names.append(numbered(windows, language))
    return language.text("phone.go.separator").join(names)


def numbered(windows: Sequence[str], language: Language) -> str:
    """Return one window or several by their numbers."""
    key = "numbered" if len(windows) == 1 else "numbered_many"
    shortened = language.text("phone.page.and").join(in_ranges(windows))
    return language.text(f"phone.page.{key}", window=shortened, windows=shortened)


def in_ranges(windows: Iterable[str]) -> list[str]:
    """Shorten runs of three or more window numbers: 5, 6, 9, 10, 11 become 5, 6, 9–11; other names stay as they are."""
    numbers = [int(window) for window in windows if window.isdecimal()]
    others = [window for window in windows if not window.isdecimal()]
    return spans_of(numbers) + others


_TITLED = ("serving", "held", "overdue", "done", "no_show", "cancelled", "expired", "astray")
_SAID = (
    "page.numbered",
    "page.updated",
    "called.window",
    "called.again",
    "serving.at",
    "remind.on",
    "remind.text",
    "remind.silent",
    "give_up.four",
    "give_up.away",
)


@dataclass(frozen=True, slots=True)
class _Leg:
    place: str
    matter: str


def _leg(leg: LegAhead, language: Language) -> _Leg:
    return _Leg(place=place_of(leg.floor, None, leg.windows, language), matter=language.of(leg.matter))


def _numbered(window: str | None, language: Language) -> str:
    return "" if window is None else language.text("phone.page.numbered", window=window)


def _not_yet(view: VisitView, language: Language, zone: ZoneInfo) -> str:
    if view.not_yet is None:
        return ""
    since = "" if view.callable_from is None else f"{view.callable_from.astimezone(zone):%H:%M}"
    window = _numbered(view.windows[0] if view.windows else None, language)
    return language.text(f"phone.live.{view.not_yet}", since=since, window=window)


def _back(view: VisitView, language: Language, *, now: datetime, zone: ZoneInfo) -> str:
    if view.back_at is None or view.back_at <= now:
        return ""
    return language.text("phone.live.back", time=f"{view.back_at.astimezone(zone):%H:%M}")


def _wait_part(view: VisitView) -> str:
    """Return what is told of the wait: it, that no window is open, or that it is not known for the moment."""
    if view.wait is not None:
        return "wait_known"
    return "wait_unknown" if view.is_served else "no_window"


def _wait(wait: WaitRange | None, language: Language) -> str:
    if wait is None:
        return ""
    return language.text(f"phone.live.{own_wait_key(wait)}", low=wait.low_min, high=wait.high_min)
