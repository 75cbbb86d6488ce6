"""Searching: results from the first letter on, typed on the kiosk's own pad: Chinese by pinyin, or English."""

from collections.abc import Sequence

from kivy.properties import BooleanProperty, StringProperty

from hall.ui.kv import load_kv
from kiosk.layout import Shape
from kiosk.pages import Section
from kiosk.pinyin_input import Candidate
from kiosk.screens.found import list_found, list_found_narrow, list_other_ways, list_windows_asked
from kiosk.screens.view import ScreenView
from kiosk.search_entries import Found, Kind
from kiosk.typing import Typed
from kiosk.widgets.candidate_strip import CandidateStrip  # noqa: F401  # search.kv names it
from kiosk.widgets.key_pad import KeyPad  # noqa: F401  # search.kv names it
from kiosk.widgets.list_card import Entry
from kiosk.widgets.nav_bar import NavBar  # noqa: F401  # search.kv names it
from kiosk.widgets.paged_list import PagedList  # noqa: F401  # search.kv names it

RESULTS = 60
CANDIDATES = 40
NEAREST = 2


class SearchView(ScreenView):
    """The query, what it may mean, what was found, and the pad; `is_lost`: nothing fits, other ways are shown."""

    shown = StringProperty()
    said = StringProperty()
    count = StringProperty()
    hint = StringProperty()
    typing = StringProperty("zh")
    is_lost = BooleanProperty(defaultvalue=False)
    has_candidates = BooleanProperty(defaultvalue=False)

    def __init__(self, **kwargs: object) -> None:
        """Begin with nothing typed."""
        self._candidates: tuple[Candidate, ...] = ()
        self._language = ""
        super().__init__(**kwargs)

    def come_on(self) -> None:
        """Show the visitor's query with its results from the first page on; who begins types in their own language."""
        language = self.reception.language.code
        if language != self._language or not self.reception.visit.query:
            self._language = self.typing = language
            self.ids.pad.show_letters()
        self._show(is_new=True)

    def refresh(self) -> None:
        """Show how the found matters' queues stand now."""
        self._show(is_new=False)

    def type_letter(self, letter: str) -> None:
        """Add a letter, a digit or a space."""
        self._type(self._typed.with_letter(letter))

    def choose(self, place: int) -> None:
        """Put a candidate in the place of the letters that it stands for."""
        self._type(self._typed.with_candidate(self._candidates[place], is_word=self.typing == "en"))

    def delete(self) -> None:
        """Take the last letter or character back."""
        self._type(self._typed.without_last())

    def clear(self) -> None:
        """Begin again."""
        self._type(Typed())

    def switch_typing(self) -> None:
        """Offer Chinese for the letters, or English words."""
        self.typing = "en" if self.typing == "zh" else "zh"
        self._show(is_new=False)

    @property
    def _typed(self) -> Typed:
        return Typed(self.reception.visit.query)

    def _type(self, typed: Typed) -> None:
        self.reception.type_query(typed.text)
        self._show(is_new=True)

    def _show(self, *, is_new: bool) -> None:
        typed = self._typed
        self.shown = typed.text if self.typing == "en" else typed.text.upper()
        self._candidates = self._list_candidates(typed)
        self.has_candidates = bool(self._candidates)
        hint = "go_on" if typed.text else f"hint_{self.typing}"
        self.hint = self.reception.language.text(f"kiosk.search.{hint}")
        self.ids.strip.show([each.text for each in self._candidates])
        show = self.ids.list.begin if is_new else self.ids.list.show
        show(self._sections(typed))

    def _list_candidates(self, typed: Typed) -> tuple[Candidate, ...]:
        finder, is_english = self.reception.finder, self.typing == "en"
        letters = typed.letters if is_english else typed.pinyin
        if not letters:
            return ()
        if is_english:
            return finder.list_completions(letters, limit=CANDIDATES)
        return finder.list_candidates(letters, before=typed.chinese, limit=CANDIDATES)

    def _sections(self, typed: Typed) -> Sequence[Section[Entry]]:
        """Return what fits; the most requested while nothing is typed; the nearest and other ways when nothing fits."""
        text, finder = self.reception.language.text, self.reception.finder
        prefers_english = self.typing == "en"
        self.count, self.said, self.is_lost = "", "", False
        if not typed.text.strip():
            self.said = text("kiosk.search.start")
            return (Section(name="", entries=self._entries(self._list_featured())),)
        found = finder.find(typed.text, limit=RESULTS, prefers_english=prefers_english)
        window = list_windows_asked(self.reception, typed.text)
        fitting = () if found and found[0].is_guess else found
        if window or fitting:
            entries = (*window, *self._entries(fitting))
            self.count = text(f"kiosk.search.{'one_result' if len(entries) == 1 else 'results'}", count=len(entries))
            return (Section(name="", entries=entries),)
        self.is_lost = True
        nearest = found[:NEAREST] or finder.find_nearest(typed.text, limit=NEAREST)
        said = text("kiosk.search.none", query=self.shown)
        self.said = said + "\n" + text("kiosk.search.nearest" if nearest else "kiosk.search.none_hint")
        ways = list_other_ways(self.reception)
        if self.shape == Shape.WIDE:  # not all of them fit one page there, and the people come first
            ways = tuple(reversed(ways))
        return (Section(name="", entries=(*self._entries(nearest), *ways)),)

    def _entries(self, found: tuple[Found, ...]) -> tuple[Entry, ...]:
        is_narrow = self.ids.list.columns > 1
        return (list_found_narrow if is_narrow else list_found)(self.reception, found)

    def _list_featured(self) -> tuple[Found, ...]:
        featured = self.reception.hall.guide.list_featured()
        return tuple(Found(kind=Kind.MATTER, found_id=today.matter.matter_id) for today in featured)


load_kv(__file__)
