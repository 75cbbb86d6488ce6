"""ESC/POS commands as bytes, one small function each; pure.

Source: Epson ESC/POS Command Reference (names as there, e.g. "GS v 0"). `GS v 0` is called obsolete there
and is yet the one image command that every brand understands. Parameters are drawn as in the manual.
"""

INITIALIZE = b"\x1b@"
"""ESC @: forget sizes, alignment, Hanzi mode and ASB; keep the receive buffer.  1B 40"""

CUT_FEEDING_TO_BLADE = b"\x1dV\x42\x00"
"""GS V 66 0: feed the printed part past the blade, then cut. `GS V 0` would leave 10-18 mm inside.  1D 56 42 00"""

CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: in real time, drop all that is not printed; answered 37 25 00.  10 14 08 01 03 14 01 06 02 08"""

ALL_STATUS = 0xFF
"""For `set_automatic_status`: report every kind of change."""

BEGIN_HANZI = b"\x1c&"
"""FS &: what follows is GB18030; units for export start without.  1C 26"""

LINE_FEED = b"\n"
"""LF: print the line.  0A"""

MAX_FEED_DOTS = 255
MAX_QR_BYTES = 7089
MAX_BAND_ROWS = 256


def ask_status(part: int) -> bytes:
    """DLE EOT n: ask in real time for one status byte.

    10 04 n

    Args:
        part: 1 printer, 2 offline cause, 3 error cause, 4 paper sensors.
    """
    if not 1 <= part <= 4:
        raise ValueError(f"DLE EOT {part}: part is 1 to 4")
    return bytes((0x10, 0x04, part))


def set_automatic_status(mask: int) -> bytes:
    """GS a n: send four status bytes now and at each change (ASB); 0 switches off.

    1D 61 n
    """
    return bytes((0x1D, 0x61, _byte(mask)))


def ask_status_in_order() -> bytes:
    """GS r 1: ask for one status byte when everything before it has been processed; not done while stopped.

    1D 72 01
    """
    return b"\x1dr\x01"


def ask_process_id(process_id: str) -> bytes:
    """GS ( H fn 48: have these four characters sent back when everything before them has been printed.

    1D 28 48 06 00 30 30 d1 d2 d3 d4, answered by 37 22 d1 d2 d3 d4 00
    """
    if len(process_id) != 4 or not all(" " <= character <= "~" for character in process_id):
        raise ValueError(f"a process id is four printable ASCII characters, not {process_id!r}")
    return b"\x1d(H\x06\x00\x30\x30" + process_id.encode("ascii")


def ask_identity(part: int) -> bytes:
    """GS I n: ask for a name, 66 the maker's, 67 the model's.

    1D 49 n, answered by 5F d1 ... dk 00
    """
    return bytes((0x1D, 0x49, _byte(part)))


def set_motion_units(*, per_inch: int) -> bytes:
    """GS P x y: make one unit of `ESC J` one dot; TM-T88 and TM-T90 start with half a dot (y = 360).

    1D 50 x y
    """
    return bytes((0x1D, 0x50, _byte(per_inch), _byte(per_inch)))


def feed_dots(dots: int) -> bytes:
    """ESC J n, as often as needed: feed without printing.

    1B 4A n
    """
    if dots < 0:
        raise ValueError("paper does not go back")
    whole, rest = divmod(dots, MAX_FEED_DOTS)
    return b"\x1bJ\xff" * whole + (bytes((0x1B, 0x4A, rest)) if rest else b"")


def print_band(rows: list[bytes], *, is_doubled: bool = False) -> bytes:
    """GS v 0: print rows of packed dots at the left edge.

    1D 76 30 m xL xH yL yH d1 ... dk

    Args:
        rows: 1 to 256 rows of equal length, leftmost dot in the highest bit, 1 black.
        is_doubled: m = 3, each dot printed 2 x 2; otherwise m = 0.
    """
    width_bytes = len(rows[0])
    if not 1 <= len(rows) <= MAX_BAND_ROWS or not width_bytes:
        raise ValueError(f"a band of {len(rows)} rows of {width_bytes} bytes")
    if any(len(row) != width_bytes for row in rows):
        raise ValueError("the rows of a band are equally long")
    head = bytes((0x1D, 0x76, 0x30, 3 if is_doubled else 0))
    sizes = width_bytes.to_bytes(2, "little") + len(rows).to_bytes(2, "little")
    return head + sizes + without_realtime_commands(b"".join(rows))


def choose_size(*, across: int, down: int) -> bytes:
    """GS ! n: letters and Hanzi 1 to 8 times as wide and as high.

    1D 21 n
    """
    if not (1 <= across <= 8 and 1 <= down <= 8):
        raise ValueError(f"{across} x {down}: sizes are 1 to 8")
    return bytes((0x1D, 0x21, (across - 1) << 4 | (down - 1)))


def choose_bold(*, is_on: bool) -> bytes:
    """ESC E n: bold letters and Hanzi.

    1B 45 n
    """
    return bytes((0x1B, 0x45, is_on))


def choose_inverse(*, is_on: bool) -> bytes:
    """GS B n: white on black.

    1D 42 n
    """
    return bytes((0x1D, 0x42, is_on))


def choose_side(side: int) -> bytes:
    """ESC a n: 0 left, 1 middle, 2 right; at the beginning of a line only.

    1B 61 n
    """
    if side not in (0, 1, 2):
        raise ValueError(f"side {side}: 0, 1 or 2")
    return bytes((0x1B, 0x61, side))


def print_qr(content: bytes, *, module_dots: int, level: str) -> bytes:
    """GS ( k, functions 165, 167, 169, 180, 181: a QR code drawn by the printer, without a quiet zone.

    1D 28 6B 04 00 31 41 32 00          model 2
    1D 28 6B 03 00 31 43 n              n dots for a module
    1D 28 6B 03 00 31 45 n              error correction, n = 48 + (l m q h)
    1D 28 6B pL pH 31 50 30 d1 ... dk   content
    1D 28 6B 03 00 31 51 30             print

    Args:
        content: what a phone reads, at least one byte.
        module_dots: 1 to 16.
        level: l, m, q or h.
    """
    if not 1 <= module_dots <= 16 or not 1 <= len(content) <= MAX_QR_BYTES:
        raise ValueError(f"a QR code of {len(content)} bytes at {module_dots} dots")
    start = b"\x1d(k"
    return b"".join(
        (
            start + b"\x04\x00\x31\x41\x32\x00",
            start + b"\x03\x00\x31\x43" + bytes((module_dots,)),
            start + b"\x03\x00\x31\x45" + bytes((48 + "lmqh".index(level),)),
            start + (len(content) + 3).to_bytes(2, "little") + b"\x31\x50\x30" + content,
            start + b"\x03\x00\x31\x51\x30",
        )
    )


def present_steps(steps: int) -> bytes:
    """GS e 3 m: hold the slip out by so many steps, whose length is the model's.

        1D 65 03 m

    Source: Custom's kiosk printers.
    """
    return b"\x1de\x03" + bytes([_byte(steps)])


def present_and_eject(steps: int, *, after_s: int) -> bytes:
    """FS P a b c d: hold the slip out by so many steps, and push it out when it has not been taken.

        1C 50 a b c d      a steps · b 1: its lamp blinks · c 45 eject (52 would draw it back) · d seconds

    Source: Custom's kiosk printers of the third generation.
    """
    return b"\x1cP" + bytes([_byte(steps), 1]) + b"E" + bytes([_byte(after_s)])


def without_realtime_commands(dots: bytes) -> bytes:
    """Return image bytes in which no printer can see a real-time command.

    Some printers act on DLE EOT, DLE ENQ and DLE DC4 (10 04, 10 05, 10 14) even inside an image. One dot more
    (0.125 mm) breaks such a pair: 04 -> 0C, 05 -> 0D, 14 -> 1C. 0 of 1,500 random tickets held one.
    """
    for second in (0x04, 0x05, 0x14):
        dots = dots.replace(bytes((0x10, second)), bytes((0x10, second | 0x08)))
    return dots


def _byte(value: int) -> int:
    if not 0 <= value <= 0xFF:
        raise ValueError(f"{value} is not a byte")
    return value
