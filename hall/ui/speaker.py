"""Speakers: where what is said goes: a sound device, miniaudio's null device, or a WAV file."""

import os
import struct
import threading
from collections.abc import Generator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import miniaudio

from hall.errors import BadSettings, HallError
from hall.ui.mixing import SAMPLE_BYTES, Pcm, Silence, joined

BUFFER_MS = 100
DEVICE_PATIENCE = timedelta(seconds=3)
"""How much longer than its length an announcement may take before the device counts as dead."""

ALSA_NOWHERE = "Discard all samples"
"""How ALSA lists its device `null`, on machines without a loudspeaker too: nobody would hear what goes there."""

BETWEEN_ANNOUNCEMENTS = Silence(length_ms=700)


_WAV_HEAD = struct.Struct("<4sI4s4sIHHIIHH4sI")


class NoSound(HallError):
    """The sound device is not there or does not play; visitors hear nothing.

    Its fact `device` is the name of one that was asked for and is not there.
    """

    code = "no_sound"


class _Ending:
    """Whether a sound is to end before its time: this one, or every one from now on."""

    def __init__(self) -> None:
        self._is_stopped = False
        self._due = threading.Event()

    @property
    def is_due(self) -> bool:
        return self._due.is_set()

    def begin(self) -> None:
        if not self._is_stopped:
            self._due.clear()

    def cut(self) -> None:
        self._due.set()

    def stop(self) -> None:
        self._is_stopped = True
        self._due.set()

    def wait(self, seconds: float) -> bool:
        return self._due.wait(seconds)


class Speaker(Protocol):
    """Plays one buffer after another; used by one thread, except for `cut` and `stop`."""

    def check(self) -> None:
        """Raise NoSound when nothing could be heard now."""
        ...

    def play(self, sound: Pcm) -> bool:
        """Play a sound and return after its end (True), or soon after `cut` or `stop` (False).

        Raises:
            NoSound: it could not be played to its end.
        """
        ...

    def cut(self) -> None:
        """End what plays now, and only that; from any thread."""
        ...

    def stop(self) -> None:
        """End what plays, for good; from any thread."""
        ...


class DeviceSpeaker:
    """The machine's sound device, opened for each announcement so that a replugged one is found again."""

    def __init__(
        self, backends: Sequence[miniaudio.Backend], *, name: str = "", patience: timedelta = DEVICE_PATIENCE
    ) -> None:
        """Take the sound systems to try, in order, a part of the device's name, and how late the device may be."""
        self._backends, self._name = list(backends), name
        self._patience = patience
        self._ending = _Ending()

    def check(self) -> None:
        """Open the device and close it again."""
        self.play(joined([], rate_hz=48000))

    def play(self, sound: Pcm) -> bool:
        """Play through the device's own thread and wait for it."""
        self._ending.begin()
        ended = threading.Event()
        feed = _feed(sound, ended)
        next(feed)
        try:
            with miniaudio.PlaybackDevice(
                nchannels=1,
                sample_rate=sound.rate_hz,
                buffersize_msec=BUFFER_MS,
                backends=self._backends,
                device_id=self._find_device(),
                app_name="Yinhao",
            ) as device:
                device.start(feed)
                return self._wait(ended, sound.duration + self._patience)
        except miniaudio.MiniaudioError as error:
            raise NoSound(f"the sound device cannot be used: {error}") from error

    def cut(self) -> None:
        """End what plays now."""
        self._ending.cut()

    def stop(self) -> None:
        """End what plays, for good."""
        self._ending.stop()

    def _find_device(self) -> miniaudio.ffi.CData | None:
        """Return the device of the name, None for the machine's usual one; looked for anew, as one may be replugged."""
        if not self._name:
            return None
        devices = _find_devices(self._backends)
        wanted = self._name.casefold()
        whole = (device for name, device in devices if name.casefold() == wanted)
        part = (device for name, device in devices if wanted in name.casefold())
        found = next(whole, None) or next(part, None)
        if found is None:
            there = ", ".join(name for name, _ in devices) or "none"
            raise NoSound(f"no sound device is called {self._name}; there are: {there}", device=self._name)
        return found

    def _wait(self, ended: threading.Event, limit: timedelta) -> bool:
        waited_s, step_s = 0.0, 0.05
        while not (ended.wait(step_s) or self._ending.is_due):
            waited_s += step_s
            if waited_s > limit.total_seconds():
                raise NoSound("the sound device has stopped playing")
        return ended.is_set()


class FileSpeaker:
    """Appends what it is given to a WAV file, in the time that a loudspeaker would take."""

    def __init__(self, file: Path) -> None:
        """Take the file; what was in it before is replaced.

        Raises:
            BadSettings: the file cannot be written.
        """
        self._file = file
        self._ending = _Ending()
        try:
            file.write_bytes(bytes(_WAV_HEAD.size))
        except OSError as error:
            raise BadSettings(f"--sound file:{file}: {error}") from error

    def check(self) -> None:
        """See that the file is still there."""
        self._append(b"", 48000)

    def play(self, sound: Pcm) -> bool:
        """Write the sound and a pause after it; the file is a whole one each time."""
        self._ending.begin()
        self._append(joined([sound, BETWEEN_ANNOUNCEMENTS], rate_hz=sound.rate_hz).samples, sound.rate_hz)
        return not self._ending.wait(sound.duration.total_seconds())

    def cut(self) -> None:
        """End the wait of now; what was written stays whole."""
        self._ending.cut()

    def stop(self) -> None:
        """End the wait, for good."""
        self._ending.stop()

    def _append(self, samples: bytes, rate_hz: int) -> None:
        try:
            with self._file.open("r+b") as out:
                out.seek(0, os.SEEK_END)
                out.write(samples)
                size = out.tell() - _WAV_HEAD.size
                out.seek(0)
                out.write(_wav_head(size, rate_hz))
        except OSError as error:
            raise NoSound(f"{self._file}: {error}") from error


def open_speaker(sound: str) -> Speaker:
    """Return the speaker that `--sound` names: `auto`, `null`, `file:PATH`, or a device's name (or a part of it).

    `device:NAME` is a device whatever its name.

    Raises:
        BadSettings: it names nothing, or a file that cannot be written.
    """
    kind, _, path = sound.partition(":")
    if kind == "file" and path:
        return FileSpeaker(Path(path))
    if sound == "null":
        return DeviceSpeaker([miniaudio.Backend.NULL])
    if sound == "auto":
        return DeviceSpeaker(real_backends())
    name = path if kind == "device" else sound
    if kind == "file" or not name:
        raise BadSettings(f"--sound {sound}: must be auto, null, file:OUT.wav, or the name of a device (--list-sounds)")
    return DeviceSpeaker(real_backends(), name=name)


def list_sounds() -> list[str]:
    """Return the names of the sound devices that this machine has now, as its system lists them."""
    return [name for name, _ in _find_devices(real_backends())]


def _find_devices(backends: list[miniaudio.Backend]) -> list[tuple[str, miniaudio.ffi.CData]]:
    try:
        devices = miniaudio.Devices(backends).get_playbacks()
    except miniaudio.MiniaudioError:
        return []  # no sound system at all
    named = [(" ".join(str(each["name"]).split()), each["id"]) for each in devices]
    return [(name, device) for name, device in named if not name.startswith(ALSA_NOWHERE)]


def real_backends() -> list[miniaudio.Backend]:
    """Return the sound systems that end in something audible.

    Left to itself miniaudio falls back to its null device, and nobody would know that nothing is heard.
    """
    return [
        backend
        for backend in miniaudio.Backend
        if backend is not miniaudio.Backend.NULL and miniaudio.is_backend_enabled(backend)
    ]


def _wav_head(size: int, rate_hz: int) -> bytes:
    """Return the 44 bytes before the samples: RIFF size WAVE, fmt 16 (PCM, mono, rates, 16 bits), data size."""
    form = (1, 1, rate_hz, rate_hz * SAMPLE_BYTES, SAMPLE_BYTES, 8 * SAMPLE_BYTES)
    return _WAV_HEAD.pack(b"RIFF", size + _WAV_HEAD.size - 8, b"WAVE", b"fmt ", 16, *form, b"data", size)


def _feed(sound: Pcm, ended: threading.Event) -> Generator[bytes, int, None]:
    """Hand a device its frames; `ended` is set once it has also taken what its buffers hold behind the sound."""
    data, at = sound.samples, 0
    tail = 3 * BUFFER_MS * sound.rate_hz // 1000 * SAMPLE_BYTES
    frames = yield b""
    while True:
        size = frames * SAMPLE_BYTES
        if at >= len(data) + tail:
            ended.set()
        piece = data[at : at + size]
        at += size
        frames = yield piece + bytes(size - len(piece))
