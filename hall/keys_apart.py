"""Search keys made by another process, which takes pypinyin's tables with it when it ends."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from hall.errors import HallError
from hall.places import SearchKeys
from hall.search_keys import make_search_keys
from hall.wire import from_json, to_json

PACKAGE_ROOT = Path(__file__).resolve().parent.parent

_log = logging.getLogger(__name__)


class KeysApart:
    """Makes the keys of words that are known beforehand; others, and all if the process fails, are made here."""

    def __init__(self, wanted: Iterable[tuple[str, ...]]) -> None:
        """Start the process; it is waited for when the first key is asked for."""
        self._wanted = list(wanted)
        self._keys: dict[tuple[str, ...], SearchKeys] | None = None
        variables = {**os.environ, "PYTHONPATH": str(PACKAGE_ROOT)}
        command = [sys.executable, "-P", "-m", "hall.search_keys"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=variables)
        assert self._process.stdin is not None
        self._process.stdin.write(to_json(self._wanted))
        self._process.stdin.close()

    def __call__(self, words: Iterable[str]) -> SearchKeys:
        """Return the keys of some words."""
        asked = tuple(words)
        if self._keys is None:
            self._keys = self._fetch()
        return self._keys.get(asked) or make_search_keys(asked)

    def _fetch(self) -> dict[tuple[str, ...], SearchKeys]:
        assert self._process.stdout is not None
        with self._process.stdout as come:
            told = come.read()
        self._process.wait()
        try:
            return dict(zip(self._wanted, from_json(list[SearchKeys], told), strict=True))
        except (HallError, ValueError):
            _log.warning("search keys are made here: the process for them ended with %d", self._process.returncode)
            return {}
