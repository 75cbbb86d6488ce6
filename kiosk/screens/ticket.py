"""The ticket: the number as large as the glass allows, its code, the wait, and the way to the window."""

from kivy.properties import NumericProperty, ObjectProperty, StringProperty

from hall.places import MatterToday
from hall.route import Route
from hall.route_text import describe_route
from hall.rule_text import missed_call_text
from hall.ticket import IssuedTicket
from hall.ui.kv import load_kv
from kiosk.guide import Where, points_on
from kiosk.phrases import Tone, around_phrase, people_phrase, wait_phrase, windows_phrase
from kiosk.plan_scale import corners
from kiosk.screens.plans import plan_of
from kiosk.screens.view import ScreenView
from kiosk.visit import PaperState
from kiosk.widgets.plan import Plan  # noqa: F401  # ticket.kv names it
from kiosk.widgets.qr_code import QrCode  # noqa: F401  # ticket.kv names it

CALM = frozenset({PaperState.PRINTING, PaperState.PRINTED})
"""States of the paper that need no advice."""


class TicketView(ScreenView):
    """The page of the ticket that this visitor has just got.

    The number is shown in the first frame; the code and the way are filled in by `fill_rest`, after it.
    """

    number = StringProperty()
    seconds_left = NumericProperty(0)
    paper_words = StringProperty()
    title = StringProperty()
    go_to = StringProperty()
    way = StringProperty()
    first_floor = StringProperty()
    floor_colour = StringProperty("ink")
    issued = ObjectProperty(None, allownone=True)

    def come_on(self) -> None:
        """Show the number; a page that comes back (after a change of language) is shown whole at once."""
        issued = self.reception.visit.issued
        if issued is None:
            raise RuntimeError("the ticket's page needs a ticket")
        is_back = self.issued is issued
        self.issued = issued
        self._fill_number(issued)
        self.refresh_paper()
        self.count_down()
        if is_back:
            self.fill_rest()
        else:
            self._empty_rest()

    def fill_rest(self) -> None:
        """Show the code and the way."""
        issued = self.reception.visit.issued
        if issued is None or self.issued is not issued:
            return
        self.ids.code.words = issued.page_url
        where = self.reception.hall.guide.where(self._matter(issued))
        if where is not None:
            self._fill_way(where)

    def refresh_paper(self) -> None:
        """Say what became of the paper."""
        state = self.reception.visit.paper
        language = self.reception.language
        self.title = language.text(f"kiosk.ticket.title_{state}")
        words = language.text(f"kiosk.ticket.paper_{state}", number=self.number)
        self.paper_words = "" if state in CALM else words
        self.ids.reprint.is_enabled = state is not PaperState.PRINTING

    def count_down(self) -> None:
        """Show how long this page will stay."""
        self.seconds_left = self.reception.solitude.seconds_left or 0

    def _matter(self, issued: IssuedTicket) -> MatterToday:
        today: MatterToday = self.reception.hall.guide.matter(issued.ticket.matter_id)
        return today

    def _fill_number(self, issued: IssuedTicket) -> None:
        language, guide = self.reception.language, self.reception.hall.guide
        today = self._matter(issued)
        department = guide.department(today.matter.department)
        self.number = issued.ticket.number
        self.ids.matter.words = language.of(today.matter.name)
        self.ids.department.words = " · ".join(
            [language.of(department.name), language.text(f"kiosk.mode.{today.handling.mode}")]
        )
        self.ids.ahead.value = people_phrase(language, issued.people_ahead)
        self.ids.wait.value = wait_phrase(language, issued.wait)
        self.ids.around.value = around_phrase(language, issued, guide.zone)
        self.ids.missed.words = missed_call_text(guide.hall.rules, language)

    def _empty_rest(self) -> None:
        self.ids.code.words = self.go_to = self.way = self.first_floor = ""
        self.ids.first_plan.shown = self.ids.plan.shown = None

    def _fill_way(self, where: Where) -> None:
        language, guide = self.reception.language, self.reception.hall.guide
        windows = windows_phrase(language, where.windows, Tone.LONG)
        self.floor_colour = where.floor.colour
        self.go_to = language.text("kiosk.ticket.go_to", floor=language.of(where.floor.name), windows=windows)
        route = guide.find_route(where.windows)
        self.way = describe_route(route, language) if route else ""
        self._draw_first_floor(where, route)
        self._draw_floor(where, route)

    def _draw_first_floor(self, where: Where, route: Route | None) -> None:
        """Draw the way to the lift when the windows are on another floor."""
        here = self.reception.hall.guide.here
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
        here = self.reception.hall.guide.here
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
