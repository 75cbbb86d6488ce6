"""The values that a note's template may name; pure."""

from collections.abc import Mapping

from hall.language import CODES, Language
from hall.places import Text
from printer.fields import clean_text
from printer.note import NoteSlip

WORDS_PREFIX = "paper.note."
"""Language keys below this are fields `say.<key>.<language>`."""

FULL_STOPS = "。."
"""Left out where a line of an item goes on after it."""

_BILINGUAL = ("hall", "title", "matter", "department", "lead")
_PLAIN = ("printed_at", "url")
BOX = "□ "


def list_note_fields(languages: Mapping[str, Language]) -> frozenset[str]:
    """Return every field name that a note's template may use with these languages."""
    words = (key.removeprefix(WORDS_PREFIX) for key in languages["zh"].texts if key.startswith(WORDS_PREFIX))
    names = (*_BILINGUAL, "items.head", "items.text", "tail.text", *(f"say.{word}" for word in words))
    return frozenset(_PLAIN) | {f"{name}.{code}" for name in names for code in CODES}


def read_note_fields(note: NoteSlip, languages: Mapping[str, Language]) -> dict[str, str]:
    """Return the values for one note; the n-th of a list (from 1) is `items.n.head.zh`, `tail.n.text.en`."""
    values = {"printed_at": f"{note.printed_at:%Y-%m-%d %H:%M}", "url": clean_text(note.url)}
    for code, language in languages.items():

        def say(text: Text, language: Language = language) -> str:
            return clean_text(language.of(text))

        values |= {f"{name}.{code}": say(getattr(note, name)) for name in _BILINGUAL}
        for number, item in enumerate(note.items, start=1):
            box = BOX if note.is_ticked_off and code == "zh" else ""
            values[f"items.{number}.head.{code}"] = box + say(item.head)
            lines = [say(line).rstrip(FULL_STOPS) for line in item.lines[:-1]] + [say(line) for line in item.lines[-1:]]
            values[f"items.{number}.text.{code}"] = language.text("paper.note.joint").join(lines)
        for number, text in enumerate(note.tail, start=1):
            values[f"tail.{number}.text.{code}"] = say(text)
        for key in language.texts:
            if key.startswith(WORDS_PREFIX):
                values[f"say.{key.removeprefix(WORDS_PREFIX)}.{code}"] = language.text(key)
    return values
