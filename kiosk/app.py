"""KioskApp: puts the screens on the stage as the reception moves, and holds what KV reads (theme, language, icons)."""

from dataclasses import dataclass
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.properties import BooleanProperty, DictProperty, ObjectProperty, StringProperty

from hall.places import Text
from hall.ui.theme import Theme, enlarged
from kiosk.flow import Screen
from kiosk.phrases import date_phrase, time_phrase
from kiosk.reception import Change, Reception
from kiosk.screens.home import HomeView
from kiosk.screens.view import ScreenView
from kiosk.stage import Stage
from kiosk.visit import Reading

TICK_S = 0.25
REFRESH_EVERY_S = 0.5
"""Live figures are drawn at most this often: a busy hall has many events a second, the glass needs few."""

LARGER = 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes:
    """The hall's theme and the one of high contrast."""

    usual: Theme
    contrast: Theme


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

    def __init__(self, reception: Reception, *, themes: Themes, icons: dict[str, str], **kwargs: Any) -> None:
        """Take what was made in `kiosk.__main__`."""
        super().__init__(**kwargs)
        self.reception = reception
        self.icons = icons
        self._themes = themes
        self._refresh = Clock.create_trigger(lambda _s: self._refresh_now(), REFRESH_EVERY_S)
        self._set_reading()

    def build(self) -> Stage:
        """Build every screen once."""
        self.stage = Stage()
        self.bind(theme=lambda _app, theme: self.stage.setter("ground")(self.stage, theme.paper))
        self.stage.ground = self.theme.paper
        self._views: dict[Screen, ScreenView] = {Screen.HOME: HomeView(self.reception)}
        self.reception.on_change = self._take_change
        return self.stage

    def on_start(self) -> None:
        """Begin to look at the time."""
        self.stage.bind(on_touched=lambda _stage: self.reception.touched())
        Clock.schedule_interval(lambda _s: self._tick(), TICK_S)
        self._show()

    def open_settings(self, *_args: Any) -> bool:
        """Open nothing: F1 is a way out of a kiosk."""
        return False

    def _take_change(self, change: Change) -> None:
        match change:
            case Change.SCREEN:
                self._show()
            case Change.HALL:
                self._refresh()
            case Change.READING:
                self._set_reading()
                self._show()

    def _show(self) -> None:
        view = self._views.get(self.reception.screen)
        if view is None:
            return
        self._set_clock()
        view.come_on()
        self.stage.put_on(view)

    def _refresh_now(self) -> None:
        self._set_clock()
        self.stage.screen.refresh()

    def _tick(self) -> None:
        self.reception.tick()
        self._set_clock()

    def _set_clock(self) -> None:
        guide = self.reception.guide
        if guide is None:
            return
        self.hall_name = guide.hall.name
        self.time_text = time_phrase(self.reception.now(), guide.zone)
        self.date_text = date_phrase(self.language, self.reception.now(), guide.zone)

    def _set_reading(self) -> None:
        reading = self.reception.visit.reading
        theme = self._themes.contrast if Reading.CONTRAST in reading else self._themes.usual
        self.theme = enlarged(theme, LARGER) if Reading.LARGE in reading else theme
        self.is_large, self.is_contrast = Reading.LARGE in reading, Reading.CONTRAST in reading
        self.language, self.other_language = self.reception.language, self.reception.other_language
