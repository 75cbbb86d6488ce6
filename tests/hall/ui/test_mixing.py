import struct
from array import array
from datetime import timedelta

import pytest

from hall.ui.mixing import Pcm, Silence, at_volume, joined


def flat(height: int, count: int, rate_hz: int = 1000) -> Pcm:
    return Pcm(samples=array("h", [height] * count).tobytes(), rate_hz=rate_hz)


def test_pieces_stand_one_behind_the_other_sample_for_sample():
    mixed = joined([flat(7, 3), Silence(length_ms=4), flat(-9, 2)], rate_hz=1000)

    assert list(array("h", mixed.samples)) == [7, 7, 7, 0, 0, 0, 0, -9, -9]


def test_the_loudest_samples_stay_as_loud_as_they_were():
    mixed = joined([flat(32767, 5), flat(-32768, 5)], rate_hz=1000)

    assert (max(array("h", mixed.samples)), min(array("h", mixed.samples))) == (32767, -32768)


def test_a_piece_of_another_rate_is_refused():
    with pytest.raises(ValueError, match="22050 Hz in a mix of 24000 Hz"):
        joined([flat(1, 1, 22050)], rate_hz=24000)


def test_a_part_is_cut_by_time():
    sound = Pcm(samples=array("h", range(100)).tobytes(), rate_hz=1000)

    assert list(array("h", sound.part(20, 3).samples)) == [20, 21, 22]
    assert sound.duration == timedelta(milliseconds=100)


def test_a_part_beyond_the_end_is_as_long_as_there_is_sound():
    assert flat(1, 10).part(8, 50) == flat(1, 2)


@pytest.mark.parametrize(
    ("percent", "samples"),
    [(100, [-32768, -2, 0, 2, 32767]), (50, [-16384, -1, 0, 1, 16383]), (0, [0] * 5), (500, [-32768, -2, 0, 2, 32767])],
)
def test_a_sound_is_made_softer_and_never_louder(percent: int, samples: list[int]) -> None:
    full = Pcm(samples=struct.pack("<5h", -32768, -2, 0, 2, 32767), rate_hz=8000)

    softer = at_volume(full, percent)

    assert list(struct.unpack("<5h", softer.samples)) == samples
    assert softer.rate_hz == 8000
