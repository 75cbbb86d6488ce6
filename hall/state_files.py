"""The files of a device's state folder: whole, whenever the power goes; one that is broken is set aside."""

import logging
import os
from pathlib import Path
from typing import TypeVar

from hall.errors import BadInput, DiskUnusable
from hall.wire import from_json

T = TypeVar("T")

_log = logging.getLogger(__name__)

PRIVATE = 0o600
"""Tokens of visitors' pages are in them."""


def write_whole(file: Path, data: bytes) -> None:
    """Put a file in place of another one, on the disk when this returns.

    Raises:
        DiskUnusable: it cannot be written; the old one is still there.
    """
    beside = file.with_name(file.name + ".new")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
        try:
            write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        beside.replace(file)
        sync_folder(file.parent)
    except OSError as error:
        raise DiskUnusable(f"{file}: {error}; free the disk or replace it") from error


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte: the kernel may take fewer than it is given."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def find_kept(file: Path, of: type[T]) -> T | None:
    """Return what a file of the state folder keeps, None where there is none.

    One that is cut or broken is set aside, told to staff, and from then on as if it had never been there: what
    stands in for it is for the caller to say.

    Raises:
        DiskUnusable: it is there and cannot be read, or cannot be moved out of the way.
    """
    try:
        return from_json(of, file.read_bytes())
    except FileNotFoundError:
        return None
    except BadInput as error:
        _set_aside(file, error)
        return None
    except OSError as error:
        raise DiskUnusable(f"{file}: {error}; let the program read it, or move it away") from error


def sync_folder(folder: Path) -> None:
    """Have a folder's own list of files on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _set_aside(file: Path, why: Exception) -> None:
    """Move a file that cannot be read out of the way, for whoever looks into it; tell staff.

    Raises:
        DiskUnusable: it is still there.
    """
    aside = file.with_name(f"{file.name}.damaged")
    try:
        file.replace(aside)
        sync_folder(file.parent)
    except OSError as error:
        raise DiskUnusable(f"{file}: {error}; it cannot be read either ({why}); remove it") from error
    _log.error("%s was cut or broken and is kept as %s; the program goes on without it: %s", file, aside.name, why)
