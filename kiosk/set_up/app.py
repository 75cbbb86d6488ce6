"""SetUpApp: the window in which a kiosk is set up, and what its KV reads (theme, language, icons, shape)."""

from collections.abc import Callable

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.properties import BooleanProperty, DictProperty, ObjectProperty, OptionProperty

from hall.clock import SystemClock
from hall.language import Language, load_languages
from hall.systemd import open_systemd
from hall.ui.ending import end_on_signals
from hall.ui.fonts import register_fonts
from hall.ui.theme import Theme, load_theme
from hall.ui.threads import on_screen_thread
from kiosk.controls import ControlsFile, GlassShown, list_controls_shown
from kiosk.layout import Shape, shape_of
from kiosk.options import Options
from kiosk.set_up.fitter import Fitter, Page
from kiosk.set_up.pages import ChoicePage, SetUpPage, TypedPage, chosen_of
from kiosk.set_up.toolbox import Folders, SetUpTools
from kiosk.settings import Settings
from kiosk.settling import Settling
from kiosk.stage import Stage
from kiosk.upkeep.ending import Ending
from kiosk.upkeep.glass_lock import GlassLock

TYPED = frozenset({Page.SERVER, Page.CODE, Page.ADDRESS, Page.PIN})
TICK_S = 1.0


class SetUpApp(App):
    """One kiosk that is being set up."""

    theme = ObjectProperty(rebind=True)
    language = ObjectProperty(rebind=True)
    other_language = ObjectProperty(rebind=True)
    icons = DictProperty()
    is_large = BooleanProperty(defaultvalue=False)
    shape = OptionProperty(Shape.TALL, options=list(Shape))

    def __init__(
        self, fitter: Fitter, *, theme: Theme, languages: dict[str, Language], icons: dict[str, str], **kwargs: object
    ) -> None:
        """Take who leads from page to page."""
        super().__init__(**kwargs)
        self.fitter, self.theme, self.icons = fitter, theme, icons
        self.language, self.other_language = languages["zh"], languages["en"]
        self.on_settled: Callable[[GlassShown], None] = lambda _shown: None
        self._settling = Settling(self._tell_settled)
        self._fit()

    def build(self) -> Stage:
        """Build both kinds of page once."""
        self.stage = Stage()
        self.stage.ground = self.theme.paper
        self._typed, self._choice = TypedPage(fitter=self.fitter), ChoicePage(fitter=self.fitter)
        self.fitter.on_change = self.show
        self._settling.watch()
        Window.bind(on_resize=self._fit, on_rotate=self._fit)
        self.show()
        return self.stage

    def on_stop(self) -> None:
        """Let go of the window."""
        self._settling.release()
        Window.unbind(on_resize=self._fit, on_rotate=self._fit)

    def show(self) -> None:
        """Show the page that is on."""
        page: SetUpPage = self._typed if self.fitter.draft.page in TYPED else self._choice
        page.show(self.language)
        self.stage.put_on(page)

    def switch_language(self) -> None:
        """Read everything in the other language."""
        self.language, self.other_language = self.other_language, self.language
        self.show()

    def open_settings(self, *_args: object) -> bool:
        """Open nothing: F1 is a way out of a kiosk."""
        return False

    def _fit(self, *_changed: object) -> None:
        self.shape = shape_of(*Window.size, is_low=False)

    def _tell_settled(self) -> None:
        shown = GlassShown(
            screen=f"set_up_{self.fitter.draft.page}",
            language=self.language.code,
            controls=list_controls_shown(self.stage, Window.height),
            facts={"chosen": chosen_of(self.fitter.draft) or ""},
        )
        self.on_settled(shown)


def set_up(options: Options) -> Ending:
    """Have the machine set up; return why that ended.

    Raises:
        HallError: languages, theme or fonts cannot be used.
    """
    languages = load_languages(options.assets / "languages")
    ending = Ending.TOLD
    systemd = open_systemd(seconds=Clock.get_time)

    def done() -> None:
        nonlocal ending
        ending = Ending.RESTART
        app.stop()

    tools = SetUpTools(
        Folders(state=options.state, assets=options.assets),
        clock=SystemClock(),
        languages=languages,
        hand_over=lambda news: on_screen_thread(lambda: fitter.take_news(news)),
    )
    fitter = Fitter(_known(options), tools, turn=_turn, done=done)
    app = SetUpApp(
        fitter,
        theme=load_theme(options.assets / "themes" / f"{options.theme}.toml"),
        languages=languages,
        icons=register_fonts(options.assets / "fonts"),
    )
    end_on_signals(lambda: on_screen_thread(app.stop))
    Window.bind(on_request_close=lambda *_: True)
    lock = GlassLock(Window) if options.is_fullscreen else None
    controls = ControlsFile(options.controls) if options.controls else None
    if controls is not None:
        app.on_settled = controls.write
    Clock.schedule_interval(lambda _s: systemd.alive(), TICK_S)
    app.bind(on_start=lambda _app: systemd.ready())
    app.run()
    tools.stop()
    if controls is not None:
        controls.stop()
    del lock
    return ending


def _known(options: Options) -> Settings:
    return Settings(
        server=options.server or None,
        token=options.token or None,
        kiosk_id=options.kiosk_id if options.token else None,
        printer=options.printer or None,
        turned=options.turned,
        volume=options.volume,
    )


def _turn(degrees: int) -> None:
    Window.rotation = degrees
