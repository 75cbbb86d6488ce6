"""What the pages about passwords and the second factor say. Pure; the scripts do the rest."""

from hall.exchange import Role
from hall.language import Language
from hall.places import Directory
from server.web.doors import DOORS, SIGN_IN, doors_of, paths_by_role
from server.web.rendering import result_texts, texts_of


def password_facts(directory: Directory, language: Language, *, is_first: bool) -> dict[str, object]:
    """Return what `password.html` draws from; `is_first` for the hall's first admin, who has a code."""
    return {
        "hall": directory.hall,
        "is_first": is_first,
        "profile": directory.hall.passwords.value,
        "doors": [door.name for door in (doors_of(Role.ADMIN) if is_first else DOORS)],
        "data": {
            "is_first": is_first,
            "section": "staff",
            "doors": paths_by_role(),
            "time_zone": directory.hall.time_zone,
            "texts": password_texts(language),
        },
    }


def second_factor_facts(directory: Directory, language: Language, *, must: bool) -> dict[str, object]:
    """Return what `second_factor.html` draws from; `must` for whoever was led there by a sign-in that asks for it."""
    data = {"time_zone": directory.hall.time_zone, "texts": second_factor_texts(language)}
    return {"hall": directory.hall, "must": must, "doors": [door.name for door in SIGN_IN], "data": data}


def second_factor_texts(language: Language) -> dict[str, str]:
    """Return what the script of the page says."""
    return _texts_of_staff(language, ("factor",))


def password_texts(language: Language) -> dict[str, str]:
    """Return what the script of the page says."""
    return _texts_of_staff(language, ("password", "why"))


def _texts_of_staff(language: Language, own: tuple[str, ...]) -> dict[str, str]:
    texts = texts_of(language, "staff", (*own, "code", "errors", "wrong", "field"))
    return texts | result_texts(language)
