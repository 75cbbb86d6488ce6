from pathlib import Path

import pytest

from display.phrase import SpokenCall, clips_of, spoken_call
from display.voice_pack import Manifest, load_pack
from hall.ui.mixing import Silence
from tests.display.tiny_pack import write_pack

KEYS = [
    *("letter/A", "letter/B", "letter/C", "letter/none", "number/012", "number/207", "number/088", "number/2"),
    *("number/00", "pair/0y", "pair/11", "floor/2", "floor/3", "window/5", "window/18", "window/shown"),
    *("to_window/5", "to_window/shown"),
]
PAUSE = Silence(length_ms=180)


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    folder: Path = tmp_path_factory.mktemp("voice") / "flat"
    return load_pack(write_pack(folder, {key: 100 + index for index, key in enumerate(KEYS)})).manifest


@pytest.mark.parametrize(
    ("number", "window", "floor", "reading", "clips"),
    [
        ("A012", "5", "2F", None, ["letter/A", "number/012", PAUSE, "floor/2", "window/5"]),
        ("A012", "5", "2F", "yao", ["letter/A", "pair/0y", "number/2", PAUSE, "floor/2", "window/5"]),
        ("B1100", "18", "3F", None, ["letter/B", "pair/11", "number/00", PAUSE, "floor/3", "window/18"]),
        ("207", "5", None, None, ["letter/none", "number/207", PAUSE, "to_window/5"]),
        ("C088", "104", "2F", None, ["letter/C", "number/088", PAUSE, "floor/2", "window/shown"]),
        ("A012", "05", None, None, ["letter/A", "number/012", PAUSE, "to_window/5"]),
        ("A012", "East", None, None, ["letter/A", "number/012", PAUSE, "to_window/shown"]),
    ],
)
def test_a_call_is_said_with_these_clips(
    manifest: Manifest, number: str, window: str, floor: str | None, reading: str | None, clips: list[str | Silence]
):
    call = spoken_call(number, window_id=window, floor_short=floor)

    assert clips_of(call, manifest, reading=reading) == tuple(clips)


def test_what_the_pack_has_no_clips_for_cannot_be_said(manifest: Manifest):
    assert clips_of(spoken_call("Z012", window_id="5", floor_short=None), manifest) is None
    assert clips_of(spoken_call("A12345", window_id="5", floor_short=None), manifest) is None
    assert clips_of(spoken_call("A012", window_id="5", floor_short="9F"), manifest) is None


PACKS = Path(__file__).resolve().parents[2] / "assets" / "voice"


@pytest.mark.parametrize("pack", ["zh-xiaoxiao", "en-heart"])
@pytest.mark.parametrize("number", ["K2-001", "K9-120", "K12-007"])
def test_a_kiosks_own_number_can_be_said(pack: str, number: str):
    call = spoken_call(number, window_id="5", floor_short="2F")

    assert (call.letter, call.digits) == ("K", number.removeprefix("K").replace("-", ""))
    assert clips_of(call, load_pack(PACKS / pack).manifest) is not None


def test_a_floor_without_a_plain_number_is_not_said():
    assert spoken_call("A012", window_id="5", floor_short="B1").sentence == "call_here"


def test_a_number_is_taken_apart_into_letter_and_digits():
    assert spoken_call("A012", window_id="5", floor_short="2F") == SpokenCall(
        letter="A", digits="012", window="5", floor="2"
    )
