"""Where one ESC/POS command ends and the next begins: every command of the reference that printers in halls know.

Source: Epson ESC/POS Command Reference; FS commands from the manuals of mainland models. Lengths only: what a
command does is in `printer.virtual.interpreter`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

MAX_IMAGE_WIDTH_BYTES = 256
MAX_IMAGE_ROWS = 2303
MAX_TEXT_BYTES = 4096
LONGEST_TAB_LIST = 33
LONGEST_MEASURED = 260
FIRST_TEXT_BYTE = 0x20


class Kind(Enum):
    """What a piece of the stream is."""

    TEXT = "text"
    COMMAND = "command"
    UNKNOWN = "unknown"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One command with its parameters, or a run of text."""

    kind: Kind
    name: str
    raw: bytes
    parameters: bytes = b""


_MORE = -1
_BAD = -2
Measure = Callable[[bytes], int]
"""Takes everything after a command's name; returns how long its parameters are, _MORE if that cannot be told yet,
or _BAD if they are out of range."""


def _fixed(count: int) -> Measure:
    def measure(_rest: bytes) -> int:
        return count

    return measure


def _measure_raster(rest: bytes) -> int:
    """GS v 0: m xL xH yL yH d1 ... dk."""
    if len(rest) < 5:
        return _MORE
    mode, width, rows = rest[0], int.from_bytes(rest[1:3], "little"), int.from_bytes(rest[3:5], "little")
    is_possible = (
        mode in (0, 1, 2, 3, 48, 49, 50, 51) and 0 < width <= MAX_IMAGE_WIDTH_BYTES and 0 < rows <= MAX_IMAGE_ROWS
    )
    return 5 + width * rows if is_possible else _BAD


def _measure_columns(rest: bytes) -> int:
    """ESC *: m nL nH d1 ... dk, one or three bytes for each column."""
    if len(rest) < 3:
        return _MORE
    mode, columns = rest[0], int.from_bytes(rest[1:3], "little")
    if mode not in (0, 1, 32, 33) or not 0 < columns <= 2047:
        return _BAD
    return 3 + columns * (3 if mode >= 32 else 1)


def _measure_counted(rest: bytes) -> int:
    """GS ( X: pL pH and so many bytes."""
    return _MORE if len(rest) < 2 else 2 + int.from_bytes(rest[:2], "little")


def _measure_counted_long(rest: bytes) -> int:
    """GS 8 L: p1 p2 p3 p4 and so many bytes."""
    if len(rest) < 4:
        return _MORE
    count = int.from_bytes(rest[:4], "little")
    return 4 + count if count <= 2 * MAX_IMAGE_ROWS * MAX_IMAGE_WIDTH_BYTES else _BAD


def _measure_cut(rest: bytes) -> int:
    """GS V: m alone (0, 1, 48, 49), or m n (65, 66, 97, 98, 103, 104)."""
    if not rest:
        return _MORE
    if rest[0] in (0, 1, 48, 49):
        return 1
    return 2 if rest[0] in (65, 66, 97, 98, 103, 104) else _BAD


def _measure_tabs(rest: bytes) -> int:
    """ESC D: tab columns up to a NUL."""
    end = rest.find(0, 0, LONGEST_TAB_LIST)
    if end >= 0:
        return end + 1
    return _MORE if len(rest) < LONGEST_TAB_LIST else _BAD


def _measure_barcode(rest: bytes) -> int:
    """GS k: m d1 ... NUL (m up to 6) or m n d1 ... dn (m from 65)."""
    if len(rest) < 2:
        return _MORE
    if rest[0] >= 65:
        return 2 + rest[1] if rest[0] <= 79 else _BAD
    end = rest.find(0, 1, 256)
    if rest[0] <= 6 and end >= 0:
        return end + 1
    return _MORE if rest[0] <= 6 and len(rest) < 256 else _BAD


def _measure_presenter(rest: bytes) -> int:
    """GS e: n and its parameters; of Custom's kiosk printers."""
    lengths = {1: 1, 2: 1, 3: 2, 5: 1, 6: 1, 18: 1, 20: 1, 32: 3}
    return _MORE if not rest else lengths.get(rest[0], _BAD)


def _measure_realtime_request(rest: bytes) -> int:
    """DLE DC4: fn and its parameters."""
    lengths = {1: 3, 2: 3, 3: 6, 7: 2, 8: 8}
    return _MORE if not rest else lengths.get(rest[0], _BAD)


_COMMANDS: dict[bytes, tuple[str, Measure]] = {
    bytes(prefix, "latin-1"): (name, measure)
    for prefix, name, measure in (
        ("\x00", "NUL", _fixed(0)),
        ("\x09", "HT", _fixed(0)),
        ("\x0a", "LF", _fixed(0)),
        ("\x0c", "FF", _fixed(0)),
        ("\x0d", "CR", _fixed(0)),
        ("\x18", "CAN", _fixed(0)),
        ("\x10\x04", "DLE EOT", _fixed(1)),
        ("\x10\x05", "DLE ENQ", _fixed(1)),
        ("\x10\x14", "DLE DC4", _measure_realtime_request),
        ("\x1b@", "ESC @", _fixed(0)),
        ("\x1b ", "ESC SP", _fixed(1)),
        ("\x1b!", "ESC !", _fixed(1)),
        ("\x1b$", "ESC $", _fixed(2)),
        ("\x1b\\", "ESC \\", _fixed(2)),
        ("\x1b*", "ESC *", _measure_columns),
        ("\x1b-", "ESC -", _fixed(1)),
        ("\x1b2", "ESC 2", _fixed(0)),
        ("\x1b3", "ESC 3", _fixed(1)),
        ("\x1b=", "ESC =", _fixed(1)),
        ("\x1bD", "ESC D", _measure_tabs),
        ("\x1bE", "ESC E", _fixed(1)),
        ("\x1bG", "ESC G", _fixed(1)),
        ("\x1bJ", "ESC J", _fixed(1)),
        ("\x1bM", "ESC M", _fixed(1)),
        ("\x1bR", "ESC R", _fixed(1)),
        ("\x1bV", "ESC V", _fixed(1)),
        ("\x1ba", "ESC a", _fixed(1)),
        ("\x1bc3", "ESC c 3", _fixed(1)),
        ("\x1bc4", "ESC c 4", _fixed(1)),
        ("\x1bc5", "ESC c 5", _fixed(1)),
        ("\x1bd", "ESC d", _fixed(1)),
        ("\x1bi", "ESC i", _fixed(0)),
        ("\x1bm", "ESC m", _fixed(0)),
        ("\x1bp", "ESC p", _fixed(3)),
        ("\x1bt", "ESC t", _fixed(1)),
        ("\x1bu", "ESC u", _fixed(1)),
        ("\x1bv", "ESC v", _fixed(0)),
        ("\x1b{", "ESC {", _fixed(1)),
        ("\x1c!", "FS !", _fixed(1)),
        ("\x1c&", "FS &", _fixed(0)),
        ("\x1c-", "FS -", _fixed(1)),
        ("\x1c.", "FS .", _fixed(0)),
        ("\x1cC", "FS C", _fixed(1)),
        ("\x1cP", "FS P", _fixed(4)),
        ("\x1cS", "FS S", _fixed(2)),
        ("\x1cW", "FS W", _fixed(1)),
        ("\x1cp", "FS p", _fixed(2)),
        ("\x1d!", "GS !", _fixed(1)),
        ("\x1d$", "GS $", _fixed(2)),
        ("\x1d8L", "GS 8 L", _measure_counted_long),
        ("\x1dB", "GS B", _fixed(1)),
        ("\x1dH", "GS H", _fixed(1)),
        ("\x1dI", "GS I", _fixed(1)),
        ("\x1dL", "GS L", _fixed(2)),
        ("\x1dP", "GS P", _fixed(2)),
        ("\x1dV", "GS V", _measure_cut),
        ("\x1dW", "GS W", _fixed(2)),
        ("\x1d\\", "GS \\", _fixed(2)),
        ("\x1da", "GS a", _fixed(1)),
        ("\x1db", "GS b", _fixed(1)),
        ("\x1de", "GS e", _measure_presenter),
        ("\x1df", "GS f", _fixed(1)),
        ("\x1dh", "GS h", _fixed(1)),
        ("\x1dk", "GS k", _measure_barcode),
        ("\x1dr", "GS r", _fixed(1)),
        ("\x1dv0", "GS v 0", _measure_raster),
        ("\x1dw", "GS w", _fixed(1)),
        *((f"\x1b({letter}", f"ESC ( {letter}", _measure_counted) for letter in "AY"),
        *((f"\x1c({letter}", f"FS ( {letter}", _measure_counted) for letter in "ACELe"),
        *((f"\x1d({letter}", f"GS ( {letter}", _measure_counted) for letter in "ACDEFGHKLMNPQVXkz"),
    )
}
_LONGEST_NAME = max(map(len, _COMMANDS))
_BEGINNINGS = frozenset(name[:length] for name in _COMMANDS for length in range(1, len(name)))


def read_piece(data: bytes, at: int) -> Piece | None:
    """Return the piece of the stream that begins at `at`, or None if more bytes are needed to tell where it ends.

    An unknown command is as long as what could be recognised of it (one or two bytes); one whose parameters are out
    of range ends after those that were read. What follows either is read as usual, as a printer does.
    """
    if data[at] >= FIRST_TEXT_BYTE:
        return _read_text(data, at)
    for length in range(min(_LONGEST_NAME, len(data) - at), 0, -1):
        if (command := _COMMANDS.get(data[at : at + length])) is not None:
            return _read_command(data, at, at + length, *command)
    if len(data) - at < _LONGEST_NAME and data[at:] in _BEGINNINGS:
        return None
    raw = data[at : at + 2] if data[at : at + 1] in _BEGINNINGS else data[at : at + 1]
    return Piece(kind=Kind.UNKNOWN, name=raw.hex(" ").upper(), raw=raw)


def _read_text(data: bytes, at: int) -> Piece:
    limit = min(len(data), at + MAX_TEXT_BYTES)
    end = next((place for place in range(at, limit) if data[place] < FIRST_TEXT_BYTE), limit)
    return Piece(kind=Kind.TEXT, name="text", raw=data[at:end])


def _read_command(data: bytes, at: int, after_name: int, name: str, measure: Measure) -> Piece | None:
    size = measure(data[after_name : after_name + LONGEST_MEASURED])
    if size == _BAD:
        return Piece(kind=Kind.MALFORMED, name=name, raw=data[at : after_name + _HEADS.get(measure, 1)])
    end = after_name + size
    if size == _MORE or len(data) < end:
        return None
    return Piece(kind=Kind.COMMAND, name=name, raw=data[at:end], parameters=data[after_name:end])


_HEADS: dict[Measure, int] = {_measure_raster: 5, _measure_columns: 3, _measure_counted_long: 4}
"""How many bytes of a malformed command were its head; of others it is one."""
