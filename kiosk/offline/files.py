"""Files that are either as they were or as they shall be, whenever the power goes."""

import os
from pathlib import Path

from hall.errors import DiskUnusable

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


def sync_folder(folder: Path) -> None:
    """Have a folder's own list of files on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
