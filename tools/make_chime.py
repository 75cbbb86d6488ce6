"""Makes assets/sounds/chime.wav: the two notes, ding and dong, that turn heads before a call.

Standard library only, always the same bytes. A falling major third, E5 to C5, in the tone of a soft-struck chime bar: a
strong fundamental, a few partials that die sooner, two strings a hair apart so that it breathes.

    python tools/make_chime.py
"""

import math
import struct
import wave
from dataclasses import dataclass
from pathlib import Path

CHIME = Path(__file__).parent.parent / "assets" / "sounds" / "chime.wav"
SAMPLE_RATE_HZ = 24_000  # as the voice packs
LENGTH_S = 1.0
ATTACK_S = 0.006  # no click, yet a clear stroke
RELEASE_S = 0.12  # the end fades to nothing
PEAK = 0.5  # -6 dBFS: as loud as the speech that follows, which is measured at -16 LUFS
BEAT_HZ = 0.7
# Of each partial: multiple of the note's frequency, strength, and seconds until it has fallen to 1/e.
PARTIALS = ((1.0, 1.0, 0.42), (2.0, 0.28, 0.26), (3.0, 0.10, 0.16), (4.0, 0.05, 0.09), (5.4, 0.02, 0.04))


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One stroke."""

    start_s: float
    frequency_hz: float
    strength: float


DING = Note(start_s=0.0, frequency_hz=659.26, strength=0.9)
DONG = Note(start_s=0.34, frequency_hz=523.25, strength=1.0)


def main() -> None:
    """Write the file."""
    CHIME.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(CHIME), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(chime())


def chime() -> bytes:
    """Return both notes as 16-bit samples, low byte first."""
    times = [index / SAMPLE_RATE_HZ for index in range(round(LENGTH_S * SAMPLE_RATE_HZ))]
    sound = [(strike(DING, time_s) + strike(DONG, time_s)) * release(time_s) for time_s in times]
    scale = PEAK * 32767 / max(map(abs, sound))
    return b"".join(struct.pack("<h", round(value * scale)) for value in sound)


def strike(note: Note, time_s: float) -> float:
    """Return the value of a note at a time."""
    since_s = time_s - note.start_s
    if since_s < 0:
        return 0.0
    attack = 0.5 - 0.5 * math.cos(math.pi * min(since_s / ATTACK_S, 1.0))
    return note.strength * attack * sum(partial(note, since_s, *shape) for shape in PARTIALS)


def partial(note: Note, since_s: float, multiple: float, strength: float, decay_s: float) -> float:
    """Return one partial as two sines a little apart."""
    angle = 2 * math.pi * note.frequency_hz * multiple * since_s
    beat = 2 * math.pi * BEAT_HZ * since_s
    return strength * math.exp(-since_s / decay_s) * 0.5 * (math.sin(angle) + math.sin(angle + beat))


def release(time_s: float) -> float:
    """Return the fade at the end of the file."""
    left = min((LENGTH_S - time_s) / RELEASE_S, 1.0)
    return 0.5 - 0.5 * math.cos(math.pi * left)


if __name__ == "__main__":
    main()
