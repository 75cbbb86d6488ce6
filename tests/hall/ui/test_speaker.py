import threading
import wave
from array import array
from datetime import timedelta
from pathlib import Path

import miniaudio
import pytest

from hall.errors import BadSettings
from hall.ui.mixing import Pcm
from hall.ui.speaker import DeviceSpeaker, FileSpeaker, NoSound, open_speaker, real_backends


def flat(height: int, *, ms: int = 50) -> Pcm:
    return Pcm(samples=array("h", [height] * (8 * ms)).tobytes(), rate_hz=8000)


def test_what_is_played_to_a_file_can_be_heard_in_it_in_order(tmp_path: Path):
    speaker = FileSpeaker(tmp_path / "out.wav")
    speaker.play(flat(100))
    speaker.play(flat(200))

    with wave.open(str(tmp_path / "out.wav")) as written:
        samples = array("h", written.readframes(written.getnframes()))
        assert written.getframerate() == 8000
    assert [height for height in dict.fromkeys(samples) if height] == [100, 200]


def test_the_null_device_takes_the_time_of_the_sound():
    speaker = open_speaker("null")
    took = threading.Event()
    thread = threading.Thread(target=lambda: (speaker.play(flat(1, ms=300)), took.set()))
    thread.start()

    assert not took.wait(0.2)
    assert took.wait(5)
    thread.join()


def test_a_speaker_that_is_stopped_does_not_go_on_playing():
    speaker = open_speaker("null")
    speaker.stop()

    speaker.play(flat(1, ms=60_000))


def test_a_sound_that_is_cut_ends_and_the_next_one_plays():
    speaker, long = open_speaker("null"), flat(1, ms=60_000)
    threading.Timer(0.2, speaker.cut).start()

    assert not speaker.play(long)
    assert speaker.play(flat(1, ms=100))


def test_without_a_sound_device_it_says_so_and_never_plays_to_nothing():
    assert miniaudio.Backend.NULL not in real_backends()
    with pytest.raises(NoSound, match="sound device"):
        DeviceSpeaker([miniaudio.Backend.JACK]).check()


def test_a_device_that_stops_taking_sound_counts_as_dead():
    speaker = DeviceSpeaker([miniaudio.Backend.NULL], patience=timedelta(seconds=-5))

    with pytest.raises(NoSound, match="stopped playing"):
        speaker.play(flat(1, ms=2000))


@pytest.mark.parametrize("sound", ["device:", "file:", "", "file"])
def test_an_unknown_way_out_is_refused(sound: str):
    with pytest.raises(BadSettings, match="must be auto, null, file:OUT"):
        open_speaker(sound)


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path):
    with pytest.raises(BadSettings, match="nowhere"):
        open_speaker(f"file:{tmp_path}/nowhere/out.wav")


def test_a_device_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(NoSound, match="no sound device is called Zone 9; there are: NULL") as missing:
        DeviceSpeaker([miniaudio.Backend.NULL], name="Zone 9").check()
    assert missing.value.facts == {"device": "Zone 9"}


def test_a_device_is_found_by_a_part_of_its_name():
    (first, *_) = miniaudio.Devices([miniaudio.Backend.NULL]).get_playbacks()

    DeviceSpeaker([miniaudio.Backend.NULL], name=first["name"][:6].lower()).check()
