"""The body of a matter's page when it is not handled in this hall: where to go instead, and no useless number."""

from kivy.app import App
from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from hall.line_break import break_lines
from hall.places import HandlingMode, MatterToday
from hall.ui.kv import load_kv
from hall.ui.label import width_px
from hall.ui.panel import Panel  # noqa: F401  # matter_elsewhere.kv names it
from kiosk.elsewhere import OtherPlace, find_elsewhere
from kiosk.layout import REACH_PX, Shape
from kiosk.screens.note_button import NoteButton  # noqa: F401  # matter_elsewhere.kv names it
from kiosk.text_sizes import list_sizes
from kiosk.widgets.fit_label import LINE_BOX_EM, SPARE_PX
from kiosk.widgets.material_lines import MaterialLines  # noqa: F401  # matter_elsewhere.kv names it
from kiosk.widgets.qr_code import QrCode  # noqa: F401  # matter_elsewhere.kv names it
from kiosk.widgets.sheet import Sheet

GAP_PX = 22
PADDING_PX, SPARE_ROW_PX = 14, 12
LEAST_PX = 28
TITLE_EM = 1.5
ONE_PLACE_PX, SEVERAL_PLACES_PX = 40, 34
"""Their sizes in usual text: for what to bring, places are not written smaller than so in any text."""
BELOW_PX = 198
"""From the lower edge of the glass to that of the body: the bar of ways back."""


class PlaceRow(BoxLayout):
    """A place to go to: its name and lines of address, hours, telephone and way; nothing to tap."""

    name = StringProperty()
    lines = StringProperty()
    icon = StringProperty("map-pin")
    size_px = NumericProperty(LEAST_PX)

    def height_of(self, size_px: float) -> float:
        """Return how high it is when all of its lines are written in a size."""
        lines, name = self.ids.lines, self.ids.name
        em = dp(size_px)

        def measure(run: str) -> float:
            return width_px(run, lines.font_name, em, is_bold=False)

        count = len(break_lines(self.lines, lines.width, measure))
        high = em * LINE_BOX_EM * (1 + (count - 1) * lines.line_height) + count * SPARE_PX
        return float(name.height + high)


class MatterElsewhere(Sheet):
    """Says why there is no number here, what to do and what to bring, and prints it.

    What to bring is told in full or, where a piece would be left out, as a count in the words of the print button.
    On a glass that lies what to bring is beside the one place there is (`is_beside`), or below all.
    """

    reception = ObjectProperty()
    headline = StringProperty()
    advice = StringProperty()
    online = StringProperty()
    places = ListProperty()
    places_px = NumericProperty()
    materials = ListProperty()
    papers_px = NumericProperty()
    papers_note = StringProperty()
    is_beside = BooleanProperty(defaultvalue=False)

    def __init__(self, **kwargs: object) -> None:
        """Write the places anew once they have their room."""
        super().__init__(**kwargs)
        self._refit = Clock.create_trigger(lambda _s: self.fit_rows())
        self.bind(height=self._refit, width=self._refit, shape=self._refit, online=self._refit, materials=self._refit)
        self.ids.head.bind(height=self._refit)

    def fill(self, today: MatterToday) -> None:
        """Show where the matter is handled."""
        words = find_elsewhere(today, self.reception.guide, self.reception.language)
        self.headline, self.advice = words.headline, words.advice
        self.online = today.matter.online or ""
        self.materials = [self.reception.language.of(material) for material in today.matter.materials]
        has_half = not App.get_running_app().is_large  # larger words need the whole width of a glass that lies
        self.is_beside = has_half and bool(self.materials) and not self.online and len(words.places) == 1
        if self.places != list(words.places):
            is_place = today.handling.mode in {HandlingMode.DELEGATED, HandlingMode.ORIGINAL_HALL}
            self._show_places(words.places, icon="map-pin" if is_place else "info")
        self.ids.print.show(self.reception.visit.note)

    def most_height(self) -> float:
        """Return how high places and papers may be: what the glass, or a reach, leaves below the headline."""
        gap, head, button = dp(GAP_PX), self.ids.head.height, self.ids.print.height
        if self.shape == Shape.WIDE:
            is_below_print = bool(self.online) and len(self.places) > 1
            return float(self.height - head - gap - (button + gap if is_below_print else 0))
        high = dp(REACH_PX - BELOW_PX - GAP_PX) if self.shape == Shape.LOW else self.height - head - 2 * gap
        return float(high - button - gap - (self.ids.online.height + gap if self.online else 0))

    def fit_rows(self) -> None:
        """Write all places in one size, the largest in which each of them and the papers are seen whole."""
        rows = [row for row in self.ids.rows.children if isinstance(row, PlaceRow)]
        if not rows:
            return
        theme, most = App.get_running_app().theme, self.most_height()
        above = 1 if self.ids.rows.orientation == "horizontal" else len(rows)
        sizes = list_sizes(theme.strong if len(rows) == 1 else theme.body, LEAST_PX)

        def needed(size_px: float) -> float:
            return float(above * max(row.height_of(size_px) for row in rows) + 2 * dp(PADDING_PX))

        wanted = self._papers_wanted() if self.shape == Shape.TALL or not self._is_aside() else 0.0
        room = most - (wanted + dp(GAP_PX) if wanted else 0)
        readable = [each for each in sizes if each >= (ONE_PLACE_PX if len(rows) == 1 else SEVERAL_PLACES_PX)]
        size_px = next((each for each in readable if needed(each) <= room), None)
        if size_px is None:
            size_px = next((each for each in sizes if needed(each) <= most), LEAST_PX)
            room = most
        for row in rows:
            row.size_px = size_px
        self.places_px = room if self.shape == Shape.WIDE else min(room, needed(size_px) + 2 * above * dp(SPARE_ROW_PX))
        self.papers_px = self._papers_room(most)
        count = 0 if self.papers_px else len(self.materials)
        self.papers_note = self.reception.language.text("kiosk.note.with_papers", count=count) if count else ""

    def _is_aside(self) -> bool:
        """Whether what to bring has a place of its own, and takes none of what is below the headline."""
        return bool(self.shape == Shape.LOW or (self.shape == Shape.WIDE and self.is_beside))

    def _papers_wanted(self, size_px: float | None = None) -> float:
        """Return how high what to bring is in one size, without one in that of the page's words."""
        body = App.get_running_app().theme.body
        if not self.materials:
            return 0.0
        columns = 1 if self.shape == Shape.TALL or self._is_aside() else 2
        lines = self.ids.papers.height_at(size_px or body, columns=columns)
        return float(lines + dp(body * TITLE_EM + 2 * PADDING_PX))

    def _papers_room(self, most: float) -> float:
        """Return how high what to bring is in the room that is left; not at all where a piece would be left out."""
        gap = dp(GAP_PX)
        left = most - self.places_px - gap
        if self.shape == Shape.LOW:
            above = self.ids.head.height + (self.ids.online.height + gap if self.online else 0)
            left = self.height - dp(REACH_PX - BELOW_PX) - above - 2 * gap
        elif self._is_aside():
            left = self.height - self.ids.print.height - gap
        is_whole = self.materials and self._papers_wanted(LEAST_PX) <= left
        return (left if self.shape == Shape.WIDE else min(self._papers_wanted(), left)) if is_whole else 0

    def _show_places(self, places: tuple[OtherPlace, ...], *, icon: str) -> None:
        self.places = places
        self.ids.rows.clear_widgets()
        for place in places:
            row = PlaceRow(name=place.name, lines="\n".join(place.lines), icon=icon)
            for widget in (row, row.ids.name, row.ids.lines):
                widget.bind(width=self._refit, height=self._refit)
            self.ids.rows.add_widget(row)


load_kv(__file__)
