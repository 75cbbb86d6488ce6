"""Media: the pictures and short clips of a folder, one after another, made ready on a thread of their own."""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence

KINDS = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})
PICTURE_S = 12.0
CLIP_FRAME_LEAST_S = 0.1
"""A clip is shown at ten frames a second at most: each is a drawing of the whole board."""

EMPTY_S = 10.0
"""How long nothing is looked for in a folder in which there was nothing to show."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A picture as it goes on the glass: RGB, rows from the top, and how long it stays."""

    pixels: bytes
    width: int
    height: int
    stays_s: float


class Media:
    """Plays while it is told to: each picture 12 s, each clip once, in the order of their names, and again.

    The folder is read anew each time round, so that staff may change it while the hall is open.
    """

    def __init__(self, folder: Path, hand_over: Callable[[Frame], None]) -> None:
        """Take the folder, and who shows a frame (called on this object's thread)."""
        self._folder, self._hand_over = folder, hand_over
        self._room, self._times_told = (0, 0), 0
        self._wanted, self._stopped = threading.Event(), threading.Event()
        self._changed = threading.Condition()
        self._complained: set[Path] = set()
        self._thread = threading.Thread(target=self._run, name="media", daemon=True)

    def start(self) -> None:
        """Begin, once it is told to play."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stopped.set()
        self.tell_room(None)
        self._wanted.set()
        self._thread.join(timeout=2.0)

    def tell_room(self, room: tuple[int, int] | None) -> None:
        """Play, in a place of so many px, or (None) show nothing more; any thread."""
        with self._changed:
            self._times_told += 1
            if room is None:
                self._wanted.clear()
            else:
                self._room = room
                self._wanted.set()
            self._changed.notify_all()

    def _run(self) -> None:
        while not self._stopped.is_set():
            shown = 0
            for file in self._list():
                shown += self._play_file(file)
            if not shown:
                self._stopped.wait(EMPTY_S)

    def _list(self) -> list[Path]:
        try:
            return sorted(file for file in self._folder.iterdir() if file.suffix.lower() in KINDS)
        except OSError as error:
            self._complain(self._folder, error)
            return []

    def _play_file(self, file: Path) -> int:
        """Show a file for its time, or until it is told otherwise, and return how many frames were shown."""
        shown = 0
        try:
            for frame in self._frames(file):
                if self._stopped.is_set():
                    return 1
                self._hand_over(frame)
                shown += 1
                if self._is_told_within(frame.stays_s):
                    return shown
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            self._complain(file, error)
        else:
            self._complained.discard(file)
        return shown

    def _is_told_within(self, seconds: float) -> bool:
        with self._changed:
            before = self._times_told
            return self._changed.wait_for(lambda: self._times_told != before, timeout=seconds)

    def _frames(self, file: Path) -> Iterator[Frame]:
        self._wanted.wait()
        with Image.open(file) as picture:
            if not getattr(picture, "is_animated", False):
                picture.draft("RGB", self._room)
                yield fitted(ImageOps.exif_transpose(picture), self._room, stays_s=PICTURE_S)
                return
            for each in ImageSequence.Iterator(picture):
                stays_s = max(CLIP_FRAME_LEAST_S, each.info.get("duration", 0) / 1000)
                yield fitted(each, self._room, stays_s=stays_s)

    def _complain(self, file: Path, error: Exception) -> None:
        if file not in self._complained:
            _log.warning("%s is not shown: %s", file, error)
            self._complained.add(file)


def fitted(picture: Image.Image, room: tuple[int, int], *, stays_s: float) -> Frame:
    """Return a picture as large as its place holds, whole, whatever its shape."""
    plain = picture.convert("RGBA")
    ground = Image.new("RGBA", plain.size, (255, 255, 255, 255))
    whole = ImageOps.contain(Image.alpha_composite(ground, plain).convert("RGB"), room, Image.Resampling.LANCZOS)
    return Frame(pixels=whole.tobytes(), width=whole.width, height=whole.height, stays_s=stays_s)
