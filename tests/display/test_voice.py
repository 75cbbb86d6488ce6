from array import array
from pathlib import Path

import pytest

from display.phrase import SpokenText, spoken_call
from display.voice import Voice
from display.voice_pack import VoicePack, load_pack
from hall.errors import BadSettings
from hall.language import load_languages
from hall.places import Text
from hall.ui.mixing import Pcm
from hall.ui.synthesis import CannotSpeak
from tests.display.tiny_pack import CHIME_HEIGHT, RATE_HZ, heights_in, write_chime, write_pack

ASSETS = Path(__file__).parents[2] / "assets"
LANGUAGES = load_languages(ASSETS / "languages")
CALL = spoken_call("A012", window_id="5", floor_short="2F")
ZH = {"letter/A": 101, "number/012": 102, "floor/2": 103, "window/5": 104}
EN = {"letter/A": 201, "number/012": 202, "floor/2": 203, "window/5": 204}


def pack(folder: Path, heights: dict[str, int]) -> VoicePack:
    return load_pack(write_pack(folder, heights, language=folder.name))


@pytest.fixture
def chime(tmp_path: Path) -> Path:
    return write_chime(tmp_path / "chime.wav")


def test_a_call_is_a_chime_then_mandarin_twice_then_english(tmp_path: Path, chime: Path):
    voice = Voice([pack(tmp_path / "zh", ZH), pack(tmp_path / "en", EN)], chime=chime, languages=LANGUAGES)

    zh = [(101, 100), (102, 100), (0, 180), (103, 100), (104, 100)]
    en = [(201, 100), (202, 100), (0, 180), (203, 100), (204, 100)]
    said = [(CHIME_HEIGHT, 50), (0, 300), *zh, (0, 500), *zh, (0, 500), *en]
    assert heights_in(voice.say(CALL)) == said


def test_a_hall_may_want_to_hear_it_once_in_one_language(tmp_path: Path, chime: Path):
    voice = Voice([pack(tmp_path / "zh", ZH)], chime=chime, languages=LANGUAGES, times=1)

    assert len(heights_in(voice.say(CALL))) == 7


def test_what_a_pack_cannot_say_the_machine_says_letter_by_letter_in_that_language(tmp_path: Path, chime: Path):
    made: list[tuple[str, str]] = []

    def synthesise(text: str, *, code: str) -> Pcm:
        made.append((code, text))
        return Pcm(samples=array("h", [300] * 800).tobytes(), rate_hz=RATE_HZ)

    packs = [pack(tmp_path / "zh", ZH), pack(tmp_path / "en", {"letter/A": 201})]
    voice = Voice(packs, chime=chime, languages=LANGUAGES, synthesise=synthesise)
    voice.say(CALL)
    assert made == [("en", "Number A 0 1 2, please go to floor 2, window 5")]

    made.clear()
    voice.say(spoken_call("AB120", window_id="5", floor_short=None))
    assert made == [("zh", "请 A B 1 2 0 号，到 5 号窗口")] * 2 + [("en", "Number A B 1 2 0, please go to window 5")]


def test_without_a_voice_of_the_machine_the_chime_is_heard(
    tmp_path: Path, chime: Path, caplog: pytest.LogCaptureFixture
):
    def mute(text: str, *, code: str) -> Pcm:
        raise CannotSpeak(f"no voice for {text} in {code}")

    packs = [pack(tmp_path / "zh", ZH), pack(tmp_path / "en", {"letter/A": 201})]
    voice = Voice(packs, chime=chime, languages=LANGUAGES, times=1, synthesise=mute)

    assert {height for height, _ms in heights_in(voice.say(CALL))} == {CHIME_HEIGHT, 0, 101, 102, 103, 104}
    unknown = spoken_call("Q999", window_id="5", floor_short="2F")
    assert heights_in(voice.say(unknown)) == [(CHIME_HEIGHT, 50)]
    assert "Q" in caplog.text
    assert "nor can the machine" in caplog.text


def test_a_chime_that_cannot_be_played_is_refused_at_the_start(tmp_path: Path):
    (tmp_path / "chime.wav").write_bytes(b"not a sound")

    with pytest.raises(BadSettings, match=r"chime\.wav"):
        Voice([pack(tmp_path / "zh", ZH)], chime=tmp_path / "chime.wav", languages=LANGUAGES)


def test_any_words_are_said_by_the_machines_own_voice_at_the_packs_rate(tmp_path: Path, chime: Path):
    def synthesise(text: str, *, code: str) -> Pcm:
        assert text == {"zh": "电梯检修", "en": "The lift"}[code]
        return Pcm(samples=array("h", [300] * 1600).tobytes(), rate_hz=16000)

    voice = Voice([pack(tmp_path / "zh", ZH)], chime=chime, languages=LANGUAGES, synthesise=synthesise)
    said = voice.say_text(SpokenText(words=Text(zh="电梯检修", en="The lift"), times=2))

    assert said.rate_hz == RATE_HZ
    assert said.duration.total_seconds() == pytest.approx(0.05 + 0.3 + 3 * 0.1 + 2 * 0.5, abs=0.01)
