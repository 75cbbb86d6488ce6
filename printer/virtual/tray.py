"""Where the virtual printer's tickets fall: `0001.png`, `0001.bin` and one line of `paper.jsonl` for each."""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC
from pathlib import Path
from threading import Lock

from printer.raster import to_image
from printer.virtual.machine import PrintedTicket
from printer.virtual.realtime import count_realtime

LEDGER = "paper.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayEntry:
    """One line of `paper.jsonl`.

    `received_at` is when the last byte of the ticket came (ISO 8601, UTC). `unknown_commands`, `malformed_commands`
    and `undrawn_commands` count what was not understood, `details` names it. `realtime_in_data` counts real-time
    sequences that were not commands of their own.
    """

    index: int
    received_at: str
    bytes: int
    width_dots: int
    height_dots: int
    unknown_commands: int
    malformed_commands: int
    undrawn_commands: int
    realtime_in_data: int
    details: dict[str, int]
    png: str
    bin: str


class Tray:
    """A folder of printed tickets; goes on counting where an earlier run stopped."""

    def __init__(self, folder: Path) -> None:
        """Make the folder if it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._lock = Lock()
        self._entries: list[TrayEntry] = []

    def put(self, ticket: PrintedTicket) -> None:
        """Write a ticket's files, then its line in the ledger."""
        with self._lock:
            index = self._claim_index()
            png, raw = self.folder / f"{index:04}.png", self.folder / f"{index:04}.bin"
            raw.write_bytes(ticket.raw)
            # Written beside and moved, so that nobody who polls the folder sees half a picture.
            unfinished = self.folder / f".{index:04}.png"
            to_image(ticket.picture).save(unfinished, format="PNG")
            unfinished.replace(png)
            entry = _entry(index, ticket, png.name, raw.name)
            with (self.folder / LEDGER).open("a", encoding="utf-8") as ledger:
                ledger.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")
            self._entries.append(entry)

    def list_entries(self) -> list[TrayEntry]:
        """Return what fell into the tray since it was opened, oldest first."""
        with self._lock:
            return list(self._entries)

    def _claim_index(self) -> int:
        """Return the next free number, held by an empty .bin that no other process can make too."""
        index = 1 + max((int(file.stem) for file in self.folder.glob("*.bin") if file.stem.isdecimal()), default=0)
        while True:
            try:
                (self.folder / f"{index:04}.bin").touch(exist_ok=False)
            except FileExistsError:
                index += 1
            else:
                return index


def _entry(index: int, ticket: PrintedTicket, png: str, raw: str) -> TrayEntry:
    findings = ticket.findings
    details: Counter[str] = findings.unknown + findings.malformed + findings.not_drawn
    return TrayEntry(
        index=index,
        received_at=ticket.received_at.astimezone(UTC).isoformat(timespec="microseconds"),
        bytes=len(ticket.raw),
        width_dots=ticket.picture.width_dots,
        height_dots=ticket.picture.height_dots,
        unknown_commands=findings.unknown.total(),
        malformed_commands=findings.malformed.total(),
        undrawn_commands=findings.not_drawn.total(),
        realtime_in_data=max(0, count_realtime(ticket.raw) - findings.realtime_commands),
        details=dict(details),
        png=png,
        bin=raw,
    )
