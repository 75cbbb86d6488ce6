"""GlassWatch: notices when the screen's thread stands still, and tells where: nothing on a glass may wait.

The thread says when it begins to work and when it rests, which is between two frames. Another thread looks at what it
does meanwhile, as `faulthandler` would, and logs whatever took longer than a person takes for "at once".
"""

import logging
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

MOST_S = 0.05
LOOK_EVERY_S = 0.05
TOLD_AGAIN_AFTER_S = 60.0
FRAMES_TOLD = 4

_log = logging.getLogger(__name__)


class GlassWatch:
    """`work` and `rest` belong to the screen's thread, and cost it nothing."""

    def __init__(self, *, seconds: Callable[[], float] = time.perf_counter) -> None:
        """Watch the thread that makes this object, by a clock that only runs forward."""
        self._seconds = seconds
        self._watched = threading.get_ident()
        self._busy_since_s: float | None = None
        self._where = ""
        self._told_s: dict[str, float] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="glass-watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()

    def watch(self, clock: Any) -> None:  # noqa: ANN401  # Kivy has no types
        """Have Kivy's clock say when its thread rests: in its `idle`, which nothing else is told of."""
        idle = clock.idle

        def watched_idle() -> object:
            self.rest()
            try:
                return idle()
            finally:
                self.work()

        clock.idle = watched_idle

    def work(self) -> None:
        """The thread begins to work."""
        self._where = ""
        self._busy_since_s = self._seconds()

    def rest(self) -> None:
        """The thread has done its work."""
        since_s, self._busy_since_s = self._busy_since_s, None
        if since_s is not None and (took_s := self._seconds() - since_s) > MOST_S:
            self._tell(took_s, self._where or "somewhere that nobody looked at")

    def look(self) -> None:
        """See where the thread is, if it works; on another thread."""
        if self._busy_since_s is None:
            return
        frame = sys._current_frames().get(self._watched)  # noqa: SLF001  # as faulthandler and the profilers do
        where = place_of(frame)
        if self._busy_since_s is not None:
            self._where = where

    def _run(self) -> None:
        while not self._ended.wait(LOOK_EVERY_S):
            self.look()

    def _tell(self, took_s: float, where: str) -> None:
        now_s = self._seconds()
        if now_s - self._told_s.get(where, -TOLD_AGAIN_AFTER_S) >= TOLD_AGAIN_AFTER_S:
            self._told_s[where] = now_s
            _log.info("the glass stood still for %.0f ms: %s", took_s * 1000, where)


def place_of(frame: FrameType | None) -> str:
    """Return the innermost places of a stack, the innermost first."""
    places: list[str] = []
    while frame is not None and len(places) < FRAMES_TOLD:
        file = Path(frame.f_code.co_filename)
        places.append(f"{file.parent.name}/{file.name}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(places)
