"""Reads one line of text of a ticket template: columns, sizes, bold, fields (markup: `printer.template`); pure.

Raises `BadTemplate` with the cause; `printer.template_parser` adds the line's number.
"""

import difflib
import re
from collections.abc import Iterator

from printer.blocks import Align
from printer.errors import BadTemplate
from printer.template import ColumnForm, Field, LineForm, RunForm, Words

SCALES = (1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0)
"""Body sizes by the number of `^`."""

_FIELD = re.compile(r"\{\{\s*([^{}#/\s]+)\s*\}\}")
_PLACES = re.compile(r"\\.|\{\{[^{}]*\}\}|.")
_MARKS = re.compile(r"\\.|\^+|\{\{[^{}]*\}\}|.")
_SIZE, _BOLD, _INVERSE = "^", '"', "`"


def read_line(
    source: str, *, align: Align, may_wrap: bool, language: str, is_kept: bool, known: frozenset[str]
) -> LineForm:
    """Return a line of text; `align` holds where there are no columns, `known` are the fields there are."""
    pieces = _split_columns(source)
    if len(pieces) == 1 and "|" not in source.replace("\\|", ""):
        columns = [ColumnForm(runs=tuple(_read_runs(source.strip(), known)), align=align)]
    else:
        columns = [ColumnForm(runs=tuple(_read_runs(text.strip(), known)), align=_side(text)) for text in pieces]
    return LineForm(columns=tuple(columns), may_wrap=may_wrap, language=language, is_kept=is_kept)


def read_words(text: str, known: frozenset[str]) -> Words:
    """Return text without marks: what is written, and the places of fields."""
    words: list[str | Field] = []
    written = ""
    for part in _PLACES.findall(text):
        if (place := _FIELD.fullmatch(part)) is not None:
            check_field(place[1], known)
            words += [written, Field(name=place[1])] if written else [Field(name=place[1])]
            written = ""
        elif part in ("{", "}", "_"):
            raise BadTemplate(f'"{part}" in a text is written "\\{part}"')
        else:
            written += "\N{NO-BREAK SPACE}" if part == "~" else part.removeprefix("\\") or "\\"
    return tuple([*words, written] if written else words)


def check_field(name: str, known: frozenset[str]) -> None:
    """Raise `BadTemplate` if there is no such field."""
    if name not in known:
        near = difflib.get_close_matches(name, sorted(known), n=1)
        raise BadTemplate(f'unknown field "{name}"' + (f', did you mean "{near[0]}"?' if near else ""))


def _read_runs(text: str, known: frozenset[str]) -> Iterator[RunForm]:
    marks, is_bold, is_inverse, piece = 0, False, False, ""
    for part in [*_MARKS.findall(text), ""]:
        if part and part[0] not in (_SIZE, _BOLD, _INVERSE):
            piece += part
            continue
        if piece:
            words = read_words(piece, known)
            yield RunForm(words=words, scale=SCALES[marks], is_bold=is_bold, is_inverse=is_inverse)
            piece = ""
        if part.startswith(_SIZE):
            if len(part) >= len(SCALES):
                raise BadTemplate(f'"{part}": {len(SCALES) - 1} marks are the largest size')
            marks = 0 if marks == len(part) else len(part)
        is_bold ^= part == _BOLD
        is_inverse ^= part == _INVERSE


def _split_columns(line: str) -> list[str]:
    """Return the texts between the `|` of a line; those at its very ends only close it."""
    pieces = re.split(r"(?<!\\)\|", line.strip())
    if len(pieces) > 1 and not pieces[0].strip():
        pieces = pieces[1:]
    if len(pieces) > 1 and not pieces[-1].strip():
        pieces = pieces[:-1]
    return pieces


def _side(text: str) -> Align:
    has_left, has_right = text[:1].isspace(), text[-1:].isspace()
    if has_left == has_right:
        return Align.CENTER
    return Align.RIGHT if has_left else Align.LEFT
