"""What the pages about passwords say. Pure; the scripts do the rest."""

from hall.language import Language
from hall.places import Directory
from server.web.rendering import texts_of


def password_facts(directory: Directory, language: Language, *, is_first: bool) -> dict[str, object]:
    """Return what `password.html` draws from; `is_first` for the hall's first admin, who has a code."""
    return {
        "hall": directory.hall,
        "is_first": is_first,
        "profile": directory.hall.passwords.value,
        "data": {"is_first": is_first, "time_zone": directory.hall.time_zone, "texts": password_texts(language)},
    }


def password_texts(language: Language) -> dict[str, str]:
    """Return what the script of the page says."""
    return texts_of(language, "staff", ("password", "why", "errors"))
