"""A second reader of ESC/POS, written from Epson's manual alone: it shares nothing with the product's own printer.

It knows lengths and ranges of the commands that a ticket may be made of, and nothing else: whatever is not in its
tables is a fault, also what another printer would forgive.
"""

from dataclasses import dataclass, field

FIXED = {
    b"\x1b@": 0, b"\x1b!": 1, b"\x1b-": 1, b"\x1b2": 0, b"\x1b3": 1, b"\x1bE": 1, b"\x1bJ": 1, b"\x1bM": 1,
    b"\x1ba": 1, b"\x1bd": 1, b"\x1bt": 1, b"\x1c&": 0, b"\x1c.": 0, b"\x1c!": 1, b"\x1cS": 2, b"\x1d!": 1,
    b"\x1dB": 1, b"\x1dI": 1, b"\x1dL": 2, b"\x1dP": 2, b"\x1dW": 2, b"\x1da": 1, b"\x1dr": 1, b"\x10\x04": 1,
}  # fmt: skip
RANGES = {b"\x1ba": (0, 2), b"\x1dr": (1, 2), b"\x10\x04": (1, 4), b"\x1dB": (0, 1), b"\x1bE": (0, 1)}


@dataclass
class Reading:
    """What was found: commands in order, text as bytes, faults by place, and the rows of dots that were fed."""

    commands: list[bytes] = field(default_factory=list)
    text: bytearray = field(default_factory=bytearray)
    faults: list[str] = field(default_factory=list)
    image_bytes: int = 0
    rows: int = 0
    qr: list[bytes] = field(default_factory=list)


def read(data: bytes, *, width_dots: int) -> Reading:
    """Read a whole job."""
    found, at, is_line_begun = Reading(), 0, False
    while at < len(data):
        lead = data[at]
        if lead >= 0x20:
            size = 2 if lead >= 0x81 else 1
            if size == 2 and (at + 1 >= len(data) or not 0x40 <= data[at + 1] <= 0xFE or data[at + 1] == 0x7F):
                found.faults.append(f"{at}: half a Hanzi")
            found.text += data[at : at + size]
            is_line_begun = True
            at += size
            continue
        if lead == 0x0A:
            is_line_begun = False
            at += 1
            continue
        length = _length(data, at, found, width_dots, is_line_begun=is_line_begun)
        if length == 0:
            found.faults.append(f"{at}: {data[at : at + 4].hex(' ')} is no command")
            length = 1
        elif at + length > len(data):
            found.faults.append(f"{at}: broken off")
        found.commands.append(data[at : at + 2])
        at += length
    return found


def _length(data: bytes, at: int, found: Reading, width_dots: int, *, is_line_begun: bool) -> int:
    """Return how long the command at a place is with its parameters, 0 if it is none."""
    name = data[at : at + 2]
    if name in FIXED:
        low, high = RANGES.get(name, (0, 255))
        if FIXED[name] == 1 and not low <= data[at + 2] <= high:
            found.faults.append(f"{at}: {name.hex(' ')} {data[at + 2]}")
        if name == b"\x1bJ":
            found.rows += data[at + 2]
        return 2 + FIXED[name]
    if name == b"\x1dV":
        return 3 if data[at + 2] in b"\x00\x01\x30\x31" else 4 if data[at + 2] in b"\x41\x42" else 0
    if data[at : at + 3] == b"\x1dv0":
        return _raster(data, at, found, width_dots, is_line_begun=is_line_begun)
    if data[at : at + 3] in (b"\x1d(k", b"\x1d(H"):
        size = int.from_bytes(data[at + 3 : at + 5], "little")
        block = data[at + 5 : at + 5 + size]
        if data[at : at + 3] == b"\x1d(k":
            _symbol(at, block, found)
        elif size != 6 or block[:2] != b"00":
            found.faults.append(f"{at}: GS ( H {block.hex(' ')}")
        return 5 + size
    return 0


def _raster(data: bytes, at: int, found: Reading, width_dots: int, *, is_line_begun: bool) -> int:
    mode, across = data[at + 3], int.from_bytes(data[at + 4 : at + 6], "little")
    down = int.from_bytes(data[at + 6 : at + 8], "little")
    double = 2 if mode in (3, 51) else 1
    if mode not in (0, 3, 48, 51) or not across or not 1 <= down <= 256:
        found.faults.append(f"{at}: GS v 0 m={mode} {across} x {down}")
    if across * 8 * double > (width_dots + 7) // 8 * 8:
        found.faults.append(f"{at}: a picture of {across * 8 * double} dots on {width_dots}")
    if is_line_begun:
        found.faults.append(f"{at}: GS v 0 behind text")
    found.image_bytes += across * down
    found.rows += down * double
    return 8 + across * down


def _symbol(at: int, block: bytes, found: Reading) -> None:
    if block[:1] != b"1" or block[1] not in (0x41, 0x43, 0x45, 0x50, 0x51):
        found.faults.append(f"{at}: GS ( k {block[:3].hex(' ')}")
    elif block[1] == 0x43 and not 1 <= block[2] <= 16:
        found.faults.append(f"{at}: {block[2]} dots")
    elif block[1] == 0x45 and not 48 <= block[2] <= 51:
        found.faults.append(f"{at}: level {block[2]}")
    elif block[1] == 0x50:
        found.qr.append(block[3:])
