"""ShownLog: which call was on the glass and heard when, as JSON Lines; the demo and tests measure the board with it.

    {"call_id": 17, "number": "A012", "at": …, "shown_at": …}     its pixels were drawn and flipped
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


class ShownLog:
    """Writes each call's lines once; safe to use from the screen's and the announcer's thread."""

    def __init__(self, file: Path, scribe: Scribe) -> None:
        """Take the file (lines are added to it) and who writes."""
        self._file, self._scribe = file, scribe
        self._shown: dict[int, None] = {}

    def shown(self, board: Board, at: datetime) -> None:
        """Note that a board is on the glass; only the first time of each call counts."""
        for call in (*board.rows, *((board.hero,) if board.hero else ())):
            if call.call_id not in self._shown:
                self._shown[call.call_id] = None
                self._write(call.call_id, call.number, at=_iso(call.called_at), shown_at=_iso(at))
        while len(self._shown) > REMEMBERED:
            self._shown.pop(next(iter(self._shown)))

    def speech_began(self, call: Call, at: datetime) -> None:
        """Note that a call begins to be heard."""
        self._write(call.call_id, call.number, speaking_at=_iso(at))

    def speech_ended(self, call: Call, at: datetime) -> None:
        """Note that a call was heard to its end."""
        self._write(call.call_id, call.number, spoken_at=_iso(at))

    def _write(self, call_id: int, number: str, **times: str) -> None:
        line = {"call_id": call_id, "number": number, **times}
        self._scribe.append(self._file, json.dumps(line, ensure_ascii=False))


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
