"""Puts sounds and silences one behind the other into one buffer, so that nothing can gap or overlap while it plays."""

import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

SAMPLE_BYTES = 2
FULL_VOLUME = 100
"""Percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pcm:
    """Mono sound: signed 16-bit samples, little end first."""

    samples: bytes
    rate_hz: int

    @property
    def duration(self) -> timedelta:
        """Return how long it plays."""
        return timedelta(seconds=len(self.samples) / SAMPLE_BYTES / self.rate_hz)

    def part(self, start_ms: int, length_ms: int) -> "Pcm":
        """Return the piece that starts at a time and is at most so long."""
        first, last = _offset(start_ms, self.rate_hz), _offset(start_ms + length_ms, self.rate_hz)
        return Pcm(samples=self.samples[first:last], rate_hz=self.rate_hz)


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Nothing to be heard for a time."""

    length_ms: int


def at_volume(sound: Pcm, percent: int) -> Pcm:
    """Return a sound made softer: 100 leaves it as it is, 0 makes it silent."""
    if percent >= FULL_VOLUME:
        return sound
    samples = array("h", sound.samples)
    if sys.byteorder == "big":
        samples.byteswap()
    softer = array("h", (sample * max(0, percent) // FULL_VOLUME for sample in samples))
    if sys.byteorder == "big":
        softer.byteswap()
    return Pcm(samples=softer.tobytes(), rate_hz=sound.rate_hz)


def joined(pieces: Iterable[Pcm | Silence], *, rate_hz: int) -> Pcm:
    """Return the pieces one behind the other, sample for sample.

    Raises:
        ValueError: a piece has another rate; convert it while decoding.
    """
    return Pcm(samples=b"".join(_samples(piece, rate_hz) for piece in pieces), rate_hz=rate_hz)


def _samples(piece: Pcm | Silence, rate_hz: int) -> bytes:
    if isinstance(piece, Silence):
        return bytes(_offset(piece.length_ms, rate_hz))
    if piece.rate_hz != rate_hz:
        raise ValueError(f"a piece of {piece.rate_hz} Hz in a mix of {rate_hz} Hz")
    return piece.samples


def _offset(time_ms: int, rate_hz: int) -> int:
    return time_ms * rate_hz // 1000 * SAMPLE_BYTES
