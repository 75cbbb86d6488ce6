"""The body of a matter's page when it is not handled in this hall: where to go instead, and no useless number."""

from kivy.app import App
from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import ListProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from hall.line_break import break_lines
from hall.places import HandlingMode, MatterToday
from hall.ui.kv import load_kv
from hall.ui.label import width_px
from hall.ui.panel import Panel  # noqa: F401  # matter_elsewhere.kv names it
from kiosk.elsewhere import OtherPlace, find_elsewhere
from kiosk.layout import REACH_PX, Shape
from kiosk.screens.note_button import NoteButton  # noqa: F401  # matter_elsewhere.kv names it
from kiosk.widgets.fit_label import LINE_BOX_EM, SHRINK, SPARE_PX
from kiosk.widgets.qr_code import QrCode  # noqa: F401  # matter_elsewhere.kv names it
from kiosk.widgets.sheet import Sheet

HEAD_PX, WIDE_HEAD_PX, BUTTON_PX, GAP_PX = 190, 146, 132, 22
LEAST_PX = 28
BELOW_PX = 198
"""From the lower edge of the glass to that of the body: the bar of ways back."""


class PlaceRow(BoxLayout):
    """A place to go to: its name and lines of address, hours, telephone and way; nothing to tap."""

    name = StringProperty()
    lines = StringProperty()
    icon = StringProperty("map-pin")
    size_px = NumericProperty(LEAST_PX)

    def holds(self, size_px: float) -> bool:
        """Whether all of its lines are seen at a size."""
        lines, name = self.ids.lines, self.ids.name
        em = dp(size_px)

        def measure(run: str) -> float:
            return width_px(run, lines.font_name, em, is_bold=False)

        count = len(break_lines(self.lines, lines.width, measure))
        high = em * LINE_BOX_EM * (1 + (count - 1) * lines.line_height) + count * SPARE_PX
        return bool(name.height + high <= self.height)


class MatterElsewhere(Sheet):
    """Says why there is no number here, what to do, and prints it."""

    reception = ObjectProperty()
    headline = StringProperty()
    advice = StringProperty()
    online = StringProperty()
    places = ListProperty()

    def __init__(self, **kwargs: object) -> None:
        """Write the places anew once they have their room."""
        super().__init__(**kwargs)
        self._refit = Clock.create_trigger(lambda _s: self.fit_rows())

    def fill(self, today: MatterToday) -> None:
        """Show where the matter is handled."""
        words = find_elsewhere(today, self.reception.guide, self.reception.language)
        self.headline, self.advice = words.headline, words.advice
        self.online = today.matter.online or ""
        if self.places != list(words.places):
            is_place = today.handling.mode in {HandlingMode.DELEGATED, HandlingMode.ORIGINAL_HALL}
            self._show_places(words.places, icon="map-pin" if is_place else "info")
        self.ids.print.show(self.reception.visit.note)

    def places_height(self, wanted: float, high: float, online: float) -> float:
        """Return how high the places are: all that is left on a glass that lies, else no more than they need."""
        if self.shape == Shape.LOW:
            high = dp(REACH_PX - BELOW_PX + HEAD_PX + 2 * GAP_PX)
        below = online + dp(GAP_PX) if online else 0
        if self.shape == Shape.WIDE:
            return float(high - dp(WIDE_HEAD_PX + GAP_PX) - below)
        return float(min(wanted, high - dp(HEAD_PX + BUTTON_PX + 3 * GAP_PX) - below))

    def fit_rows(self) -> None:
        """Write all places in one size: the largest in which each of them is seen whole."""
        rows = [row for row in self.ids.rows.children if isinstance(row, PlaceRow)]
        most_px = App.get_running_app().theme.strong if len(rows) == 1 else App.get_running_app().theme.body
        sizes = [max(LEAST_PX, round(most_px * factor)) for factor in SHRINK]
        size_px = next((each for each in sizes if all(row.holds(each) for row in rows)), LEAST_PX)
        for row in rows:
            row.size_px = size_px

    def _show_places(self, places: tuple[OtherPlace, ...], *, icon: str) -> None:
        self.places = places
        self.ids.rows.clear_widgets()
        for place in places:
            row = PlaceRow(name=place.name, lines="\n".join(place.lines), icon=icon)
            for widget in (row, row.ids.name, row.ids.lines):
                widget.bind(width=self._refit, height=self._refit)
            self.ids.rows.add_widget(row)


load_kv(__file__)
