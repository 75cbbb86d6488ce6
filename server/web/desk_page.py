"""What the hall's desk says: the sign-in, and the guides' page. Pure; the scripts do the rest."""

from typing import get_args

from hall.desk import DeskView
from hall.events import EventBody
from hall.exchange import Role
from hall.language import Language
from hall.places import Directory
from hall.ticket import PriorityClass
from server.web.auth import Principal
from server.web.doors import SIGN_IN, doors_of
from server.web.finding import matter_to_find
from server.web.reasons import reasons_under
from server.web.rendering import as_plain, result_texts, texts_of

KINDS = tuple(kind.__name__ for kind in get_args(get_args(EventBody)[0]))
"""Every event there is: the page looks again after each."""

REASONS = ("ended", "signed_out", "not_here")
"""Why somebody comes to the sign-in; words of the address and language keys."""


def sign_in_facts_at(
    face: str, directory: Directory, language: Language, *, reason: str | None, role: Role | None
) -> dict[str, object]:
    """Return what `desk_sign_in.html` draws from.

    Args:
        face: whose it is, `desk`, `manage` or `waits`.
        directory: of the hall.
        language: of the reader.
        reason: why somebody comes here.
        role: of somebody who signed in and may not go on here; the page leads to where they may.
    """
    return {
        "hall": directory.hall,
        "face": face,
        "sign_ins": SIGN_IN,
        "doors": [] if role is None else [door.name for door in doors_of(role)],
        "reason": reason if reason in REASONS else None,
        "data": {
            "face": face,
            "time_zone": directory.hall.time_zone,
            "texts": guide_sign_in_texts(language) | texts_of(language, face, ("sign_in",)),
        },
    }


def guide_sign_in_texts(language: Language) -> dict[str, str]:
    """Return what the script of the sign-in says."""
    return texts_of(language, "desk", ("sign_in", "errors")) | result_texts(language)


def guide_texts(language: Language) -> dict[str, str]:
    """Return what the scripts of the guides' page say."""
    sections = ("live", "alerts", "acts", "classes", "ask", "errors")
    return texts_of(language, "desk", sections) | result_texts(language)


def guide_facts(
    view: DeskView, watcher: Principal, language: Language, directory: Directory, *, chinese: Language
) -> dict[str, object]:
    """Return what `desk.html` draws from; reasons are kept in Chinese."""
    data = {
        "view": as_plain(view),
        "language": language.code,
        "time_zone": directory.hall.time_zone,
        "kinds": ["snapshot", "resumed", *KINDS],
        "classes": [each.value for each in PriorityClass],
        "queues": [{"id": queue.queue_id, "name": language.of(queue.name)} for queue in directory.queues],
        "matters": [matter_to_find(each, language) for each in directory.matters if each.handling.is_here],
        "cancel_reasons": reasons_under("desk.cancel_reason.", language, chinese),
        "texts": guide_texts(language),
    }
    doors = [door for door in doors_of(watcher.role) if door.name != "desk"]
    return {"hall": directory.hall, "clerk": watcher.name, "doors": doors, "data": data}
