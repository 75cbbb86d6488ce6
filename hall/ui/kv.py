"""Loads the KV file that stands beside a widget's module."""

from pathlib import Path

from kivy.lang import Builder


def load_kv(module_file: str) -> None:
    """Load `x.kv` for `x.py`; once a process, since rules loaded twice stack up.

    Args:
        module_file: the module's `__file__`.
    """
    path = Path(module_file).with_suffix(".kv")
    if str(path) not in Builder.files:
        Builder.load_file(str(path), encoding="utf-8")
