import json
from dataclasses import replace
from pathlib import Path

from kiosk.controls import ControlsFile, ControlShown, GlassShown

HOME = GlassShown(
    screen="home",
    language="zh",
    controls=(ControlShown(key="home.search", label="搜索", x=56.0, y=368.0, width=968.0, height=132.0),),
    facts={},
)


def test_the_file_says_what_is_on_the_glass(tmp_path: Path) -> None:
    file = tmp_path / "controls.json"
    controls = ControlsFile(file)

    controls.write(HOME)
    controls.stop()

    assert json.loads(file.read_text(encoding="utf-8")) == {
        "sequence": 1,
        "screen": "home",
        "language": "zh",
        "controls": [{"key": "home.search", "label": "搜索", "x": 56.0, "y": 368.0, "width": 968.0, "height": 132.0}],
        "facts": {},
    }


def test_the_sequence_grows_only_with_a_change(tmp_path: Path) -> None:
    file = tmp_path / "controls.json"
    controls = ControlsFile(file)

    for shown in (HOME, HOME, replace(HOME, language="en"), replace(HOME, language="en"), HOME):
        controls.write(shown)
    controls.stop()

    assert json.loads(file.read_text(encoding="utf-8"))["sequence"] == 3


def test_no_half_written_file_is_left_beside_it(tmp_path: Path) -> None:
    controls = ControlsFile(tmp_path / "controls.json")

    controls.write(HOME)
    controls.stop()

    assert [file.name for file in tmp_path.iterdir()] == ["controls.json"]


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    controls = ControlsFile(tmp_path / "missing" / "controls.json")

    controls.write(HOME)
    controls.stop()
