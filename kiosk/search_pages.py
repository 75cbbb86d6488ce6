"""The kiosk's own pages as something to be searched for: what people call them, and how that is read. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from hall.language import Language
from hall.places import RoomKind
from kiosk.flow import Screen
from kiosk.pinyin_vocabulary import Read
from kiosk.search_entries import OwnPage
from kiosk.search_slots import characters_of, is_han

OWN_PAGES = (Screen.NUMBER, Screen.APPOINTMENT, Screen.FLOORS, Screen.HOURS)
ROOMS = (RoomKind.TOILET, RoomKind.ACCESSIBLE_TOILET, RoomKind.LIFT, RoomKind.STAIRS, RoomKind.DESK, RoomKind.WAITING)
"""What can be asked for by name and is marked on the plans."""

LONGEST_WORD = 4
BETWEEN = ";"


class Reader:
    """Reads Chinese as the common words are read that it consists of."""

    def __init__(self, common: Sequence[Read]) -> None:
        """Take common words and characters with their readings, the usual ones first."""
        self._words = {text: reading for text, reading in reversed(common) if len(text) > 1}
        self._characters: dict[str, list[str]] = {}
        for text, reading in common:
            if len(text) == 1:
                self._characters.setdefault(text, []).append(reading)

    def read(self, words: str) -> str:
        """Return a reading as in `hall.places.SearchKeys`; a character that is not common is read as itself."""
        rest, sounds = characters_of(words), list[str]()
        while rest:
            word = next((rest[:n] for n in range(LONGEST_WORD, 1, -1) if rest[:n] in self._words), rest[0])
            known = self._words.get(word)
            sounds += known.split() if known else ["/".join(self._characters.get(word, [word]))]
            rest = rest[len(word) :]
        return " ".join(sounds)

    def spell(self, words: str) -> str:
        """Return how words are most likely typed in letters."""
        return "".join(sounds.split("/")[0] for sounds in self.read(words).split())


def list_own_pages(languages: Mapping[str, Language], reader: Reader) -> list[OwnPage]:
    """Return the pages that can be found, with their names and what people call them."""
    return [
        OwnPage(
            page_id=page,
            chinese=[(words, reader.read(words)) for words in _list_words(languages["zh"], page) if is_han(words)],
            english=_list_words(languages["en"], page),
        )
        for page in OWN_PAGES
    ]


def rooms_in(words: str, languages: Iterable[Language]) -> frozenset[RoomKind]:
    """Return the kinds of rooms that somebody speaks of, in whichever language."""
    tables = [(kind, language.text(f"search.rooms.{kind}").split(BETWEEN)) for language in languages for kind in ROOMS]
    return frozenset(kind for kind, names in tables if words and any(name in words.lower() for name in names))


def _list_words(language: Language, page: Screen) -> list[str]:
    name, others = language.text(f"kiosk.{page}.entry"), language.text(f"search.pages.{page}")
    return [name, *(words.strip() for words in others.split(BETWEEN))]
