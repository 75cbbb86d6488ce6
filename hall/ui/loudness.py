"""How loud a sound is heard (ITU-R BS.1770-4, one channel), and sounds brought to one loudness."""

import math
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence

from hall.ui.mixing import Pcm

FULL_SCALE = 32768
PEAK_MOST = 0.89 * FULL_SCALE
"""-1 dBFS: room for what a converter makes of the samples between two others."""

BLOCK_S, STEP_S = 0.4, 0.1
SILENT_LUFS, GATE_LU = -70.0, -10.0
OFFSET_LUFS = -0.691
FADE_S = 0.005

SHELF = (1681.974450955533, 0.7071752369554196, 3.999843853973347)
HIGH_PASS = (38.13547087602444, 0.5003270373238773)
"""The two filters of the ear, as frequency (Hz), Q and gain (dB), from which any rate's coefficients follow."""


def levelled(sound: Pcm, lufs: float) -> Pcm:
    """Return a sound at a loudness; moments that would be too high for the samples are turned down for themselves."""
    samples = _read(sound)
    loudness = loudness_lufs(samples, sound.rate_hz)
    if loudness <= SILENT_LUFS:
        return sound
    gain = 10 ** ((lufs - loudness) / 20)
    scaled = [sample * gain for sample in samples]
    limits = _limits(scaled, max(1, int(FADE_S * sound.rate_hz)))
    return _written((sample * limit for sample, limit in zip(scaled, limits, strict=True)), sound.rate_hz)


def loudness_lufs(samples: Sequence[int], rate_hz: int) -> float:
    """Return the integrated loudness; -70 for silence, or what is shorter than one block of 0.4 s."""
    heard = _filtered(_filtered((sample / FULL_SCALE for sample in samples), _shelf(rate_hz)), _high_pass(rate_hz))
    powers = _block_powers(list(heard), rate_hz)
    loud = [power for power in powers if _lufs(power) > SILENT_LUFS]
    if not loud:
        return SILENT_LUFS
    gate = _lufs(sum(loud) / len(loud)) + GATE_LU
    counted = [power for power in loud if _lufs(power) > gate]
    return _lufs(sum(counted) / len(counted))


_Biquad = tuple[float, float, float, float, float]
"""b0, b1, b2, a1, a2 of a filter whose a0 is 1."""


def _shelf(rate_hz: int) -> _Biquad:
    frequency, q, gain_db = SHELF
    k, high = math.tan(math.pi * frequency / rate_hz), 10 ** (gain_db / 20)
    band = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    ahead = ((high + band * k / q + k * k) / a0, 2 * (k * k - high) / a0, (high - band * k / q + k * k) / a0)
    return (*ahead, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0)


def _high_pass(rate_hz: int) -> _Biquad:
    frequency, q = HIGH_PASS
    k = math.tan(math.pi * frequency / rate_hz)
    a0 = 1 + k / q + k * k
    return (1.0, -2.0, 1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0)


def _filtered(samples: Iterable[float], biquad: _Biquad) -> Iterator[float]:
    b0, b1, b2, a1, a2 = biquad
    first = second = 0.0  # the filter's memory, transposed direct form II
    for sample in samples:
        out = b0 * sample + first
        first = b1 * sample - a1 * out + second
        second = b2 * sample - a2 * out
        yield out


def _block_powers(heard: Sequence[float], rate_hz: int) -> list[float]:
    """Return the mean square of each block, four to a block's length."""
    step = int(STEP_S * rate_hz)
    sums = [sum(each * each for each in heard[at : at + step]) for at in range(0, len(heard) - step + 1, step)]
    count = round(BLOCK_S / STEP_S)
    return [sum(sums[at : at + count]) / (count * step) for at in range(len(sums) - count + 1)]


def _lufs(power: float) -> float:
    return OFFSET_LUFS + 10 * math.log10(power) if power > 0 else -math.inf


def _limits(scaled: Sequence[float], width: int) -> list[float]:
    """Return by how much each sample is turned down, with a slope of at most `width` samples on each side of a peak."""
    limits = [min(1.0, PEAK_MOST / abs(sample)) if sample else 1.0 for sample in scaled]
    step = 1 / width
    for order in (range(1, len(limits)), range(len(limits) - 2, -1, -1)):
        back = -order.step
        for at in order:
            limits[at] = min(limits[at], limits[at + back] + step)
    return limits


def _read(sound: Pcm) -> "array[int]":
    samples = array("h", sound.samples)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _written(samples: Iterable[float], rate_hz: int) -> Pcm:
    out = array("h", (max(-FULL_SCALE, min(FULL_SCALE - 1, round(sample))) for sample in samples))
    if sys.byteorder == "big":
        out.byteswap()
    return Pcm(samples=out.tobytes(), rate_hz=rate_hz)
