"""What the window console's two pages say: the sign-in, and a clerk's window. Pure; the scripts do the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from hall.events import WindowState
from hall.exchange import WindowChoice, WindowView
from hall.language import Language
from hall.places import Directory
from server.rules.parking import RETURNED
from server.web.doors import SIGN_IN
from server.web.finding import matter_to_find, queues_to_find, window_name, windows_to_find
from server.web.reasons import reasons_under
from server.web.rendering import as_plain, result_texts, texts_of

LONG_WAIT = timedelta(minutes=20)
"""From when the list marks a wait as long."""

REASONS = ("ended", "signed_out")
"""Why somebody comes to the sign-in who was signed in before; words of the address and language keys."""


CALL_REASONS = "rules.reason."
PAUSE_MINUTES = (5, 10, 15, 20, 30, 45, 60, 90, 120)
"""What a clerk may choose; the rule of the API is wider."""

NOT_A_CLERKS = ("came", "other")
"""Reasons of calls out of turn that are not offered: one has a button of its own, the other is whatever is written."""


@dataclass(frozen=True, slots=True)
class _Choice:
    window_id: str
    name: str
    note: str


def sign_in_facts(
    choices: Sequence[WindowChoice], language: Language, directory: Directory, *, reason: str | None
) -> dict[str, object]:
    """Return what `console_sign_in.html` draws from; windows by floor, in the hall's order."""
    return {
        "hall": directory.hall,
        "face": "console",
        "sign_ins": SIGN_IN,
        "floors": _by_floor(choices, language),
        "reason": reason if reason in REASONS else None,
        "data": {
            "time_zone": directory.hall.time_zone,
            "texts": sign_in_texts(language),
        },
    }


def sign_in_texts(language: Language) -> dict[str, str]:
    """Return what the script of the sign-in says."""
    return texts_of(language, "console", ("sign_in", "errors")) | result_texts(language)


def bar_texts(language: Language) -> dict[str, str]:
    """Return what the script of the call bar says."""
    return texts_of(language, "console", ("bar", "live", "acts", "errors")) | result_texts(language)


def bar_facts(view: WindowView | None, language: Language, directory: Directory) -> dict[str, object]:
    """Return what `call_bar.html` draws from; without a view it says where to sign in."""
    if view is None:
        return {"view": None, "window_name": language.of(directory.hall.name)}
    name = window_name(view.window_id, language)
    data = {
        "view": as_plain(view),
        "window_name": name,
        "language": language.code,
        "time_zone": directory.hall.time_zone,
        "rules": as_plain(directory.hall.rules),
        "queues": queues_to_find(directory, language),
        "windows": windows_to_find(directory, language),
        "matters": [matter_to_find(each, language) for each in directory.matters if each.handling.is_here],
        "texts": bar_texts(language),
    }
    return {"view": view, "window_name": name, "data": data}


def desk_texts(language: Language) -> dict[str, str]:
    """Return what the scripts of a clerk's window say; printers' faults in the words that kiosks have for staff."""
    sections = ("live", "acts", "boards", "kiosks", "classes", "why", "standing", "ask", "errors")
    return texts_of(language, "console", sections) | texts_of(language, "paper", ("fault",)) | result_texts(language)


def desk_facts(
    view: WindowView, language: Language, directory: Directory, *, languages: Mapping[str, Language]
) -> dict[str, object]:
    """Return what `console.html` draws from; `languages` are all, for reasons that visitors read in theirs."""
    title = next((each.name for each in directory.windows if each.window_id == view.window_id), None)
    name = window_name(view.window_id, language)
    chinese = languages["zh"]
    reasons = {kind: reasons_under(f"console.{kind}.", language, chinese) for kind in ("hold_reason", "pause_reason")}
    reasons["call_reason"] = reasons_under(CALL_REASONS, language, chinese, but=NOT_A_CLERKS)
    data = {
        "view": as_plain(view),
        "window_id": view.window_id,
        "window_name": name,
        "language": language.code,
        "time_zone": directory.hall.time_zone,
        "rules": as_plain(directory.hall.rules),
        "long_wait_minutes": LONG_WAIT // timedelta(minutes=1),
        "queues": queues_to_find(directory, language),
        "windows": windows_to_find(directory, language),
        "matters": [matter_to_find(each, language) for each in directory.matters if each.handling.is_here],
        "hold_reasons": reasons["hold_reason"],
        "held_for": [*reasons["hold_reason"], {"value": RETURNED, "label": language.text("console.held.returned")}],
        "pause_minutes": PAUSE_MINUTES,
        "pause_reasons": reasons["pause_reason"],
        "call_reasons": reasons["call_reason"],
        "stop_reasons": [
            {code: each.text(key) for code, each in languages.items()}
            for key in language.texts
            if key.startswith("console.stop_reason.")
        ],
        "texts": desk_texts(language),
    }
    return {"view": view, "window_name": name, "window_title": language.of(title) if title else "", "data": data}


def _by_floor(choices: Sequence[WindowChoice], language: Language) -> list[tuple[str, list[_Choice]]]:
    groups = groupby(choices, key=lambda choice: language.of(choice.floor))
    return [(floor, [_choice(each, language) for each in windows]) for floor, windows in groups]


def _choice(choice: WindowChoice, language: Language) -> _Choice:
    name = window_name(choice.window_id, language)
    if choice.name is not None:
        name = f"{name} {language.of(choice.name)}"
    state = "free" if choice.state is WindowState.CLOSED else "taken"
    return _Choice(choice.window_id, name, language.text(f"console.sign_in.{state}"))
