"""What the page says on which a supervisor tells all boards what to show. Pure; the script does the rest."""

from hall.exchange import Role
from hall.language import Language
from hall.places import Directory
from server.rules.rights import Right, may
from server.web.manage_page import sections_of
from server.web.rendering import result_texts, texts_of


def boards_facts(
    directory: Directory, language: Language, *, english: Language, role: Role | None
) -> dict[str, object]:
    """Return what `boards.html` draws from, for a role or for nobody; `ways` are the pages that one comes from.

    `emergency_en` stands beside an emergency that was written in Chinese only.
    """
    ways = () if role is None else (("desk", may(role, Right.WORK_AT_DESK)), ("manage", bool(sections_of(role))))
    return {
        "hall": directory.hall,
        "may_tell": role is not None and may(role, Right.TELL_BOARDS),
        "ways": [name for name, is_open in ways if is_open],
        "data": {
            "time_zone": directory.hall.time_zone,
            "texts": boards_texts(language),
            "emergency_en": english.text("boards.page.any_emergency"),
        },
    }


def boards_texts(language: Language) -> dict[str, str]:
    """Return what the script of the page says."""
    return texts_of(language, "boards", ("live", "ask", "errors")) | result_texts(language)
