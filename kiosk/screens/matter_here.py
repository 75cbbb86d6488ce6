"""The body of a matter's page when it is handled in this hall: place, queue, facts, materials, and the button."""

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, ObjectProperty, StringProperty

from hall.errors import HallError
from hall.language import Language
from hall.places import Audience, MatterToday
from hall.plan_scale import corners
from hall.queue_now import QueueNow
from hall.ticket import PriorityClass
from hall.ui.kv import load_kv
from kiosk.cautions import caution_text, find_break, times_of
from kiosk.guide import Standing, Where, standing
from kiosk.layout import REACH_PX
from kiosk.phrases import Tone, limit_phrase, people_phrase, wait_phrase, windows_phrase
from kiosk.refusals import RefusalWords, asks_consent, refusal_text, refusal_words, short_refusal
from kiosk.screens.desk import with_desk
from kiosk.screens.plans import plan_of
from kiosk.ticket_words import class_name
from kiosk.visit import Reading
from kiosk.widgets.control import Control, SolidButton
from kiosk.widgets.fact_tile import FactRow, FactTile  # noqa: F401  # matter_here.kv names them
from kiosk.widgets.figure_line import JOINT
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # matter_here.kv names it
from kiosk.widgets.material_lines import MaterialLines  # noqa: F401  # matter_here.kv names it
from kiosk.widgets.paper_band import PaperBand  # noqa: F401  # matter_here.kv names it
from kiosk.widgets.plan import Plan  # noqa: F401  # matter_here.kv names it
from kiosk.widgets.sheet import Sheet

NO_FIGURE = "—"

MOST_PLACE_PX, LEAST_PLACE_PX = 350, 226
"""How high the card of the place is on a glass that stands: what to bring comes first where both are short of room."""

CARD_PADDING_PX, LEAST_CARD_PX = 34, 120

EASY_PX = 40
"""What to bring is wanted in this size."""


class TakeButton(SolidButton):
    """The button that asks for a number."""


class MaterialsCard(Control):
    """What to bring, in short; a tap leads to the list to tick off and to print.

    `is_thin`: there is no room below its title, which then says how many pieces there are.
    """

    title = StringProperty()
    materials = ListProperty()
    more = StringProperty()
    online = StringProperty()
    most_px = NumericProperty(40)
    is_thin = BooleanProperty(defaultvalue=False)

    def height_at(self, size_px: float) -> float:
        """Return how high it is with every piece in a size (design px)."""
        return float(self.ids.head.height + self.ids.lines.least_height(size_px) + dp(CARD_PADDING_PX))


class MatterHere(Sheet):
    """Fills itself from the matter; `notice` is what must be known before a number is taken, or why none is given.

    `count` is how many matters one number would be for, `others` how many it can still be for although not for this.
    """

    reception = ObjectProperty()
    notice = StringProperty()
    is_stopped = BooleanProperty(defaultvalue=False)
    materials = ListProperty()
    count = NumericProperty(0)
    is_chosen = BooleanProperty(defaultvalue=False)
    others = NumericProperty(0)
    priority = StringProperty()
    online = StringProperty()
    place_px = NumericProperty(MOST_PLACE_PX)
    has_low_room = BooleanProperty(defaultvalue=False)

    def __init__(self, **kwargs: object) -> None:
        """Share the height out anew whenever a part of the page or the page itself has another."""
        super().__init__(**kwargs)
        self._arrange = Clock.create_trigger(lambda _s: self.arrange(), -1)
        for name in ("height", "shape", "materials", "online"):
            self.fbind(name, self._arrange)
        self.fbind("has_low_room", self._trigger_layout)
        for child in (*self.children, self.ids.card.ids.head):
            child.bind(height=self._arrange)
        self.ids.card.ids.lines.bind(width=self._arrange)

    def arrange(self) -> None:
        """Have the card of the place leave room for what to bring, and the facts go where there is room for them."""
        place, card, facts = self.ids.place, self.ids.card, self.ids.facts
        wanted = max(card.height_at(min(EASY_PX, card.most_px)), dp(LEAST_CARD_PX))
        fixed = [each for each in self.children if each.height and each not in (place, card)]
        room = self.height - sum(each.height + self.spacing for each in fixed) - self.spacing
        self.place_px = min(dp(MOST_PLACE_PX), max(dp(LEAST_PLACE_PX), room - wanted))
        low = [each for each in fixed if each is not facts]
        within_reach = dp(REACH_PX) - self.y - sum(each.height + self.spacing for each in low)
        self.has_low_room = within_reach >= wanted + self.spacing + facts.height

    def begin(self) -> None:
        """Show a button that is free."""
        self.ids.take.is_held = False

    def fill(self, today: MatterToday) -> None:
        """Show the matter and its queue."""
        where = self.reception.hall.guide.where(today)
        queue = self.reception.hall.queue_of(today)
        if where is not None:
            self._fill_place(where)
        self._fill_facts(today)
        language = self.reception.language
        self.materials = [language.of(material) for material in today.matter.materials]
        refused = self._refusal(language)
        is_final = refused is not None and not refused.asks_consent
        outlook = self.reception.visit.outlook
        self._fill_queue(queue, refusal=outlook if is_final else None, is_late=asks_consent(outlook))
        self.is_stopped = is_final or (queue is not None and queue.stopped is not None)
        notice = refusal_text(refused, language) if refused is not None else self._notice(queue)
        self.notice = with_desk(notice, self.reception) if self.is_stopped else notice
        self.online = today.matter.online or ""
        visit = self.reception.visit
        self.count = len({*visit.basket, today.matter.matter_id}) if visit.basket else 0
        self.is_chosen = today.matter.matter_id in visit.basket
        if self.is_chosen and not self.is_stopped:
            self.notice = language.text("kiosk.basket.is_chosen_already")
        may_take_others = self.is_stopped and self.reception.outlooks.closed is None
        self.others = len({*visit.basket} - {today.matter.matter_id}) if may_take_others else 0
        is_asked = visit.priority is not PriorityClass.NORMAL
        self.priority = class_name(visit.priority, language) if is_asked else ""

    def take(self) -> None:
        """Ask for a number, once; or put the matter to those that are kept for one."""
        if self.count:
            self.reception.wishes.add_and_look()
            return
        self.ids.take.is_held = True
        self.reception.take_ticket()

    def _is_crowded(self) -> bool:
        """Whether larger text and a printer in trouble leave no room for what is said elsewhere on the page."""
        return Reading.LARGE in self.reception.visit.reading and self.reception.paper_trouble is not None

    def _refusal(self, language: Language) -> RefusalWords | None:
        """Return what is said where no number may be had, or it may come too late, before anybody asks for one."""
        outlook = self.reception.visit.outlook
        if outlook is None:
            return None
        return refusal_words(outlook, language, today=self.reception.date)

    def _notice(self, queue: QueueNow | None) -> str:
        """Return what is to be known of the line; a break before the call says why its wait is long or unknown."""
        language: Language = self.reception.language
        hall, stands = self.reception.hall, standing(queue)
        phases = hall.snapshot.phases if hall.snapshot is not None else ()
        wait = queue.wait if queue is not None else None
        break_ = None if stands is Standing.STOPPED else find_break(phases, queue, wait, now=hall.now())
        if break_ is not None and stands is Standing.NO_WINDOW:
            return language.text("kiosk.matter.no_window_break", **times_of(break_, self.reception.guide.zone))
        if break_ is not None:
            return caution_text((break_,), language, self.reception.guide.zone)
        is_said = stands is Standing.PEOPLE and self._is_crowded()  # the tile says that there is no estimate
        return "" if is_said else _queue_notice(language, queue)

    def _fill_place(self, where: Where) -> None:
        language = self.reception.language
        self.ids.floor.words = language.of(where.floor.name)
        self.ids.floor.colour = where.floor.colour
        self.ids.zone.words = language.of(where.zone.name) if where.zone else ""
        self.ids.windows.words = windows_phrase(language, where.windows, Tone.LONG)
        self.ids.plan.shown = plan_of(
            where.floor,
            self.reception,
            goals=tuple(window.window_id for window in where.windows),
            focus=tuple(corner for window in where.windows for corner in corners(window.place)),
            least_m=22.0,
        )

    def _fill_queue(self, queue: QueueNow | None, *, refusal: HallError | None, is_late: bool) -> None:
        """Show the figures of a line that can be joined, or in short why it cannot."""
        language = self.reception.language
        stands = standing(queue)
        if stands is Standing.STOPPED or refusal is not None:
            self.ids.ahead.value = NO_FIGURE
            self.ids.wait.value = (
                short_refusal(refusal, language, today=self.reception.date).split(JOINT)[0]
                if refusal is not None
                else language.text("kiosk.queue.stopped")
            )
            return
        if queue is None or stands is Standing.UNKNOWN:
            self.ids.ahead.value = self.ids.wait.value = language.text("kiosk.matter.unknown")
            return
        self.ids.ahead.value = people_phrase(language, queue.waiting)
        if stands is Standing.NO_WINDOW:
            self.ids.wait.value = language.text("kiosk.queue.no_window")
        elif stands is Standing.AT_ONCE:
            self.ids.wait.value = language.text("kiosk.wait.nobody" if is_late else "kiosk.wait.at_once")
        else:
            self.ids.wait.value = wait_phrase(language, queue.wait)

    def _fill_facts(self, today: MatterToday) -> None:
        language, matter = self.reception.language, today.matter
        self.ids.limit.value = limit_phrase(language, today)
        number = "one" if matter.minutes == 1 else "many"
        self.ids.minutes.value = language.text(f"kiosk.minutes.{number}", minutes=matter.minutes)
        self.ids.fee.value = language.of(matter.fee) if matter.fee else language.text("kiosk.matter.free")
        self.ids.who.value = language.text(f"kiosk.audience.{_who(matter.audiences)}")


def _queue_notice(language: Language, queue: QueueNow | None) -> str:
    if queue is not None and queue.stopped is not None:
        return language.text("kiosk.matter.stopped", reason=language.of(queue.stopped))
    stands = standing(queue)
    if stands is Standing.NO_WINDOW:
        return language.text("kiosk.matter.no_window")
    if stands is Standing.PEOPLE:
        return language.text("kiosk.matter.no_estimate")
    is_long = queue is not None and queue.wait is not None and queue.wait.high_min is None
    return language.text("kiosk.matter.long_wait") if is_long and stands is Standing.RANGE else ""


def _who(audiences: tuple[Audience, ...]) -> str:
    return "both" if len(audiences) > 1 else str(audiences[0])


load_kv(__file__)
