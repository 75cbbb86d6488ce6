"""What is wrong in a hall's files, said so that the hall's staff can mend it: file, line, key, fault, remedy."""

import re
import types
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from hall.errors import BadSettings
from hall.toml_lines import KeyPath, list_key_lines

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend; printed as `file:line: key: what is wrong; what to do`."""

    file: str
    line: int
    key: str
    what: str

    def __str__(self) -> str:
        """Return it as one line."""
        return ": ".join(part for part in (f"{self.file}:{self.line}", self.key, self.what) if part)


@dataclass(frozen=True)
class Source:
    """One well-formed file of a hall's folder."""

    file: str
    text: str

    @cached_property
    def lines(self) -> dict[KeyPath, int]:
        """The lines of its keys: looked for where there is something to tell of one, as it is in no hall that opens."""
        return list_key_lines(self.text)

    def fault(self, path: KeyPath, what: str) -> Fault:
        """Return a fault at a key, on its own line or on that of what holds it."""
        return Fault(self.file, self.line_of(path), _dotted(path), what)

    def line_of(self, path: KeyPath) -> int:
        """Return the line of a key, or of what holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A record together with the place in the files that it was read from."""

    record: T
    source: Source
    path: KeyPath = ()

    @property
    def place(self) -> str:
        """Where the record stands, as `file:line`."""
        return f"{self.source.file}:{self.source.line_of(self.path)}"

    def fault(self, *key: str | int, what: str) -> Fault:
        """Return a fault at one of the record's own keys."""
        return self.source.fault((*self.path, *key), what)


def refuse(faults: Iterable[Fault]) -> None:
    """Raise all faults as one error, in the order of the files; do nothing when there are none.

    Raises:
        BadSettings: with one line for each fault.
    """
    lines = [str(fault) for fault in sorted(set(faults))]
    if lines:
        raise BadSettings("\n".join(lines), faults=len(lines))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "did you mean …?" with the nearest known words, or the known words where few, or nothing to add."""
    words = sorted(set(known))
    near = get_close_matches(word, words, n=3, cutoff=0.6)
    if near:
        return "did you mean " + " or ".join(f'"{one}"' for one in near) + "?"
    if 0 < len(words) <= 12:
        return "known are " + ", ".join(f'"{one}"' for one in words)
    return "check the spelling"


def word_fault(form: object, detail: dict[str, Any]) -> str:
    """Return a pydantic error of a hall file as a sentence that says what to write instead."""
    path: KeyPath = detail["loc"]
    kind = str(detail["type"])
    if kind == "missing":
        return "is missing; add it" if isinstance(path[-1], str) else "has too few values; give all of them"
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return f"is not a key that is known here; {did_you_mean(str(path[-1]), _keys_at(form, path[:-1]))}"
    if kind == "enum":
        known = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
        return f'"{detail["input"]}" is not one of the words allowed; {did_you_mean(str(detail["input"]), known)}'
    return f"is {_spoken(detail['input'])}; {_WANTED.get(kind.split('_', maxsplit=1)[0], str(detail['msg']))}"


_WANTED = {
    "string": 'write text in quotation marks, as in "5"',
    "int": "write a whole number without quotation marks, as in 20",
    "float": "write a number without quotation marks, as in 2.4",
    "bool": "write true or false, without quotation marks",
    "date": "write a day without quotation marks, as in 2012-03-01",
    "time": "write a time without quotation marks, as in 09:00:00",
    "tuple": "write a list in square brackets, as in [1, 2]",
    "dataclass": 'write a table of keys and values, as in { zh = "…", en = "…" }',
}


def _spoken(value: object) -> str:
    if isinstance(value, str):
        return f'the text "{value}"'
    if isinstance(value, dict):
        return "a table"
    return "a list" if isinstance(value, list) else f"{value}"


def _dotted(path: KeyPath) -> str:
    """Return a path as people write it: `rooms[3].name.en`, counting from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _keys_at(form: object, path: KeyPath) -> list[str]:
    """Return the keys that the form allows at a path."""
    for part in path:
        bare = _bare(form)
        form = _item_type(bare) if isinstance(part, int) else get_type_hints(bare).get(part)
    bare = _bare(form)
    return [field.name for field in fields(bare)] if is_dataclass(bare) else []


def _bare(form: object) -> object:
    """Return the type itself of `X | None`."""
    if isinstance(form, types.UnionType):
        return next(part for part in get_args(form) if part is not type(None))
    return form


def _item_type(form: object) -> object:
    items = get_args(form)
    return items[0] if items else None
