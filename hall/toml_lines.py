"""On which line of a TOML file each key stands: tomllib does not tell, and staff who mend a file need to know.

Follows TOML 1.0 (toml.io). The text has been read by tomllib before, so that it is known to be well-formed.
"""

import re
from bisect import bisect_right

KeyPath = tuple[str | int, ...]
"""A way into a document: keys of tables and places in arrays, from the top."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\r\n]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)


def list_key_lines(text: str) -> dict[KeyPath, int]:
    """Return the line (1 is the first) of every key, table and array item of a well-formed TOML text."""
    return _Scan(text).document()


class _Scan:
    """One walk through a text; `at` is the next character to look at."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[KeyPath, int] = {}
        self._ends = [end.start() for end in re.finditer("\n", text)]
        self._counts: dict[KeyPath, int] = {}

    def document(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        while self._skip(_BLANK) and self.at < len(self.text):
            if self._peek() == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.lines

    def _header(self) -> KeyPath:
        is_array = self.text.startswith("[[", self.at)
        line = self._line()
        self.at += 2 if is_array else 1
        keys = self._keys()
        self.at += 2 if is_array else 1
        path = self._resolve(keys)
        if is_array:
            self._counts[path] = self._counts.get(path, 0) + 1
            self.lines.setdefault(path, line)
            path = (*path, self._counts[path] - 1)
        self.lines.setdefault(path, line)
        return path

    def _resolve(self, keys: list[str]) -> KeyPath:
        """Return the full path of a header's keys: an array of tables in the middle means its last table."""
        path: KeyPath = ()
        for place, key in enumerate(keys):
            path = (*path, key)
            if path in self._counts and place + 1 < len(keys):
                path = (*path, self._counts[path] - 1)
        return path

    def _pair(self, table: KeyPath) -> None:
        line = self._line()
        path = table
        for key in self._keys():
            path = (*path, key)
            self.lines.setdefault(path, line)
        self.at += 1  # =
        self._skip(_SPACE)
        self._value(path)

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            if self._peek() in "\"'":
                keys.append(self._take(_STRING)[1:-1])
            else:
                keys.append(self._take(_BARE_KEY))
            self._skip(_SPACE)
            if self._peek() != ".":
                return keys
            self.at += 1

    def _value(self, path: KeyPath) -> None:
        match self._peek():
            case "[":
                self._array(path)
            case "{":
                self._inline_table(path)
            case '"' | "'":
                self._take(_STRING)
            case _:
                self._take(_SCALAR)

    def _array(self, path: KeyPath) -> None:
        self.at += 1
        place = 0
        while self._skip(_BLANK) and self._peek() != "]":
            if self._peek() == ",":
                self.at += 1
                continue
            self.lines[(*path, place)] = self._line()
            self._value((*path, place))
            place += 1
        self.at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self.at += 1
        while self._skip(_BLANK) and self._peek() != "}":
            if self._peek() == ",":
                self.at += 1
            else:
                self._pair(path)
        self.at += 1

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _line(self) -> int:
        return bisect_right(self._ends, self.at - 1) + 1

    def _skip(self, what: re.Pattern[str]) -> bool:
        found = what.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return True

    def _take(self, what: re.Pattern[str]) -> str:
        found = what.match(self.text, self.at)
        if found is None:
            raise ValueError(f"line {self._line()}: not well-formed TOML")
        self.at = found.end()
        return found.group()
