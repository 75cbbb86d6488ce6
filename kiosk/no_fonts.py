"""What a kiosk shows that has no font to write with: a picture of the words, drawn beforehand, until it is mended."""

from pathlib import Path

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.image import Image

from hall.systemd import open_systemd
from hall.ui.ending import end_on_signals
from hall.ui.threads import on_screen_thread

PICTURE = "no_fonts.png"
ALIVE_EVERY_S = 1.0
GROUND = (0.961, 0.953, 0.925, 1)
"""The picture's own."""


def show_no_fonts(assets: Path) -> None:
    """Show the picture until the program is told to end."""
    app, systemd = NoFontsApp(assets), open_systemd(seconds=Clock.get_time)
    end_on_signals(lambda: on_screen_thread(app.stop))
    Window.bind(on_request_close=lambda *_: True)
    Window.clearcolor = GROUND
    # Without this systemd would start the kiosk anew and anew, and visitors would see a black glass in between.
    app.bind(on_start=lambda _app: systemd.ready())
    Clock.schedule_interval(lambda _s: systemd.alive(), ALIVE_EVERY_S)
    app.run()
    systemd.stopping()


class NoFontsApp(App):
    """Sends visitors to the next kiosk or the guide desk, in both languages, without a letter drawn by itself."""

    def __init__(self, assets: Path, **kwargs: object) -> None:
        """Take the folder `assets/`."""
        super().__init__(**kwargs)
        self._picture = assets / "pictures" / PICTURE

    def build(self) -> Image:
        """Show the picture as large as the glass allows."""
        return Image(source=str(self._picture), fit_mode="contain")

    def open_settings(self, *_args: object) -> bool:
        """Open nothing: F1 is a way out of a kiosk."""
        return False
