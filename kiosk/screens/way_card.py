"""WayCard: where to go, the way there in words and drawn from this kiosk, by the lift or by the stairs."""

from kivy.app import App
from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from hall.plan_scale import corners
from hall.route import Route
from hall.route_text import describe_route
from hall.ui.kv import load_kv
from hall.ui.panel import Panel
from kiosk.guide import Where, points_on
from kiosk.phrases import Tone, windows_phrase
from kiosk.screens.plans import plan_of
from kiosk.text_sizes import list_sizes
from kiosk.visit import Reading
from kiosk.widgets.control import SoftButton  # noqa: F401  # way_card.kv names it
from kiosk.widgets.figure_line import FigureLine  # noqa: F401  # way_card.kv names it
from kiosk.widgets.plan import LEAST_HIGH_PX, Plan  # noqa: F401  # way_card.kv names Plan


class WayCard(Panel):
    """Filled by the screen; empty until then, so that a number may be shown a frame before it.

    With less room than `both_px` (design px) for plans, only that of the floor where the windows are is drawn.
    """

    reception = ObjectProperty()
    both_px = NumericProperty(0)
    go_to = StringProperty()
    way = StringProperty()
    then = StringProperty()
    first_floor = StringProperty()
    floor_colour = StringProperty("ink")
    has_choice = BooleanProperty(defaultvalue=False)
    is_by_stairs = BooleanProperty(defaultvalue=False)
    rest_px = NumericProperty(0)

    def __init__(self, **kwargs: object) -> None:
        """See anew whether there is room for a plan whenever the card or its words change."""
        self._arrange = Clock.create_trigger(lambda _s: self.arrange(), -1)
        super().__init__(**kwargs)
        self.fbind("height", self._arrange)

    def on_kv_post(self, _base: Widget) -> None:
        """Look at its parts, too, now that they are there."""
        self.ids.way.bind(width=self._arrange, words=self._arrange, most_px=self._arrange, usual_px=self._arrange)
        for part in (self.ids.go_to, self.ids.then):
            part.bind(height=self._arrange)

    def arrange(self) -> None:
        """Give the way in words what no plan could be drawn in: `rest_px`, 0 where there is a plan."""
        way, box = self.ids.way, self.ids.box
        taken = self.ids.go_to.height + self.ids.then.height + 3 * box.spacing + box.padding[1] + box.padding[3]
        room = self.height - taken
        theme = App.get_running_app().theme
        sizes = (way.height_in(way.width, dp(size)) for size in list_sizes(theme.body, way.least_px))
        least = next((high for high in sizes if high is not None and high <= way.usual_px), way.usual_px)
        has_plan = room - max(least, self.ids.switch.height) >= dp(LEAST_HIGH_PX)
        self.rest_px = 0 if has_plan else max(room, 0)

    def clear(self) -> None:
        """Show nothing."""
        self.go_to = self.way = self.then = self.first_floor = ""
        self.has_choice = False
        self.ids.first_plan.shown = self.ids.plan.shown = None

    def fill(self, where: Where, *, then: str = "") -> None:
        """Show the way to some windows, and in a line where the visit goes on after them."""
        language, guide = self.reception.language, self.reception.guide
        windows = windows_phrase(language, where.windows, Tone.LONG)
        zone = language.of(where.zone.name) if where.zone else ""
        floor = language.text("kiosk.way.floor_zone", floor=language.of(where.floor.name), zone=zone).strip()
        self.floor_colour, self.then = where.floor.colour, then
        self.go_to = language.text("kiosk.ticket.go_to", floor=floor, windows=windows)
        by_lift, by_stairs = (guide.find_route(where.windows, by_stairs=by_stairs) for by_stairs in (False, True))
        sits = Reading.LOW in self.reception.visit.reading
        self.has_choice = bool(by_lift and by_stairs and not by_stairs.step_free) and not sits
        self.is_by_stairs = self.has_choice and self.reception.visit.by_stairs
        route = by_stairs if self.is_by_stairs or by_lift is None else by_lift
        self.way = describe_route(route, language) if route else ""
        self._draw_first_floor(where, route)
        self._draw_floor(where, route)

    def _draw_first_floor(self, where: Where, route: Route | None) -> None:
        """Draw the way to the lift when the windows are on another floor."""
        here = self.reception.guide.here
        points = points_on(route, here[0]) if here and here[0] != where.floor else ()
        if not here or not points:
            self.first_floor, self.ids.first_plan.shown = "", None
            return
        self.first_floor = self.reception.language.of(here[0].name)
        self.ids.first_plan.shown = plan_of(
            here[0],
            self.reception,
            route=points,
            here=points[0],
            focus=(*points, here[1].at),
            least_m=24.0,
            title=self.first_floor,
        )

    def _draw_floor(self, where: Where, route: Route | None) -> None:
        here = self.reception.guide.here
        points = points_on(route, where.floor)
        edges = tuple(corner for window in where.windows for corner in corners(window.place))
        self.ids.plan.shown = plan_of(
            where.floor,
            self.reception,
            goals=tuple(window.window_id for window in where.windows),
            route=points,
            here=points[0] if points and here and here[0] == where.floor else None,
            focus=(*points, *edges) if points else (),
            least_m=30.0,
            title=self.reception.language.of(where.floor.name),
        )


load_kv(__file__)
