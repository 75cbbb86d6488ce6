"""The values that a template may name: those of the slip, and the ticket's own words in both languages; pure."""

import unicodedata

from hall.language import CODES, Language
from hall.places import Text
from printer.slip import TicketSlip

WORDS_PREFIX = "paper.ticket."
"""Language keys below this are fields `say.<key>.<language>`."""

_BILINGUAL = (
    "hall",
    "matter",
    "department",
    "floor",
    "windows",
    "missed",
    "directions",
    "zone",
    "wait",
    "priority",
    "proof",
    "then",
    "offline",
    "not_yet",
    "caution",
)
_PLAIN = ("number", "people_ahead", "issued_at", "url", "reprint_count", "sketch", "slip_code")

# Control characters and lone surrogates: no glyph, and Pillow refuses surrogates.
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})


def list_fields(languages: dict[str, Language]) -> frozenset[str]:
    """Return every field name that a template may use with these languages."""
    words = (key.removeprefix(WORDS_PREFIX) for key in languages["zh"].texts if key.startswith(WORDS_PREFIX))
    said = {f"say.{key}.{code}" for key in words for code in CODES}
    return frozenset(_PLAIN) | {f"{name}.{code}" for name in _BILINGUAL for code in CODES} | said


def read_fields(slip: TicketSlip, languages: dict[str, Language]) -> dict[str, str]:
    """Return the values for one ticket; what the slip does not have is an empty text."""
    values = {name: clean_text(value) for name, value in _plain_values(slip).items()}
    for name, text in _bilingual_values(slip).items():
        for language in languages.values():
            values[f"{name}.{language.code}"] = clean_text(language.of(text)) if text else ""
    for language in languages.values():
        facts = {name: values.get(f"{name}.{language.code}", values.get(name, "")) for name in (*_BILINGUAL, *_PLAIN)}
        for key in language.texts:
            if key.startswith(WORDS_PREFIX):
                values[f"say.{key.removeprefix(WORDS_PREFIX)}.{language.code}"] = language.text(key, **facts)
    return values


def clean_text(text: str) -> str:
    """Return a text of one line without characters that have no picture."""
    return "".join(" " if unicodedata.category(character) in _UNPRINTABLE else character for character in text)


def _plain_values(slip: TicketSlip) -> dict[str, str]:
    return {
        "number": slip.number,
        "people_ahead": "" if slip.people_ahead is None else str(slip.people_ahead),
        "issued_at": f"{slip.issued_at:%Y-%m-%d %H:%M}",
        "url": slip.url,
        "reprint_count": str(slip.reprint_count) if slip.reprint_count else "",
        "sketch": "sketch" if slip.sketch else "",
        "slip_code": slip.slip_code or "",
    }


def _bilingual_values(slip: TicketSlip) -> dict[str, Text | None]:
    return {
        "hall": slip.hall,
        "matter": slip.matter,
        "department": slip.department,
        "floor": slip.floor,
        "windows": slip.windows,
        "missed": slip.missed,
        "directions": slip.directions,
        "zone": slip.zone,
        "wait": slip.wait,
        "priority": slip.priority,
        "proof": slip.proof,
        "then": slip.then,
        "offline": slip.offline,
        "not_yet": slip.not_yet,
        "caution": slip.caution,
    }
