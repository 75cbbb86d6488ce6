"""Machine: everything of a running kiosk, made and joined in one place."""

import time

from kivy.core.window import Window

from hall.client import HallClient, new_key
from hall.clock import SystemClock
from hall.language import load_languages
from hall.ui.ending import end_on_signals
from hall.ui.fonts import register_fonts
from hall.ui.theme import load_theme
from hall.ui.threads import on_screen_thread
from kiosk.app import KioskApp, Look
from kiosk.controls import ControlsFile
from kiosk.finder import Finder
from kiosk.link import HallLink
from kiosk.options import Options
from kiosk.paper import Paper
from kiosk.reception import Reception, Staff
from kiosk.taking import Taking
from printer import open_printer


class Machine:
    """Makes the parts, runs the app until it is told to end, and stops the parts again."""

    def __init__(self, options: Options) -> None:
        """Make every part; opens the window, connects to nothing yet.

        Raises:
            HallError: languages, theme, fonts or printer address cannot be used.
        """
        languages = load_languages(options.assets / "languages")
        look = Look(
            usual=load_theme(options.assets / "themes" / f"{options.theme}.toml"),
            contrast=load_theme(options.assets / "themes" / "contrast.toml"),
            icons=register_fonts(options.assets / "fonts"),
        )
        clock = SystemClock()
        self._client = HallClient(options.server, token=options.token)
        self._taking = Taking(
            self._client,
            hand_over=lambda news: on_screen_thread(lambda: self.reception.take_ticket_news(news)),
        )
        self._report_client = HallClient(options.server, token=options.token)
        self._paper = Paper(
            open_printer(options.printer, assets=options.assets, clock=clock),
            self._report_client,
            languages=languages,
            hand_over=lambda ticket_id, state: on_screen_thread(
                lambda: self.reception.take_paper_news(ticket_id, state)
            ),
        )
        self._finder = Finder(languages, assets=options.assets)
        self.reception = Reception(
            kiosk_id=options.kiosk_id,
            languages=languages,
            finder=self._finder,
            staff=Staff(
                taking=self._taking,
                paper=self._paper,
                clock=clock,
                seconds=time.monotonic,
                new_key=new_key,
            ),
        )
        self._link = HallLink(
            options.server,
            token=options.token,
            hand_over=lambda news: on_screen_thread(lambda: self.reception.take_link_news(news)),
        )
        self.app = KioskApp(self.reception, look=look)
        self._controls = ControlsFile(options.controls) if options.controls else None

    def run(self) -> None:
        """Serve visitors until SIGTERM or SIGINT."""
        end_on_signals(lambda: on_screen_thread(self.app.stop))
        Window.bind(on_request_close=lambda *_: True)
        if self._controls is not None:
            self.app.on_settled = self._controls.write
        self.app.bind(on_start=lambda _app: self._link.start())
        try:
            self.app.run()
        finally:
            self._stop()

    def _stop(self) -> None:
        self._link.stop()
        self._finder.stop()
        self._taking.stop()
        self._paper.stop()
        if self._controls is not None:
            self._controls.stop()
        self._client.close()
        self._report_client.close()
