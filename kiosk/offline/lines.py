"""Lines that prove themselves: each with its checksum before it, so that a file tells what of it holds. Pure.

    1a2b3c4d {"kind":"taken", ...} and a line feed

The checksum is CRC-32 of what stands after the space: it finds damage, not intent. A line is whole once its last byte,
the line feed, is on the disk; only then is anything done because of it.
"""

import zlib
from dataclasses import dataclass
from enum import StrEnum

CHECK_DIGITS = 8


class Condition(StrEnum):
    """What is wrong with a file: nothing, a last line that was being written, or lines that had been whole."""

    WHOLE = "whole"
    TORN = "torn"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """What could be read, in order, and how many bytes from the beginning are whole."""

    texts: tuple[bytes, ...]
    whole_bytes: int
    condition: Condition


def as_line(text: bytes) -> bytes:
    """Return a text without line feeds as a line."""
    return b"%08x %s\n" % (zlib.crc32(text), text)


def read_lines(data: bytes) -> Lines:
    """Return the lines of a file, whatever happened to it.

    A last line without its line feed was being written when the power went: nobody was told of it, and it is dropped.
    Anything else that cannot be read had been whole once: the file is damaged, though its other lines hold.
    """
    texts: list[bytes] = []
    at, whole_bytes, is_damaged = 0, 0, False
    while at < len(data):
        end = data.find(b"\n", at)
        if end < 0:
            break
        text = _text_of(data[at:end])
        if text is None:
            is_damaged = True
        else:
            texts.append(text)
        at = end + 1
        if not is_damaged:
            whole_bytes = at
    rest = data[at:]
    if (last := _text_of(rest[:-1])) is not None:  # its line feed was changed into something else
        texts.append(last)
        is_damaged = True
    sound = Condition.TORN if rest else Condition.WHOLE
    return Lines(texts=tuple(texts), whole_bytes=whole_bytes, condition=Condition.DAMAGED if is_damaged else sound)


def _text_of(line: bytes) -> bytes | None:
    check, space, text = line[:CHECK_DIGITS], line[CHECK_DIGITS : CHECK_DIGITS + 1], line[CHECK_DIGITS + 1 :]
    return text if space == b" " and text and check == b"%08x" % zlib.crc32(text) else None
