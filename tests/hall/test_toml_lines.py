import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.toml_lines import KeyPath, list_key_lines

SAMPLE = Path(__file__).resolve().parent.parent.parent / "assets" / "halls" / "sample"
FILES = sorted(SAMPLE.rglob("*.toml"))

TEXT = '''# a comment with = and [brackets]
title = "one # not a comment" # a comment
"quoted key" = 1
size.width = 2

[table]
inline = { a = 1, b = { c = [1, 2] } }
list = [
  # a comment in a list
  "x", 'y',
  { d = 3 },
]
text = """
[not.a.table]
key = "no"
"""
raw = \'\'\'
it's raw = 1\'\'\'

[[rows]]
name = "first"
  [[rows.cells]]
  n = 1
  [rows.more]
  m = 2
[[rows]]
name = "second"
  [[rows.cells]]
  n = 3
  [[rows.cells]]
  n = 4
'''


def test_keys_of_the_top_and_of_tables_are_found() -> None:
    lines = list_key_lines(TEXT)

    assert (lines[("title",)], lines[("quoted key",)], lines[("size", "width")], lines[("table",)]) == (2, 3, 4, 6)


def test_keys_of_inline_tables_stand_on_the_line_of_the_table() -> None:
    lines = list_key_lines(TEXT)

    assert lines[("table", "inline", "b", "c", 1)] == 7


def test_items_of_lists_have_their_own_lines() -> None:
    lines = list_key_lines(TEXT)

    assert [lines[("table", "list", place)] for place in range(3)] == [10, 10, 11]
    assert lines[("table", "list", 2, "d")] == 11


def test_texts_of_several_lines_hold_no_keys() -> None:
    lines = list_key_lines(TEXT)

    assert (lines[("table", "text")], lines[("table", "raw")]) == (13, 17)
    assert not any("not" in path or "key" in path for path in lines)


def test_arrays_of_tables_are_counted_each_within_its_own_table() -> None:
    lines = list_key_lines(TEXT)

    assert lines[("rows", 0, "cells", 0, "n")] == 23
    assert lines[("rows", 0, "more", "m")] == 25
    assert lines[("rows", 1, "name")] == 27
    assert lines[("rows", 1, "cells", 1, "n")] == 31


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_key_of_the_sample_hall_is_on_the_line_told(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines, rows = list_key_lines(text), text.splitlines()

    for path, value in _walk(tomllib.loads(text), ()):
        assert path in lines
        if isinstance(path[-1], str):
            assert path[-1] in rows[lines[path] - 1]
        elif isinstance(value, str):
            assert value in rows[lines[path] - 1]


def _walk(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, object]]:
    if path:
        yield path, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, (*path, key))
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield from _walk(item, (*path, place))
