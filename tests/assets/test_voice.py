import itertools
import string
from functools import cache
from pathlib import Path

import miniaudio
import numpy as np
import numpy.typing as npt
import pytest

from display.phrase import SpokenCall, clips_of
from display.voice import Voice
from display.voice_pack import VoicePack, load_pack
from hall.ui.mixing import Silence

ASSETS = Path(__file__).parents[2] / "assets"
CHIME = ASSETS / "sounds" / "chime.wav"
PACKS = {name: load_pack(ASSETS / "voice" / name) for name in ("zh-xiaoxiao", "en-heart")}
LARGEST_BYTES = {"zh-xiaoxiao": 8_000_000, "en-heart": 3_000_000}
RATE_HZ = 24_000
EDGE = RATE_HZ // 200  # 5 ms
FLOORS = ["1", "2", "3", "4", "5", None]
ZH_DIGITS = dict(zip("0123456789y", "零一二三四五六七八九幺", strict=True))

Samples = npt.NDArray[np.float64]

each_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())


@cache
def samples_of(file: Path) -> Samples:
    info = miniaudio.get_file_info(str(file))
    assert (info.sample_rate, info.nchannels) == (RATE_HZ, 1)
    sound = miniaudio.decode_file(str(file), nchannels=1, sample_rate=RATE_HZ)
    return np.frombuffer(sound.samples, np.int16) / 32768


def clips(pack: VoicePack) -> dict[str, Samples]:
    heard = {}
    for key, clip in pack.manifest.clips.items():
        assert clip.start_ms is not None
        assert clip.length_ms is not None
        first, last = clip.start_ms * RATE_HZ // 1000, (clip.start_ms + clip.length_ms) * RATE_HZ // 1000
        heard[key] = samples_of(pack.folder / clip.file)[first:last]
        assert len(heard[key]) == last - first, f"{key} reaches beyond {clip.file}"
    return heard


def level_db(samples: Samples) -> float:
    return float(10 * np.log10(np.mean(samples**2) + 1e-12))


def call(letter: str = "A", digits: str = "012", window: str = "5", floor: str | None = "2") -> SpokenCall:
    return SpokenCall(letter=letter, digits=digits, window=window, floor=floor)


def unsayable(pack: VoicePack, calls: list[SpokenCall], reading: str | None = None) -> list[SpokenCall]:
    return [call for call in calls if clips_of(call, pack.manifest, reading=reading) is None]


@each_pack
def test_every_clip_is_heard_and_none_is_too_loud(pack: VoicePack):
    levels = {key: (level_db(sound), float(np.abs(sound).max())) for key, sound in clips(pack).items()}

    assert {key: found for key, found in levels.items() if not -27 < found[0] < -12} == {}
    assert {key: found for key, found in levels.items() if found[1] > 10 ** (-1 / 20)} == {}


@each_pack
def test_every_clip_begins_and_ends_in_silence(pack: VoicePack):
    edges = {key: max(level_db(sound[:EDGE]), level_db(sound[-EDGE:])) for key, sound in clips(pack).items()}

    assert {key: edge for key, edge in edges.items() if edge > -50} == {}


@each_pack
def test_all_that_a_file_holds_belongs_to_one_clip(pack: VoicePack):
    lengths = {file.name: len(samples_of(file)) * 1000 // RATE_HZ for file in pack.folder.glob("*.ogg")}

    for clip in pack.manifest.clips.values():
        lengths[clip.file] -= clip.length_ms or 0
    assert set(lengths.values()) == {0}


@each_pack
def test_every_letter_window_and_floor_can_be_said(pack: VoicePack):
    calls = [call(letter=letter) for letter in ["", *string.ascii_uppercase]]
    calls += [call(window=str(window), floor=floor) for window, floor in itertools.product(range(1, 100), FLOORS)]

    assert unsayable(pack, calls) == []


@each_pack
@pytest.mark.parametrize("reading", [None, "yao"])
@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_every_number_can_be_said(pack: VoicePack, reading: str | None, length: int):
    calls = [call(digits=f"{value:0{length}}") for value in range(10**length)]

    assert unsayable(pack, calls, reading) == []


@each_pack
def test_a_window_without_a_clip_is_found_on_the_screen(pack: VoicePack):
    assert "window/shown" in (clips_of(call(window="128"), pack.manifest) or ())


def test_every_three_digit_number_is_one_clip_in_mandarin():
    said = clips_of(call(digits="307"), PACKS["zh-xiaoxiao"].manifest)

    assert said == ("letter/A", "number/307", Silence(length_ms=180), "floor/2", Silence(length_ms=150), "window/5")
    assert {f"number/{value:03}" for value in range(1000)} <= PACKS["zh-xiaoxiao"].manifest.clips.keys()


def test_the_words_of_mandarin_numbers_are_those_of_their_keys():
    numbers = {key: clip for key, clip in PACKS["zh-xiaoxiao"].manifest.clips.items() if key.startswith("number/")}

    for key, clip in numbers.items():
        assert clip.text == "".join(ZH_DIGITS[digit] for digit in key.removeprefix("number/")) + "号"


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_stays_small(name: str):
    assert sum(file.stat().st_size for file in PACKS[name].folder.iterdir()) <= LARGEST_BYTES[name]


@pytest.mark.parametrize("digits", ["012", "111", "379", "666", "850"])
def test_a_call_is_said_without_holes_and_clicks(digits: str):
    pack = PACKS["zh-xiaoxiao"]
    keys = clips_of(call(letter="K", digits=digits, window="26"), pack.manifest) or ()
    heard = clips(pack)
    before = np.concatenate([heard[key] for key in keys[:2] if isinstance(key, str)])
    after = np.concatenate([heard[key] for key in keys[3:] if isinstance(key, str)])

    for group in (before, after):
        hops = group[: len(group) // EDGE * EDGE].reshape(-1, EDGE)
        quiet = [level_db(hop) < -50 for hop in hops]
        longest_ms = max(len(list(run)) * 5 for silent, run in itertools.groupby(quiet) if silent)
        assert longest_ms <= 120
    joint = len(heard[str(keys[0])])
    assert np.abs(np.diff(before[joint - 2 : joint + 2])).max() < 0.01


def test_the_chime_is_two_notes_and_then_nothing():
    chime = samples_of(CHIME)
    ding, dong = (int(np.abs(np.fft.rfft(chime[start : start + 7200])).argmax() / 0.3) for start in (0, 9600))

    assert 0.8 <= len(chime) / RATE_HZ <= 1.0
    assert (abs(ding - 659), abs(dong - 523)) < (5, 5)
    assert abs(chime[0]) == abs(chime[-1]) == 0
    assert np.abs(chime).max() < 0.8


def test_a_whole_announcement_is_short():
    voice = Voice(list(PACKS.values()), chime=CHIME, languages={}, times=2)

    assert voice.say(call()).duration.total_seconds() < 15
