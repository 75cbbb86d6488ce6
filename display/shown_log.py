"""ShownLog: which call was on the glass and heard when, as JSON Lines; the demo and tests measure the board with it.

    {"call_id": 17, "number": "A012", "at": …, "shown_at": …}     its pixels were drawn and flipped
    {"call_id": 17, "number": "A012", "came_at": …, "left_at": …}  a stay of it on the glass has ended
    {"call_id": 17, "number": "A012", "speaking_at": …}           the announcement began
    {"call_id": 17, "number": "A012", "spoken_at": …}             it was heard to its end

Times are UTC, ISO 8601 with milliseconds; `at` is that of the event.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

from display.board import Board
from display.scribe import Scribe
from hall.ticket import Call

REMEMBERED = 1000
"""Calls whose first showing is remembered; far more than can be on a board."""


_Stay = tuple[str, datetime]
"""The number of a call that is on the glass, and since when it is."""


class ShownLog:
    """Writes each call's lines once; safe to use from the screen's and the announcer's thread."""

    def __init__(self, file: Path, scribe: Scribe) -> None:
        """Take the file (lines are added to it) and who writes."""
        self._file, self._scribe = file, scribe
        self._shown: dict[int, None] = {}
        self._stays: dict[int, _Stay] = {}

    def shown(self, board: Board, at: datetime) -> None:
        """Note that a board is on the glass: each call's first time, and the end of each of its stays."""
        calls = {call.call_id: call for call in (*board.rows, *((board.hero,) if board.hero else ()))}
        for call in calls.values():
            if call.call_id not in self._shown:
                self._shown[call.call_id] = None
                self._write(call.call_id, call.number, at=_iso(call.called_at), shown_at=_iso(at))
        self._end_stays(set(self._stays) - set(calls), at)
        self._stays = {call_id: self._stays.get(call_id, (call.number, at)) for call_id, call in calls.items()}
        while len(self._shown) > REMEMBERED:
            self._shown.pop(next(iter(self._shown)))

    def speech_began(self, call: Call, at: datetime) -> None:
        """Note that a call begins to be heard."""
        self._write(call.call_id, call.number, speaking_at=_iso(at))

    def speech_ended(self, call: Call, at: datetime) -> None:
        """Note that a call was heard to its end."""
        self._write(call.call_id, call.number, spoken_at=_iso(at))

    def _end_stays(self, gone: set[int], at: datetime) -> None:
        for call_id in sorted(gone):
            number, came_at = self._stays[call_id]
            self._write(call_id, number, came_at=_iso(came_at), left_at=_iso(at))

    def _write(self, call_id: int, number: str, **times: str) -> None:
        line = {"call_id": call_id, "number": number, **times}
        self._scribe.append(self._file, json.dumps(line, ensure_ascii=False))


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
