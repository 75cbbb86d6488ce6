"""Which characters a TrueType font has a picture for: its `cmap` table (OpenType 1.9, "cmap", formats 4 and 12).

Pillow draws a box for a character that a font lacks and does not say so.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from hall.errors import BadSettings

_WINDOWS, _BASIC_PLANE, _ALL_PLANES = 3, 1, 10


def read_characters(file: Path) -> frozenset[int]:
    """Return the code points that a font file covers.

    Raises:
        BadSettings: the file is missing or has no Unicode `cmap` that this understands.
    """
    try:
        data = file.read_bytes()
        cmap = data[_find_table(data, b"cmap") :]
        table = _widest_table(cmap)
        (kind,) = struct.unpack_from(">H", table)
        return frozenset({4: _segments, 12: _groups}[kind](table))
    except (OSError, struct.error, KeyError) as error:
        raise BadSettings(f"{file}: not a font that can be used: {error!r}") from error


def _find_table(data: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * at) for at in range(count))
    return {name: int(offset) for name, _, offset, _ in records}[tag]


def _widest_table(cmap: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", cmap, 2)
    records = (struct.unpack_from(">HHI", cmap, 4 + 8 * at) for at in range(count))
    offsets = {(platform, encoding): int(offset) for platform, encoding, offset in records}
    return cmap[offsets.get((_WINDOWS, _ALL_PLANES), offsets.get((_WINDOWS, _BASIC_PLANE), len(cmap))) :]


def _groups(table: bytes) -> Iterator[int]:
    """Yield the characters of format 12: groups of (first, last, first glyph)."""
    (count,) = struct.unpack_from(">I", table, 12)
    for first, last, _ in struct.iter_unpack(">III", table[16 : 16 + 12 * count]):
        yield from range(first, last + 1)


def _segments(table: bytes) -> Iterator[int]:
    """Yield the characters of format 4: four parallel arrays, the last pointing at glyphs that follow it."""
    count = int(struct.unpack_from(">H", table, 6)[0]) // 2
    lasts = struct.unpack_from(f">{count}H", table, 14)
    firsts = struct.unpack_from(f">{count}H", table, 16 + 2 * count)
    offsets_at = 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", table, offsets_at)
    for at, (first, last, offset) in enumerate(zip(firsts, lasts, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph_at = offsets_at + 2 * at + offset + 2 * (code - first)
            if offset == 0 or struct.unpack_from(">H", table, glyph_at)[0]:
                yield code
