"""Machine: a whole display put together: screen, voice, line to the server, memory, and their threads."""

from datetime import datetime
from time import monotonic

from kivy.clock import Clock

from display.acknowledged import Acknowledged
from display.announcer import Announcer
from display.app import DisplayApp, Look
from display.beat import RHYTHM, Beat
from display.board import Board
from display.director import Director
from display.hearing import Hearing
from display.link import HallLink
from display.media import Media
from display.outfit import Outfit
from display.settings import Settings
from hall.boards import BoardHealth
from hall.client import HallClient, new_key
from hall.clock import SteadyClock, SystemClock
from hall.heart import Heart
from hall.systemd import open_systemd
from hall.ui.ending import end_on_signals
from hall.ui.fonts import register_fonts

ALIVE_EVERY_S = 1.0
"""How often the frame clock says that the board moves."""


class Machine:
    """One display, ready to run; import this module only after `prepare_kivy`."""

    def __init__(self, settings: Settings, outfit: Outfit) -> None:
        """Put the parts together; nothing runs yet."""
        self._settings, self._outfit, self._clock = settings, outfit, SystemClock()
        look = Look(
            theme=outfit.theme,
            icons=register_fonts(settings.assets / "fonts"),
            wording=outfit.wording,
            is_sign=settings.coverage.window_id is not None,
            speaks=outfit.voice is not None,
            is_tall=settings.is_tall,
        )
        self._app = DisplayApp(look, self._clock, on_glass=self._note_shown)
        self._client = HallClient(settings.server, token=settings.token)
        beat = Beat(self._client, look=self._health, new_key=new_key)
        self._heart = Heart(beat, RHYTHM)
        self._acknowledged = Acknowledged(
            settings.coverage, speaks=outfit.voice is not None, changed=self._heart.beat_soon
        )
        self._announcer = self._make_announcer()
        self._app.director = Director(
            outfit.scene,
            SteadyClock(self._clock),
            show=self._app.show,
            speech=self._announcer,
            keeper=outfit.memory,
            acknowledge=self._heart.beat_soon,
        )
        if settings.media is not None:
            self._app.media = Media(settings.media, self._app.show_frame)
        self._link = HallLink(
            settings.server,
            token=settings.token,
            has_directory=outfit.scene.directory is not None,
            hand_over=lambda news: self._app.tell(lambda director: director.take(news)),
        )

    def run(self) -> None:
        """Show and speak until the program is asked to end.

        Raises:
            BadSettings: the hall turned out not to have the floor or window that the settings name.
        """
        made = (self._outfit.scribe, self._announcer, self._link, self._heart, self._app.media)
        parts = [part for part in made if part is not None]
        end_on_signals(lambda: self._app.tell(lambda _director: self._app.stop()))
        systemd = open_systemd(seconds=monotonic)
        self._app.bind(on_start=lambda _app: systemd.ready())
        Clock.schedule_interval(lambda _s: systemd.alive(), ALIVE_EVERY_S)
        for part in parts:
            part.start()
        try:
            self._app.run()
        finally:
            systemd.stopping()
            for part in reversed(parts):
                part.stop()
            self._client.close()
        if self._app.fault is not None:
            raise self._app.fault

    def _make_announcer(self) -> Announcer | None:
        outfit = self._outfit
        if outfit.voice is None or outfit.speaker is None:
            return None
        hearing = Hearing(
            self._app.tell,
            self._clock,
            epoch=lambda: self._app.director.epoch,
            shown_log=outfit.shown_log,
            memory=outfit.memory,
            acknowledged=self._acknowledged,
        )
        return Announcer(
            outfit.voice,
            outfit.speaker,
            hearing,
            settled_call_id=outfit.settled_call_id,
            volume=lambda: self._settings.volume.at(self._app.director.local_time()),
        )

    def _health(self) -> BoardHealth:
        return self._acknowledged.health(self._app.director.seen_seq)

    def _note_shown(self, board: Board, at: datetime) -> None:
        self._acknowledged.shown(board)
        if self._outfit.shown_log:
            self._outfit.shown_log.shown(board, at)
