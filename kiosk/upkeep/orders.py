"""Orders: what staff asked of this kiosk from afar; each is done once, and what must last outlives a restart."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from hall.devices import Answer, AnswerCommand, DeviceCommand, Told, What
from hall.errors import DiskUnusable, HallError
from hall.state_files import find_kept, write_whole
from hall.wire import to_json

FILE = "orders.json"
SEEN_MOST = 100

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What holds until it is taken back: why the kiosk is closed, and the message on the first screen until a time."""

    closed: Told | None = None
    message: Told | None = None
    until: datetime | None = None

    def message_at(self, now: datetime) -> Told | None:
        """Return the message, unless its time is over."""
        return self.message if self.until is None or now < self.until else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A command that was begun; `answer` is None while it is not known what became of it."""

    command_id: int
    sent_at: datetime
    answer: AnswerCommand | None = None
    is_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    standing: Standing = Standing()
    seen: tuple[Seen, ...] = ()


class Orders:
    """Does commands, on the thread of the heart; `standing` may be read on any."""

    def __init__(
        self,
        folder: Path,
        *,
        now: Callable[[], datetime],
        reprint: Callable[[int | None, str], None],
        hand_over: Callable[[Standing], None],
    ) -> None:
        """Read what is kept.

        Args:
            folder: where it is kept.
            now: the server's time.
            reprint: gets a ticket's slip printed once more (None: of the last one) under a key; blocks, may raise.
            hand_over: is told what holds now, after each change; must not block.
        """
        self._file, self._now = folder / FILE, now
        self._reprint, self._hand_over = reprint, hand_over
        self._kept = _read(self._file)

    @property
    def standing(self) -> Standing:
        """What holds now."""
        return self._kept.standing

    def take(self, command: DeviceCommand) -> None:
        """Do a command, unless it was done before; it is on the disk as begun before anything is done.

        Raises:
            DiskUnusable: nothing was done, as nobody would know of it after a restart.
        """
        known = self._find(command)
        if known is not None and known.answer is not None:
            self._put(replace(known, is_told=False))  # the answer was lost on the way
            return
        if known is not None:  # the kiosk ended in the middle of it
            self._put(replace(known, answer=AnswerCommand(answer=Answer.FAILED, why="restarted meanwhile")))
            return
        begun = Seen(command_id=command.command_id, sent_at=command.sent_at)
        self._put(begun)
        answer = self._do(command)
        _log.info("command %d (%s): %s %s", command.command_id, command.asked.what, answer.answer, answer.why)
        self._put(replace(begun, answer=answer))

    def list_untold(self) -> list[Seen]:
        """Return the commands whose answer the server has not had."""
        return [seen for seen in self._kept.seen if seen.answer is not None and not seen.is_told]

    def note_told(self, seen: Seen) -> None:
        """Keep that the server has had an answer."""
        self._put(replace(seen, is_told=True))

    def _do(self, command: DeviceCommand) -> AnswerCommand:
        asked, standing = command.asked, self._kept.standing
        if command.is_too_late(self._now()):
            return AnswerCommand(answer=Answer.TOO_LATE)
        match asked.what:
            case What.CLOSE:
                self._stand(replace(standing, closed=asked.words))
            case What.REOPEN:
                self._stand(replace(standing, closed=None))
            case What.MESSAGE:
                until = command.sent_at + timedelta(minutes=asked.minutes)
                self._stand(replace(standing, message=asked.words, until=until))
            case What.REPRINT:
                try:
                    self._reprint(asked.ticket_id, f"remote-{command.command_id}-{int(command.sent_at.timestamp())}")
                except HallError as error:
                    return AnswerCommand(answer=Answer.FAILED, why=error.code)
        return AnswerCommand(answer=Answer.DONE)

    def _stand(self, standing: Standing) -> None:
        self._kept = replace(self._kept, standing=standing)
        self._hand_over(standing)

    def _find(self, command: DeviceCommand) -> Seen | None:
        """Return what is known of a command; its number with another time is from another life of the record."""
        wanted = command.command_id, command.sent_at
        return next((seen for seen in self._kept.seen if (seen.command_id, seen.sent_at) == wanted), None)

    def _put(self, seen: Seen) -> None:
        wanted = seen.command_id, seen.sent_at
        others = tuple(each for each in self._kept.seen if (each.command_id, each.sent_at) != wanted)
        kept = replace(self._kept, seen=(*others, seen)[-SEEN_MOST:])
        write_whole(self._file, to_json(kept))
        self._kept = kept


def _read(file: Path) -> _Kept:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return find_kept(file, _Kept) or _Kept()
    except (OSError, DiskUnusable) as error:
        _log.error("what staff asked is not known, the kiosk begins as open: %s", error)
        return _Kept()
