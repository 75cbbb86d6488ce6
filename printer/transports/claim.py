"""One owner of a printer's device at a time, whichever program it is: an advisory lock (`flock`) on the open file."""

import fcntl
import time

from printer.deadline import Deadline

_PAUSE_S = 0.02


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
