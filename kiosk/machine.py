"""Machine: everything of a running kiosk, made and joined in one place."""

import time
from collections.abc import Callable

from kivy.base import ExceptionManager
from kivy.clock import Clock
from kivy.core.window import Window

from hall.client import HallClient, new_key
from hall.clock import SystemClock
from hall.language import load_languages
from hall.systemd import open_systemd
from hall.ui.ending import end_on_signals
from hall.ui.fonts import register_fonts
from hall.ui.garbage import clear_away, keep_lasting
from hall.ui.speaker import open_speaker
from hall.ui.synthesis import synthesise
from hall.ui.theme import load_theme
from hall.ui.threads import on_screen_thread
from kiosk.app import Behind, Guiding, KioskApp, Look
from kiosk.asked import AskedFile
from kiosk.controls import ControlsFile
from kiosk.errands import Errands
from kiosk.failsafe import Failsafe
from kiosk.finder import Finder
from kiosk.glass_watch import GlassWatch
from kiosk.link import Called, HallLink, LinkNews
from kiosk.offline.none import NoOffline
from kiosk.offline.office import OfflineOffice, open_office
from kiosk.offline.print_reports import PrintReports
from kiosk.options import KEYBOARD, Options
from kiosk.paper import Paper
from kiosk.printer_watch import PrinterWatch
from kiosk.reception import Reception
from kiosk.serial_scanner import SerialScanner, read_scanner
from kiosk.speech import Saying, Speech
from kiosk.staff import Staff
from kiosk.taking import TakenUp, Taking
from kiosk.upkeep.ending import Ending
from kiosk.upkeep.glass_lock import GlassLock
from kiosk.upkeep.log_tail import LogTail
from kiosk.upkeep.station import Station, Surroundings
from kiosk.upkeep.vitals import NotedPrinter
from kiosk.visit import PaperState
from printer import open_printer


class Machine:
    """Makes the parts, runs the app until it is told to end, and stops the parts again."""

    def __init__(self, options: Options, *, log: LogTail) -> None:
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
        self._offline_client = HallClient(options.server, token=options.token)
        self._offline: OfflineOffice | None = open_office(
            options.state,
            token=options.token,
            server=self._offline_client,
            clock=clock,
            tell=lambda news: on_screen_thread(lambda: self.reception.offline.take_news(news)),
            tell_kept=lambda kept: on_screen_thread(lambda: self.reception.take_kept_hall(kept)),
        )
        self._asked = AskedFile(
            options.state if self._offline else None,  # a folder that another kiosk uses, or that is none
            now=lambda: self.reception.hall.now(),  # noqa: PLW0108  # the reception is made later
            given_offline=self._offline.desk.list_request_keys() if self._offline else (),
        )
        self._taking = Taking(
            self._client,
            asked=self._asked,
            hand_over=lambda news: on_screen_thread(lambda: self.reception.take_ticket_news(news)),
        )
        self._report_client = HallClient(options.server, token=options.token)
        printer = NotedPrinter(
            open_printer(options.printer, assets=options.assets, clock=clock, state=options.state),
            now=lambda: self.reception.hall.now(),  # noqa: PLW0108  # the reception is made later
        )
        self._printer_watch = PrinterWatch(
            printer,
            hand_over=lambda trouble: on_screen_thread(lambda: self.reception.take_printer_news(trouble)),
        )
        self._paper = Paper(
            printer,
            PrintReports(self._report_client, self._offline.desk if self._offline else None),
            languages=languages,
            hand_over=self._take_paper_news,
            hand_over_note=lambda matter_id, state: on_screen_thread(
                lambda: self.reception.take_note_news(matter_id, state)
            ),
            now=lambda: self.reception.hall.now(),  # noqa: PLW0108  # the reception is made later
        )
        self._errand_client = HallClient(options.server, token=options.token)
        self._errands = Errands(
            self._errand_client,
            hand_over=lambda news: on_screen_thread(lambda: self.reception.take_errand_news(news)),
        )
        self._finder = Finder(languages, assets=options.assets)
        self.reception = Reception(
            kiosk_id=options.kiosk_id,
            languages=languages,
            finder=self._finder,
            staff=Staff(
                taking=self._taking,
                errands=self._errands,
                paper=self._paper,
                clock=clock,
                seconds=time.monotonic,
                new_key=new_key,
                offline=self._offline.desk if self._offline else NoOffline(),
            ),
        )
        self._link = HallLink(
            options.server,
            token=options.token,
            hand_over=self._hear,
        )
        self.reception.has_scanner = options.scanner is not None
        self._scanner = _make_scanner(
            options.scanner, lambda text: on_screen_thread(lambda: self.reception.take_scan(text))
        )
        self._speech = Speech(
            lambda saying: synthesise(saying.text, code=saying.code),
            open_speaker(options.sound),
            sound_changed=lambda *, is_heard: on_screen_thread(lambda: self.app.note_sound(is_heard=is_heard)),
            volume=options.volume,
        )
        self._systemd = open_systemd(seconds=time.monotonic)
        self._station = Station(
            options,
            Surroundings(
                printer=printer,
                reception=self.reception,
                print_again=lambda issued: self._paper.print_again(issued, self.reception.guide),
                clock=clock,
                seconds=time.monotonic,
                on_screen=on_screen_thread,
                systemd=self._systemd,
                log=log,
                set_volume=self._speak_at,
                unsent=(self._paper.count_untold, *([self._offline.desk.count_unsettled] if self._offline else [])),
            ),
            languages=languages,
            end=self._end,
        )
        self.app = KioskApp(
            self.reception,
            look=look,
            guiding=Guiding(mouth=self._speech, keys=options.keys),
            behind=Behind(caretaker=self._station.caretaker, printer=options.printer, turned=options.turned),
        )
        self._ending = Ending.TOLD
        self._watch = GlassWatch()
        self._lock = GlassLock(Window) if options.is_fullscreen else None
        self._controls = ControlsFile(options.controls) if options.controls else None

    def run(self) -> Ending:
        """Serve visitors until SIGTERM or SIGINT, or until somebody ends it at its page; return why it ended."""
        end_on_signals(lambda: on_screen_thread(self.app.stop))
        Window.bind(on_request_close=lambda *_: True)
        ExceptionManager.add_handler(Failsafe(self.reception.recover, seconds=time.monotonic))
        if self._controls is not None:
            self.app.on_settled = self._controls.write
        self.app.bind(on_start=lambda _app: self._begin())
        self.app.on_lasting_made, self.app.on_prepared = keep_lasting, clear_away
        try:
            self.app.run()
        finally:
            self._systemd.stopping()
            self._stop()
        return self._ending

    def _speak_at(self, percent: int) -> None:
        language = self.reception.language
        self._speech.set_volume(percent)
        self._speech.say(Saying(text=language.text("upkeep.care.volume", percent=percent), code=language.code))

    def _end(self, ending: Ending) -> None:
        self._ending = ending
        self.app.stop()

    def _begin(self) -> None:
        self._speech.start()
        if self._offline is not None:
            self._offline.keeper.start()
        self._link.start()
        self._paper.start(lambda papers: self._taking.take_up(papers, hand_over=self._take_up))
        self._printer_watch.start()
        self._station.heart.start()
        self._systemd.ready()
        self._watch.watch(Clock)
        self._watch.start()
        if self._scanner is not None:
            self._scanner.start()

    def _take_up(self, news: TakenUp) -> None:
        on_screen_thread(lambda: self.reception.returning.take(news))

    def _take_paper_news(self, ticket_id: int, state: PaperState) -> None:
        on_screen_thread(lambda: self.reception.take_paper_news(ticket_id, state))
        self._asked.settle_ticket(ticket_id)  # before the server hears of it, after which the job is forgotten
        self._printer_watch.look()

    def _hear(self, news: LinkNews) -> None:
        if isinstance(news, Called):
            self._station.heart.beat_soon()
            return
        if self._offline is not None:
            self._offline.keeper.hear(news)
        on_screen_thread(lambda: self.reception.take_link_news(news))

    def _stop(self) -> None:
        self._watch.stop()
        self._speech.stop()
        if self._scanner is not None:
            self._scanner.stop()
        self._link.stop()
        self._station.stop()
        self._errands.stop()
        self._finder.stop()
        self._taking.stop()
        self._printer_watch.stop()
        self._paper.stop()
        if self._offline is not None:
            self._offline.stop()
        if self._controls is not None:
            self._controls.stop()
        self._client.close()
        self._offline_client.close()
        self._errand_client.close()
        self._report_client.close()


def _make_scanner(address: str | None, hand_over: Callable[[str], None]) -> SerialScanner | None:
    """Return the scanner of a serial line; one that types is the window's business."""
    if address is None or address == KEYBOARD:
        return None
    return SerialScanner(read_scanner(address), hand_over=hand_over)
