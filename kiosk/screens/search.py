"""Searching by letters: results from the first one on, on a pad of the kiosk's own."""

from collections.abc import Sequence

from kivy.properties import StringProperty

from hall.ui.kv import load_kv
from kiosk.pages import Section
from kiosk.phrases import pill_phrase, queue_phrase
from kiosk.screens.view import ScreenView
from kiosk.search import Found, Kind
from kiosk.visit import Scope
from kiosk.widgets.key_pad import KeyPad  # noqa: F401  # search.kv names it
from kiosk.widgets.list_card import Entry
from kiosk.widgets.nav_bar import NavBar  # noqa: F401  # search.kv names it
from kiosk.widgets.paged_list import PagedList  # noqa: F401  # search.kv names it

RESULTS = 60
LONGEST_QUERY = 24


class SearchView(ScreenView):
    """The query, what was found, and the pad."""

    query = StringProperty()
    said = StringProperty()
    count = StringProperty()

    def come_on(self) -> None:
        """Show the visitor's query with its results from the first page on."""
        self._show(is_new=True)

    def refresh(self) -> None:
        """Show how the found matters' queues stand now."""
        self._show(is_new=False)

    def type_letter(self, letter: str) -> None:
        """Add a letter."""
        self._type((self.query + letter)[:LONGEST_QUERY])

    def delete(self) -> None:
        """Take the last letter back."""
        self._type(self.query[:-1])

    def clear(self) -> None:
        """Begin again."""
        self._type("")

    def _type(self, query: str) -> None:
        self.reception.type_query(query)
        self._show(is_new=True)

    def _show(self, *, is_new: bool) -> None:
        language = self.reception.language
        self.query = self.reception.visit.query
        is_english = language.code == "en"
        found = self.reception.finder.find(self.query, limit=RESULTS, prefers_english=is_english)
        self.said, self.count = self._say(len(found)), self._count(len(found))
        show = self.ids.list.begin if is_new else self.ids.list.show
        show(self._sections(found))

    def _say(self, count: int) -> str:
        text = self.reception.language.text
        if not self.query:
            return str(text("kiosk.search.start"))
        if not count:
            return "\n".join([text("kiosk.search.none", query=self.query), text("kiosk.search.none_hint")])
        return ""

    def _count(self, count: int) -> str:
        if not count:
            return ""
        text = self.reception.language.text
        return str(text("kiosk.search.one_result" if count == 1 else "kiosk.search.results", count=count))

    def _sections(self, found: Sequence[Found]) -> Sequence[Section[Entry]]:
        entries = tuple(
            self._matter(each.found_id) if each.kind is Kind.MATTER else self._department(each.found_id)
            for each in found
        )
        return (Section(name="", entries=entries),)

    def _matter(self, matter_id: str) -> Entry:
        language, guide = self.reception.language, self.reception.hall.guide
        today = guide.matter(matter_id)
        where = guide.where(today)
        department = language.of(guide.department(today.matter.department).name)
        standing = queue_phrase(language, self.reception.hall.queue_of(today))
        return Entry(
            key=f"search.result.{matter_id}",
            name=language.of(today.matter.name),
            line=" · ".join([standing if where else language.text(f"kiosk.mode.{today.handling.mode}"), department]),
            pill=pill_phrase(language, where) if where else "",
            colour=where.floor.colour if where else "ink",
            act=lambda: self.reception.choose_matter(matter_id),
        )

    def _department(self, department_id: str) -> Entry:
        language, guide = self.reception.language, self.reception.hall.guide
        department = guide.department(department_id)
        where = guide.where_department(department_id)
        return Entry(
            key=f"search.department.{department_id}",
            name=language.of(department.name),
            line=language.text("kiosk.search.department"),
            icon=department.icon,
            pill=pill_phrase(language, where) if where else "",
            colour=where.floor.colour if where else "ink",
            act=lambda: self.reception.open_matters(Scope(department_id=department_id)),
        )


load_kv(__file__)
