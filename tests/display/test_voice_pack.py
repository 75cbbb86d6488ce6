from pathlib import Path

import pytest

from display.voice_pack import load_pack
from hall.errors import BadSettings
from tests.display.tiny_pack import write_pack

ASSETS = Path(__file__).resolve().parent.parent.parent / "assets"


def change(folder: Path, old: str, new: str) -> None:
    file = folder / "manifest.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_pack_knows_its_clips(tmp_path: Path):
    pack = load_pack(write_pack(tmp_path / "flat", {"letter/A": 1}))

    assert pack.manifest.clips["letter/A"].length_ms == 100


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("sample_rate_hz = 8000", 'sample_rate_hz = "fast"', "sample_rate_hz"),
        ('language = "zh"', 'tongue = "zh"', "language"),
        ('file = "all.wav"', 'file = "gone.wav"', "gone.wav"),
        (", length_ms = 100", "", "both start_ms and length_ms"),
        ("call_here = ", "call_there = ", "call_here is missing"),
        ("[clips]", "[clips", "manifest.toml"),
    ],
)
def test_a_faulty_pack_is_refused_with_the_place(tmp_path: Path, old: str, new: str, told: str):
    folder = write_pack(tmp_path / "flat", {"letter/A": 1})
    change(folder, old, new)

    with pytest.raises(BadSettings, match=told) as refusal:
        load_pack(folder)
    assert str(folder) in refusal.value.detail


def test_a_pack_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(BadSettings, match="nowhere"):
        load_pack(tmp_path / "nowhere")
