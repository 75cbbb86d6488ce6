"""Ends a program on SIGTERM and SIGINT from a thread of its own, so that no signal falls into the middle of Kivy."""

import signal
import threading
from collections.abc import Callable

_ENDING = frozenset({signal.SIGTERM, signal.SIGINT})


def end_on_signals(end: Callable[[], None]) -> None:
    """Have `end` called, on another thread, when the program is asked to end.

    Call it on the main thread before any other thread starts: they inherit that these signals are held back.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)

    def wait() -> None:
        signal.sigwait(_ENDING)
        end()

    threading.Thread(target=wait, name="ending", daemon=True).start()
