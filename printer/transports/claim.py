"""One owner of a printer at a time, whichever program of this machine it is: an advisory lock (`flock`) on a file.

A device file is its own lock. A network printer has one in the folder for temporary files: several printers take
connections side by side and mix what comes on them. Programs of other machines it does not stop: what the printer then
does, `yinhao printer probe` tells.
"""

import errno
import fcntl
import os
import re
import tempfile
import time
from pathlib import Path

from printer.deadline import Deadline
from printer.errors import PrinterInUse, PrinterUnreachable

_PAUSE_S = 0.02
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9.-]")


def open_lock(name: str, folder: Path | None = None) -> int:
    """Return the open file that stands for a printer without a device file.

    Args:
        name: of the printer, the same in every program.
        folder: where it lies; None for the machine's folder for temporary files.

    Raises:
        OSError: it can be neither opened nor made.
    """
    file = (folder or Path(tempfile.gettempdir())) / f"yinhao-printer-{_NOT_IN_NAMES.sub('_', name)}.lock"
    try:
        return os.open(file, os.O_RDONLY | os.O_NOFOLLOW)  # another account's may be read, not written
    except FileNotFoundError:
        return os.open(file, os.O_RDONLY | os.O_CREAT | os.O_NOFOLLOW, 0o644)


def claim(descriptor: int, *, timeout_s: float) -> bool:
    """Wait until no other program prints on this device, and return whether it is ours; closing gives it back.

    Raises:
        OSError: the device knows no locks.
    """
    deadline = Deadline(timeout_s)
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if deadline.has_passed:
                return False
            time.sleep(_PAUSE_S)
        else:
            return True


def refusal(address: str, error: Exception) -> PrinterUnreachable:
    """Return what an opening that failed means: `usblp`, libusb and exclusive serial lines say EBUSY to all but one."""
    if getattr(error, "errno", None) == errno.EBUSY:
        return PrinterInUse(f"{address}: another program prints on it")
    return PrinterUnreachable(f"{address}: {error}")
