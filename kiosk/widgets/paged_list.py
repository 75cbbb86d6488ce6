"""PagedList: cards in rows, cut into pages by the room there is, turned by large controls below or beside them."""

from collections.abc import Callable, Sequence
from typing import Any

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from hall.ui.kv import load_kv
from kiosk.pages import Page, Section, make_pages, rows_that_fit
from kiosk.widgets.list_card import Entry, ListCard
from kiosk.widgets.pager import Pager  # noqa: F401  # paged_list.kv names it

MOST_STRETCH, MOST_STRETCH_OF_FEW = 1.25, 1.5
"""How far rows may grow to use the room that is left; a list that is short as a whole grows further."""


class PagedList(BoxLayout):
    """As many cards of `row_px` (design px) in `columns` as fit.

    `section` names the section of the page that is shown; showing other entries keeps the page where it can.
    `turns_beside`: the pager stands at the right of the cards. `has_why`: cards need a line more, for their `why`.
    """

    row_of: Callable[[], Any] = ListCard
    """What shows an entry: a widget with `show`."""

    columns = NumericProperty(1)
    row_px = NumericProperty(136)
    turns_beside = BooleanProperty(defaultvalue=False)
    has_why = BooleanProperty(defaultvalue=False)
    section = StringProperty()

    def __init__(self, **kwargs: object) -> None:
        """Lay the page out again whenever the room for it changes."""
        self._cards: list[Any] = []
        self._sections: Sequence[Section[Entry]] = ()
        self._pages: tuple[Page[Entry], ...] = ()
        self._lay_out = Clock.create_trigger(lambda _s: self._show_page(), -1)
        super().__init__(**kwargs)
        for name in ("row_px", "columns"):
            self.fbind(name, self._lay_out)

    def begin(self, sections: Sequence[Section[Entry]]) -> None:
        """Show other entries from their first page on."""
        self.ids.pager.page = 0
        self.show(sections)

    def show(self, sections: Sequence[Section[Entry]]) -> None:
        """Show the entries as they are now, on the page that is open."""
        self._sections = sections
        self._show_page()

    def lay_out(self) -> None:
        """Cut the pages anew before the next frame: the pager was turned, or the room has changed."""
        self._lay_out()

    def _show_page(self) -> None:
        grid, pager = self.ids.grid, self.ids.pager
        rows = self._rows_within(self._room(has_pager=False))
        if len(self._make_pages(rows)) > 1:
            rows = self._rows_within(self._room(has_pager=True))
        self._pages = self._make_pages(rows)
        grid.row_default_height = self._row_height(rows, room=self._room(has_pager=len(self._pages) > 1))
        pager.pages = max(1, len(self._pages))
        pager.page = min(pager.page, pager.pages - 1)
        page = self._pages[int(pager.page)] if self._pages else None
        self.section = page.section if page else ""
        self._fill(page.entries if page else ())

    def _room(self, *, has_pager: bool) -> float:
        """Return how high the cards may stand; what fits on one page needs no pager, which would take its room."""
        if self.turns_beside:
            return float(self.height)
        return float(self.height - self.spacing - (dp(self.ids.pager.row_px) if has_pager else 0))

    def _rows_within(self, room: float) -> int:
        return rows_that_fit(room, row_px=dp(self.row_px), gap_px=self.ids.grid.spacing[1])

    def _make_pages(self, rows: int) -> tuple[Page[Entry], ...]:
        return make_pages(self._sections, per_page=int(rows * self.columns))

    def _row_height(self, rows: int, *, room: float) -> float:
        """Return how high a row is: all rows of a list are the same, so that its pages look alike."""
        longest = max((len(section.entries) for section in self._sections), default=0)
        needed = max(1, -(-longest // int(self.columns)))
        stretch = MOST_STRETCH if needed > rows else MOST_STRETCH_OF_FEW
        gap = self.ids.grid.spacing[1]
        height = (room + gap) / min(rows, needed) - gap
        return float(min(height, dp(self.row_px) * stretch))

    def _fill(self, entries: Sequence[Entry]) -> None:
        while len(self._cards) < len(entries):
            self._cards.append(self.row_of())
        shown = self._cards[: len(entries)]
        for card, entry in zip(shown, entries, strict=True):
            card.show(entry)
        grid = self.ids.grid
        if list(reversed(grid.children)) != shown:
            grid.clear_widgets()
            for card in shown:
                grid.add_widget(card)


load_kv(__file__)
