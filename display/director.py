"""Director: takes the news, keeps the scene, tells screen, voice and memory what follows; on the screen's thread."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from display.announcer import Announcement
from display.board import Board, board_of, next_change_at
from display.changes import Changes
from display.link import DirectoryCame, LinkNews
from display.phrase import SpokenCall, SpokenText, spoken_call
from display.scene import FRESH, Scene, after
from hall.board_events import AS_EVER, BoardsNow, Face
from hall.clock import Clock
from hall.named_places import NamedPlaces
from hall.places import Directory
from hall.snapshot import Snapshot
from hall.stream import Connected, Disconnected, Happened
from hall.ticket import Call
from hall.ticket_events import TicketCalled

EMERGENCY_TIMES = 2


class Speech(Protocol):
    """The announcer, as far as the director needs it."""

    def offer(self, announcement: Announcement) -> None:
        """Have a call spoken."""
        ...

    def withdraw(self, ticket_ids: Iterable[int]) -> None:
        """Take the calls of these tickets back."""
        ...

    def tell(self, text: SpokenText) -> None:
        """Have any words spoken."""
        ...

    def forget(self) -> None:
        """Take everything back."""
        ...


class Keeper(Protocol):
    """The memory, as far as the director needs it."""

    def keep_directory(self, directory: Directory) -> None:
        """Keep the directory."""
        ...

    def keep_seen(self, snapshot: Snapshot, heard_at: datetime) -> None:
        """Keep the hall as it is known now."""
        ...


class Director:
    """One display; `speech` and `keeper` are None for one that is silent or forgets."""

    def __init__(
        self,
        scene: Scene,
        clock: Clock,
        *,
        show: Callable[[Board], None],
        speech: Speech | None = None,
        keeper: Keeper | None = None,
        acknowledge: Callable[[], None] = lambda: None,
    ) -> None:
        """Take the parts.

        Args:
            scene: what is known at the start.
            clock: one that never jumps.
            show: puts a board on the screen; called only when it looks different from the last.
            speech: where calls go to be spoken.
            keeper: where the hall as it is known is kept.
            acknowledge: has the server told that a call was taken, wherever in the hall it was.
        """
        self._scene, self._clock = scene, clock
        self._show, self._speech, self._keeper, self._acknowledge = show, speech, keeper, acknowledge
        self._shown: Board | None = None

    def take(self, news: LinkNews) -> None:
        """Take a piece of news.

        Raises:
            BadSettings: the directory has come, and the display's floor or window is not in it.
        """
        if isinstance(news, DirectoryCame):
            self._scene.coverage.check(news.directory)
            self._scene = replace(self._scene, directory=news.directory)
            if self._keeper:
                self._keeper.keep_directory(news.directory)
            return
        step = after(self._scene, news, self._clock.now())
        told_before = self._boards.told_seq
        self._scene = step.scene
        self._speak(step.changes)
        self._speak_told(news, told_before)
        if isinstance(news, Connected) or (isinstance(news, Happened) and isinstance(news.event.body, TicketCalled)):
            self._acknowledge()
        if self._keeper and self._scene.snapshot and self._scene.line.heard_at and not isinstance(news, Disconnected):
            self._keeper.keep_seen(self._scene.snapshot, self._scene.line.heard_at)

    def take_spoken(self, call_id: int | None) -> None:
        """Take that a call is being spoken, or none."""
        self._scene = replace(self._scene, spoken_call_id=call_id)

    def take_sound(self, *, works: bool, missing: str = "") -> None:
        """Take whether anything can be heard, and the name of the device that is not there if that is why."""
        self._scene = replace(self._scene, has_sound=works, missing_sound=missing)

    def refresh(self) -> timedelta:
        """Show the board of the moment if it looks different, and return when to come again at the latest."""
        now = self._clock.now()
        self._scene = self._scene.at(now)
        board = board_of(self._scene, now)
        if board != self._shown:
            self._shown = board
            self._show(board)
        return max(timedelta(), next_change_at(self._scene, now) - now)

    @property
    def epoch(self) -> int:
        """The life of the record that the calls belong to; 0 before anything is known. May be asked on any thread."""
        return self._scene.snapshot.epoch if self._scene.snapshot else 0

    @property
    def seen_seq(self) -> int:
        """The last event that was taken; 0 before anything is known. May be asked on any thread."""
        return self._scene.snapshot.seq if self._scene.snapshot else 0

    def local_time(self) -> time:
        """Return the time of the hall's day; may be asked on any thread."""
        scene = self._scene
        zone = ZoneInfo(scene.directory.hall.time_zone) if scene.directory else None
        return scene.server_time(self._clock.now()).astimezone(zone).time()

    def _speak(self, changes: Changes) -> None:
        if self._speech is None:
            return
        if changes.wipes:
            self._speech.forget()
        if over := changes.came | changes.left:
            self._speech.withdraw(over)
        now = self._clock.now()
        for call in changes.called:
            if self._scene.is_fresh(call, now):
                self._speech.offer(Announcement(call=call, words=self._words_of(call)))

    @property
    def _boards(self) -> BoardsNow:
        return self._scene.snapshot.boards if self._scene.snapshot else AS_EVER

    def _speak_told(self, news: LinkNews, told_before: int) -> None:
        """Say what staff told all boards: once, when it is heard of; an emergency however late, a notice only fresh."""
        boards = self._boards
        if self._speech is None or boards.told_seq <= told_before:
            return
        if boards.face is Face.EMERGENCY and boards.words is not None:
            self._speech.tell(SpokenText(words=boards.words, times=EMERGENCY_TIMES))
        is_fresh = isinstance(news, Happened) and self._scene.server_time(self._clock.now()) - news.event.at <= FRESH
        if boards.is_spoken and boards.notice is not None and is_fresh:
            self._speech.tell(SpokenText(words=boards.notice))

    def _words_of(self, call: Call) -> SpokenCall:
        floor = None
        if self._scene.directory and self._scene.coverage.names_floors:
            floor = NamedPlaces(self._scene.directory).find_floor_of(call.window_id)
        return spoken_call(call.number, window_id=call.window_id, floor_short=floor.short if floor else None)
