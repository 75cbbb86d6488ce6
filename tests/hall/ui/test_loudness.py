"""BS.1770's own yardstick: 997 Hz at full scale on one channel is -3.01 LUFS."""

import math
from array import array

import pytest

from hall.ui.loudness import PEAK_MOST, SILENT_LUFS, levelled, loudness_lufs
from hall.ui.mixing import Pcm

RATE_HZ = 16000


def tone(amplitude: float, *, seconds: float = 1.0) -> array:
    count = int(seconds * RATE_HZ)
    return array("h", (round(32767 * amplitude * math.sin(2 * math.pi * 997 * at / RATE_HZ)) for at in range(count)))


@pytest.mark.parametrize(("amplitude", "lufs"), [(1.0, -3.01), (0.1, -23.01)])
def test_a_tone_is_as_loud_as_the_standard_says(amplitude: float, lufs: float):
    assert loudness_lufs(tone(amplitude), RATE_HZ) == pytest.approx(lufs, abs=0.1)


def test_pauses_do_not_count():
    with_pause = array("h", [*tone(0.1, seconds=2), *[0] * 4 * RATE_HZ])

    assert loudness_lufs(with_pause, RATE_HZ) == pytest.approx(-23.0, abs=0.7)


@pytest.mark.parametrize("amplitude", [0.02, 0.9])
def test_a_sound_is_brought_to_the_loudness(amplitude: float):
    said = Pcm(samples=tone(amplitude).tobytes(), rate_hz=RATE_HZ)

    assert loudness_lufs(array("h", levelled(said, -16.0).samples), RATE_HZ) == pytest.approx(-16.0, abs=0.1)


def test_a_moment_that_would_be_too_high_is_turned_down_for_itself():
    loud = tone(0.05)
    loud[RATE_HZ // 2] = 32000
    out = array("h", levelled(Pcm(samples=loud.tobytes(), rate_hz=RATE_HZ), -16.0).samples)

    assert max(map(abs, out)) <= PEAK_MOST + 1
    assert loudness_lufs(out, RATE_HZ) == pytest.approx(-16.0, abs=1.0)


def test_silence_stays_silence():
    nothing = Pcm(samples=bytes(2 * RATE_HZ), rate_hz=RATE_HZ)

    assert loudness_lufs(array("h", nothing.samples), RATE_HZ) == SILENT_LUFS
    assert levelled(nothing, -16.0) == nothing
