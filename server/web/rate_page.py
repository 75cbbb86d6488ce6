"""What the rating tablet's page says, in both languages at once; pure. `static/rate/main.js` does the rest."""

from hall.language import Language
from hall.places import Directory
from hall.rating import Grievance, Level
from server.web.rendering import texts_of

MOUTHS = {
    Level.VERY_SATISFIED: "M17 37 Q32 58 47 37",
    Level.SATISFIED: "M20 40 Q32 50 44 40",
    Level.ACCEPTABLE: "M21 43 H43",
    Level.DISSATISFIED: "M20 46 Q32 37 44 46",
    Level.VERY_DISSATISFIED: "M18 49 Q32 31 46 49",
}
"""How a face of 64 by 64 looks; beside words, which say the same."""


def rate_facts(window_id: str, directory: Directory, *, zh: Language, en: Language) -> dict[str, object]:
    """Return what `rate.html` draws from."""
    return {
        "hall": directory.hall,
        "window_id": window_id,
        "zh": zh,
        "en": en,
        "levels": tuple(Level),
        "mouths": MOUTHS,
        "grievances": tuple(Grievance),
        "data": {
            "window_id": window_id,
            "time_zone": directory.hall.time_zone,
            "texts": rate_texts(zh),
            "english": rate_texts(en),
        },
    }


def rate_texts(language: Language) -> dict[str, str]:
    """Return what the script of the page says."""
    return texts_of(language, "rate", ("live", "errors"))


def rate_sign_in_facts(directory: Directory, language: Language) -> dict[str, object]:
    """Return what `board_sign_in.html` draws from for a tablet."""
    texts = texts_of(language, "rate", ("sign_in",))
    data = {
        "time_zone": directory.hall.time_zone,
        "texts": {key.removeprefix("sign_in."): text for key, text in texts.items()},
    }
    return {"hall": directory.hall, "theme": None, "face": "rate", "data": data}
