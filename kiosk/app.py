"""KioskApp: puts the screens on the stage as the reception moves, and holds what KV reads (theme, language, icons)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.properties import BooleanProperty, DictProperty, ObjectProperty, OptionProperty, StringProperty

from hall.places import Text
from hall.ui.frames import Frames
from hall.ui.garbage import garbage_stays
from hall.ui.pace import ALONE_PER_S, ATTENDED_PER_S, set_pace
from hall.ui.theme import Theme, enlarged
from kiosk import flow
from kiosk.controls import GlassShown, describe_glass
from kiosk.flow import Alone, Screen
from kiosk.focus import Key
from kiosk.focus_on_glass import FocusOnGlass, Mouth
from kiosk.help_call import HelpState
from kiosk.layout import Shape, shape_of
from kiosk.phrases import date_phrase, time_phrase
from kiosk.reception import Change, Reception
from kiosk.screens.basket import BasketView
from kiosk.screens.booked import BookedView
from kiosk.screens.cancel import CancelView
from kiosk.screens.closed import ClosedView
from kiosk.screens.departments import DepartmentsView
from kiosk.screens.floors import FloorsView
from kiosk.screens.home import HomeView
from kiosk.screens.hours import HoursView
from kiosk.screens.maintenance import MaintenanceView
from kiosk.screens.materials import MaterialsView
from kiosk.screens.matter import MatterView
from kiosk.screens.matters import MattersView
from kiosk.screens.my_number import MyNumberView
from kiosk.screens.notices import (
    FaultView,
    MoreTimeView,
    OfflineOfferView,
    RefusedView,
    StartingView,
    TakingView,
    TroubleView,
)
from kiosk.screens.number_page import NumberPage
from kiosk.screens.offline_ticket import OfflineTicketView
from kiosk.screens.pad_view import AppointmentView, NumberView
from kiosk.screens.pin import PinView
from kiosk.screens.priority import PriorityView
from kiosk.screens.search import SearchView
from kiosk.screens.themes import ThemesView
from kiosk.screens.ticket import TicketView
from kiosk.screens.view import ScreenView
from kiosk.settling import Settling
from kiosk.stage import Stage
from kiosk.upkeep.caretaker import Caretaker
from kiosk.upkeep.corner import CORNER_PX
from kiosk.visit import Reading, Visit
from kiosk.wedge import Stroke, Wedge

TICK_S = 0.25
REFRESH_EVERY_S = 0.5
"""Live figures are drawn at most this often: a busy hall has many events a second, the glass needs few."""

BUILD_AFTER_S, TIDY_AFTER_S = 1, 20
"""After how long without a touch of the first screen nobody is there: to build the screens, which holds the glass for a
tenth of a second each, and to throw the last visitor's away and clear up, which holds it longer. In a hall full of
people the next one comes within seconds, and touches."""

ALONE_AFTER_S = 20.0
"""How long after the last touch a glass rests longer between two looks for another."""

PRESSED_ALPHA = 0.16


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The hall's theme, the one of high contrast, and the icons' characters by name."""

    usual: Theme
    contrast: Theme
    icons: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guiding:
    """Who speaks to visitors that are guided by voice, and what the keys of their pad do, by Kivy's code."""

    mouth: Mouth
    keys: dict[int, Key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Who keeps the kiosk going behind the glass, and what was set up: the printer's address, how far it is turned."""

    caretaker: Caretaker
    printer: str
    turned: int


class KioskApp(App):
    """One kiosk."""

    theme = ObjectProperty(rebind=True)
    language = ObjectProperty(rebind=True)
    other_language = ObjectProperty(rebind=True)
    icons = DictProperty()
    hall_name = ObjectProperty(Text(zh="", en=""))
    time_text = StringProperty()
    date_text = StringProperty()
    is_large = BooleanProperty(defaultvalue=False)
    is_contrast = BooleanProperty(defaultvalue=False)
    is_low = BooleanProperty(defaultvalue=False)
    is_voice = BooleanProperty(defaultvalue=False)
    is_mute = BooleanProperty(defaultvalue=False)
    paper_notice = StringProperty()
    help_state = StringProperty(str(HelpState.NONE))
    shape = OptionProperty(Shape.TALL, options=list(Shape))

    def __init__(self, reception: Reception, *, look: Look, guiding: Guiding, behind: Behind, **kwargs: object) -> None:
        """Take what was made in `kiosk.__main__`."""
        super().__init__(**kwargs)
        self.reception = reception
        self.icons = look.icons
        self._look, self._guiding, self._behind = look, guiding, behind
        self._refresh = Clock.create_trigger(lambda _s: self._refresh_now(), REFRESH_EVERY_S)
        self._settling = Settling(self._tell_settled)
        self.on_settled: Callable[[GlassShown], None] = lambda _shown: None
        self._wedge = Wedge()
        self._touched_at_s = 0.0
        self._worn: set[Screen] = set()
        self._trail: tuple[Screen, ...] = ()
        self._is_prepared = False
        self._is_lasting_made = False
        self.on_lasting_made: Callable[[], None] = lambda: None
        self.on_prepared: Callable[[], None] = lambda: None
        self._set_reading()

    def build(self) -> Stage:
        """Say how every screen is built; the first ones are built now, the others once nobody waits for them."""
        self.stage = Stage()
        self.fbind("theme", self._dress_stage)
        self._dress_stage()
        self._more_time = self.stage.question = MoreTimeView(reception=self.reception)
        self._makers: dict[Screen, Callable[..., ScreenView]] = {
            Screen.STARTING: StartingView,
            Screen.HOME: HomeView,
            Screen.MATTER: MatterView,
            Screen.TICKET: TicketView,
            Screen.SEARCH: SearchView,
            Screen.THEMES: ThemesView,
            Screen.DEPARTMENTS: DepartmentsView,
            Screen.MATTERS: MattersView,
            Screen.FAULT: FaultView,
            Screen.FLOORS: FloorsView,
            Screen.HOURS: HoursView,
            Screen.MATERIALS: MaterialsView,
            Screen.PRIORITY: PriorityView,
            Screen.BASKET: BasketView,
            Screen.NUMBER: NumberView,
            Screen.MY_NUMBER: MyNumberView,
            Screen.CANCEL: CancelView,
            Screen.APPOINTMENT: AppointmentView,
            Screen.BOOKED: BookedView,
            Screen.TAKING: TakingView,
            Screen.REFUSED: RefusedView,
            Screen.TROUBLE: TroubleView,
            Screen.OFFLINE_OFFER: OfflineOfferView,
            Screen.OFFLINE_TICKET: OfflineTicketView,
            Screen.CLOSED: partial(ClosedView, self._behind.caretaker),
            Screen.PIN: partial(PinView, self._behind.caretaker),
            Screen.MAINTENANCE: partial(
                MaintenanceView,
                self._behind.caretaker,
                printer=self._behind.printer,
                turned=self._behind.turned,
            ),
        }
        self._views: dict[Screen, ScreenView] = {}
        self._focus = FocusOnGlass(self.stage, self.reception, self._guiding.mouth, keys=self._guiding.keys)
        self.reception.on_change = self._take_change
        self.reception.help.on_change = self._take_help
        return self.stage

    def on_start(self) -> None:
        """Begin to look at the time."""
        self._frames = Frames(Window, self.reception.hall.clock, take_part=self.stage.take_part)
        self.stage.bind(on_touched=lambda _stage: self.reception.touched(), on_touch_down=self._take_tap)
        self._settling.watch()
        Window.bind(on_mouse_down=self._hurry)
        Window.bind(on_key_down=self._take_key, on_textinput=self._hear_text)  # the last that is bound is asked first
        Clock.schedule_interval(lambda _s: self._tick(), TICK_S)
        self._show()

    def on_stop(self) -> None:
        """Let go of the window."""
        self._settling.release()
        Window.unbind(on_mouse_down=self._hurry)
        Window.unbind(on_key_down=self._take_key, on_textinput=self._hear_text)
        self._frames.release()

    def note_sound(self, *, is_heard: bool) -> None:
        """Show whether the voice guidance can be heard."""
        self.is_mute = not is_heard

    def open_settings(self, *_args: object) -> bool:
        """Open nothing: F1 is a way out of a kiosk."""
        return False

    def _take_key(self, _window: object, key: int, _scan: int, _character: str, modifiers: list[str]) -> bool:
        """Keep a scanner's keys for the scanner: whoever else listens to keys sees none of them."""
        is_its_own = self._wedge.take(Stroke(key=key, modifiers=frozenset(modifiers)), Clock.get_time())
        if self._wedge.text:
            self.stage.dispatch("on_touched")
            self.reception.take_scan(self._wedge.text)
        return is_its_own or self._focus.take(key)

    def _hurry(self, *_touch: object) -> None:
        """Have a touch seen in this frame: with nothing to do at once, Kivy's clock would first rest for another."""
        self._touched_at_s = Clock.get_time()
        set_pace(ATTENDED_PER_S)
        Clock.schedule_once(lambda _s: None, 0)

    def _hear_text(self, _window: object, text: str) -> None:
        self._wedge.hear(text)

    def _take_tap(self, stage: Stage, touch: MotionEvent) -> None:
        is_in_corner = touch.x < dp(CORNER_PX) and touch.y > stage.height - dp(CORNER_PX)
        self._behind.caretaker.take_tap(is_in_corner=is_in_corner)

    def _take_change(self, change: Change) -> None:
        match change:
            case Change.SCREEN:
                self._show()
            case Change.HALL:
                self._refresh()
            case Change.VISIT:
                self._view(self.reception.screen).refresh()
            case Change.READING:
                self._set_reading()
                self._show()
            case Change.PAPER:
                self._view(self.reception.screen).refresh_paper()
            case Change.PATIENCE:
                self._take_patience()
            case Change.PRINTER:
                self._set_paper_notice()

    @property
    def _number_page(self) -> NumberPage | None:
        """The page of a number, if one is on."""
        page = self._view(self.reception.screen)
        return page if isinstance(page, NumberPage) else None

    def _take_help(self) -> None:
        self.help_state = str(self.reception.help.state)

    def _take_patience(self) -> None:
        is_asking = self.reception.solitude.what is Alone.ASK
        if is_asking:
            self._more_time.refresh()
            self._put_on(self._more_time)
        elif self.stage.screen is self._more_time:
            self._put_on(self._view(self.reception.screen))
        elif self._number_page is not None:
            self._number_page.count_down()

    def _show(self) -> None:
        view = self._view(self.reception.screen)
        if self.reception.screen in flow.PERSONAL:
            self._worn.add(self.reception.screen)
        self._set_clock()
        place = self.reception.flow
        is_back = self._trail[: len(place.trail) + 1] == (*place.trail, place.screen)
        self._trail = place.trail
        if is_back:
            view.come_back()
        else:
            view.come_on()
        self._put_on(view)
        if view is self._number_page:
            self._frames.after_next(self._number_shown)

    def _dress_stage(self, *_changed: object) -> None:
        self.stage.ground = self.theme.paper
        self.stage.mark = (*self.theme.ink[:3], PRESSED_ALPHA)
        self.stage.ring_colour = self.theme.call

    def _put_on(self, view: ScreenView) -> None:
        self.stage.put_on(view)
        self._focus.look_anew()
        self._settling.forget()  # what is told next must have been laid out and drawn

    def _number_shown(self, _at: datetime) -> None:
        if self._number_page is not None:
            self._number_page.fill_rest()
        self.reception.number_shown()

    def _refresh_now(self) -> None:
        self._set_clock()
        self.stage.screen.refresh()

    def _tick(self) -> None:
        self._focus.keep_waiting()
        self.reception.tick()
        self._behind.caretaker.tick()
        if self._left_for_s() >= (TIDY_AFTER_S if self._worn else BUILD_AFTER_S):
            self._prepare()
        if Clock.get_time() - self._touched_at_s > ALONE_AFTER_S:
            set_pace(ALONE_PER_S)
        self._set_clock()

    def _left_for_s(self) -> float:
        """Return for how long the first screen has not been touched; 0 elsewhere, and in the midst of a visit."""
        seconds_left = self.reception.solitude.seconds_left
        is_home = self.reception.screen is Screen.HOME and self.reception.visit == Visit()
        return flow.QUIET.leave_s - seconds_left if is_home and seconds_left is not None else 0

    def _view(self, screen: Screen) -> ScreenView:
        if screen not in self._views:
            self._views[screen] = self._makers[screen](reception=self.reception)
        return self._views[screen]

    def _prepare(self) -> None:
        """While nobody is here, build one screen that is missing yet; the last visitor's are thrown away before.

        Those that last come first, so that what is looked through for garbage after each visitor is only the others.

        Nothing that was shown, typed or scanned can then be found in a screen, whatever the screen keeps for itself.
        """
        if self._worn:
            self._throw_away_worn()
            return
        missing = [screen for screen in self._makers if screen not in self._views]
        lasting = [screen for screen in missing if screen not in flow.PERSONAL]
        if lasting:
            self._view(lasting[0])
        elif not self._is_lasting_made:
            self._is_lasting_made = True
            self.on_lasting_made()
        elif missing:
            self._view(missing[0])
        elif not self._is_prepared:
            self._is_prepared = True
            self.on_prepared()

    def _throw_away_worn(self) -> None:
        self._wedge = Wedge()  # with half a scan, may be
        for screen in self._worn:
            self._views.pop(screen, None)
        self._worn.clear()
        self._is_prepared = False

    def _tell_settled(self) -> None:
        self._focus.settle()
        screen = "more_time" if self.stage.screen is self._more_time else self.reception.screen
        shown = describe_glass(self.stage, screen=screen, reception=self.reception, height_px=Window.height)
        self.on_settled(shown)

    def _set_clock(self) -> None:
        if not self.reception.hall.is_ready:
            return
        guide = self.reception.hall.guide
        self.hall_name = guide.hall.name
        self.time_text = time_phrase(self.reception.hall.now(), guide.zone)
        self.date_text = date_phrase(self.language, self.reception.hall.now(), guide.zone)

    def _set_paper_notice(self) -> None:
        trouble = self.reception.paper_trouble
        self.paper_notice = "" if trouble is None else self.language.text(f"kiosk.printer.{trouble}")

    def _set_reading(self) -> None:
        reading = self.reception.visit.reading
        theme = self._look.contrast if Reading.CONTRAST in reading else self._look.usual
        with garbage_stays():  # Kivy tells every widget in turn: none of them may be taken away before its turn
            self.theme = enlarged(theme) if Reading.LARGE in reading else theme
            self.is_large, self.is_contrast = Reading.LARGE in reading, Reading.CONTRAST in reading
            self.is_low, self.is_voice = Reading.LOW in reading, Reading.VOICE in reading
            self.shape = shape_of(*Window.size, is_low=self.is_low)
            self.language, self.other_language = self.reception.language, self.reception.other_language
            self._set_paper_notice()
