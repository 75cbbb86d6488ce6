"""Acknowledged: the last calls that a board has shown and spoken, and whether it can be heard, for the server."""

from collections.abc import Callable

from display.board import Board
from hall.boards import BoardHealth
from hall.coverage import Coverage
from hall.ticket import Call


class Acknowledged:
    """Is told by the screen's and the announcer's thread, asked by the heart's; call ids only rise within a record."""

    def __init__(self, coverage: Coverage, *, speaks: bool, changed: Callable[[], None]) -> None:
        """Take what the board is for, whether it is there to be heard, and who is told of changes (any thread)."""
        self._coverage, self._speaks, self._changed = coverage, speaks, changed
        self._shown = self._spoken = 0
        self._has_sound = True

    def shown(self, board: Board) -> None:
        """Note what is on the glass now."""
        calls = (*board.rows, *((board.hero,) if board.hero else ()))
        newest = max((call.call_id for call in calls), default=0)
        if newest != self._shown:
            self._shown = newest
            self._changed()

    def spoken(self, call: Call) -> None:
        """Note that a call was heard to its end."""
        self._spoken = call.call_id
        self._changed()

    def sound_changed(self, *, works: bool) -> None:
        """Note whether anything can be heard."""
        self._has_sound = works
        self._changed()

    def health(self, seen_seq: int) -> BoardHealth:
        """Return what the server is told, with the last event that was taken."""
        return BoardHealth(
            covers=str(self._coverage),
            seen_seq=seen_seq,
            shown_call=self._shown,
            spoken_call=self._spoken,
            speaks=self._speaks,
            has_sound=self._has_sound,
        )
