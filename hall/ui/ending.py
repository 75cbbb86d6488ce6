"""Ends a program on SIGTERM and SIGINT from a thread of its own, so that no signal falls into the middle of Kivy."""

import signal
import threading
from collections.abc import Callable

_ENDING = frozenset({signal.SIGTERM, signal.SIGINT})


def hold_signals() -> None:
    """Keep the end's signals from every thread that starts from now on.

    Call it before the first import that starts one: miniaudio does, and SDL's own handler would get the signal there.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)


def end_on_signals(end: Callable[[], None]) -> None:
    """Have `end` called, on another thread, when the program is asked to end; on the main thread."""
    hold_signals()

    def wait() -> None:
        signal.sigwait(_ENDING)
        end()

    threading.Thread(target=wait, name="ending", daemon=True).start()
