"""The ticket: the number as large as the glass allows, its code, the wait, and the way to the window."""

from kivy.app import App
from kivy.properties import NumericProperty, ObjectProperty, StringProperty

from hall.places import Floor, MatterToday
from hall.route import Route
from hall.route_text import describe_route
from hall.ticket import IssuedTicket
from hall.ui.kv import load_kv
from kiosk.guide import Where
from kiosk.phrases import Tone, around_phrase, people_phrase, wait_phrase, windows_phrase
from kiosk.plan_scale import corners
from kiosk.screens.view import ScreenView
from kiosk.visit import PaperState
from kiosk.widgets.plan import Plan  # ticket.kv names it
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
        where = self.reception.guide.where(self._matter(issued))
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
        return self.reception.guide.matter(issued.ticket.matter_id)

    def _fill_number(self, issued: IssuedTicket) -> None:
        language, guide = self.reception.language, self.reception.guide
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
        self.ids.missed.words = language.text("kiosk.ticket.missed", calls=guide.hall.rules.max_calls)

    def _empty_rest(self) -> None:
        self.ids.code.words = self.go_to = self.way = self.first_floor = ""
        for plan in (self.ids.first_plan, self.ids.plan):
            plan.opacity = 0

    def _fill_way(self, where: Where) -> None:
        language, guide = self.reception.language, self.reception.guide
        windows = windows_phrase(language, where.windows, Tone.LONG)
        self.floor_colour = where.floor.colour
        self.go_to = language.text("kiosk.ticket.go_to", floor=language.of(where.floor.name), windows=windows)
        route = guide.find_route(where.windows)
        self.way = describe_route(route, language) if route else ""
        self._draw_first_floor(where, route)
        self._draw_floor(where, route)

    def _draw_first_floor(self, where: Where, route: Route | None) -> None:
        """Draw the way to the lift when the windows are on another floor."""
        self.first_floor = ""
        here = self.reception.guide.here
        if here is None or route is None or here[0].floor_id == where.floor.floor_id:
            return
        leg = next((leg for leg in route.legs if leg.floor == here[0].floor_id), None)
        if leg is not None:
            self.first_floor = self.reception.language.of(here[0].name)
            focus = [*leg.points, here[1].at]
            self._show(self.ids.first_plan, here[0], goals=[], route=leg.points, focus=focus, here=leg.points[0])

    def _draw_floor(self, where: Where, route: Route | None) -> None:
        guide = self.reception.guide
        legs = [leg for leg in route.legs if leg.floor == where.floor.floor_id] if route else []
        points = legs[-1].points if legs else ()
        starts_here = guide.here is not None and guide.here[0].floor_id == where.floor.floor_id and bool(points)
        goals = [window.window_id for window in where.windows]
        here = points[0] if starts_here else None
        focus = [*points, *(corner for window in where.windows for corner in corners(window.place))] if points else []
        self._show(self.ids.plan, where.floor, goals=goals, route=points, focus=focus, here=here)

    def _show(self, plan: Plan, floor: Floor, **facts: object) -> None:
        app = App.get_running_app()
        language = self.reception.language
        plan.show(
            floor=floor,
            title=language.of(floor.name),
            windows=self.reception.guide.directory.windows,
            here_words=language.text("kiosk.plan.here"),
            entrance_words=language.text("kiosk.plan.entrance"),
            language=language,
            theme=app.theme,
            icons=app.icons,
            opacity=1,
            **facts,
        )


load_kv(__file__)
