"""The texts that people read, by key: `assets/languages/<code>/<part>.toml`, one part for each face."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hall.errors import BadSettings
from hall.places import Text

CODES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Language:
    """One language: dotted keys (`kiosk.home.title`) to texts that may hold `{named}` places."""

    code: str
    texts: dict[str, str]

    def text(self, key: str, **facts: object) -> str:
        """Return the text of a key with its places filled.

        Raises:
            KeyError: no such key, or a place without its fact: a fault of ours that tests must find.
        """
        text = self.texts[key]
        return text.format_map(facts) if facts or "{" in text else text

    def has(self, key: str) -> bool:
        """Whether there is a text for the key (errors from a newer server may have none)."""
        return key in self.texts

    def of(self, text: Text) -> str:
        """Return a bilingual text of the hall's own data in this language."""
        return text.zh if self.code == "zh" else text.en


@cache
def load_languages(folder: Path) -> dict[str, Language]:
    """Read every language below `assets/languages`, once in a process.

    Raises:
        BadSettings: a file is missing or is not TOML of nested tables of texts.
    """
    return {code: _load(folder / code, code) for code in CODES}


def _load(folder: Path, code: str) -> Language:
    texts: dict[str, str] = {}
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise BadSettings(f"{folder}: no language files (*.toml) here")
    for file in files:
        try:
            tables = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadSettings(f"{file}: {error}") from error
        _flatten(tables, f"{file.stem}.", texts, file)
    return Language(code, texts)


def _flatten(tables: dict[str, Any], prefix: str, texts: dict[str, str], file: Path) -> None:
    for name, value in tables.items():
        if isinstance(value, dict):
            _flatten(value, f"{prefix}{name}.", texts, file)
        elif isinstance(value, str):
            texts[prefix + name] = value
        else:
            raise BadSettings(f"{file}: {prefix}{name}: must be a text in quotation marks")
