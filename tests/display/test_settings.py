from pathlib import Path

import pytest

from display.settings import read_settings
from hall.coverage import Coverage
from hall.errors import BadSettings
from hall.ui.speaker import list_sounds

SERVER = ["--server", "http://127.0.0.1:8000"]
TOKEN = {"YINHAO_TOKEN": "secret"}


def test_a_server_and_a_token_are_enough():
    settings = read_settings(SERVER, TOKEN)

    assert settings.token == "secret"
    assert settings.coverage == Coverage()
    assert settings.voices == ("zh-xiaoxiao", "en-heart")
    assert (settings.window.width, settings.window.height, settings.window.design_width) == (1920, 1080, 1920)


@pytest.mark.parametrize(
    ("size", "design_width"),
    [("1280x720", 1920), ("3840x2160", 1920), ("1920x1200", 1920), ("2560x1080", 2560), ("2160x3840", 1080)],
)
def test_the_tighter_side_of_the_screen_sets_the_scale(size: str, design_width: int):
    assert read_settings([*SERVER, "--size", size], TOKEN).window.design_width == design_width


def test_a_token_may_come_from_a_file(tmp_path: Path):
    (tmp_path / "token").write_text("from-a-file\n", encoding="utf-8")

    assert read_settings([*SERVER, "--token-file", str(tmp_path / "token")], {}).token == "from-a-file"


def test_a_sign_above_a_window_is_silent_unless_told_otherwise():
    assert read_settings([*SERVER, "--window", "5"], TOKEN).voices == ()
    assert read_settings([*SERVER, "--window", "5", "--voice", "zh-xiaoxiao"], TOKEN).voices == ("zh-xiaoxiao",)
    assert read_settings([*SERVER, "--voice", "none"], TOKEN).voices == ()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--size", "big"], "--size big: must be two numbers like 1920x1080"),
        (["--size", "10x10"], "--size 10x10: must be from"),
        (["--position", "left"], "--position left"),
        (["--token-file", "/nowhere/token"], "--token-file /nowhere/token"),
        (["--media", "/nowhere"], "--media /nowhere: there is no such folder"),
        (["--media", "/tmp", "--window", "5"], "--media: the sign above a window"),
        (["--server", "somewhere"], "--server somewhere: must be an address"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(arguments: list[str], told: str):
    with pytest.raises(BadSettings, match=told) as refusal:
        read_settings([*SERVER, *arguments], TOKEN)
    assert "\n" not in refusal.value.detail


def test_a_display_without_a_token_is_told_how_to_get_one():
    with pytest.raises(BadSettings, match="device add"):
        read_settings(SERVER, {})


def test_a_display_may_be_for_a_zone_or_for_some_queues():
    settings = read_settings([*SERVER, "--floor", "2", "--zone", "A", "--queues", "social, tax"], TOKEN)

    assert settings.coverage == Coverage(floor_id="2", zone_id="A", queue_ids=frozenset({"social", "tax"}))
    with pytest.raises(BadSettings, match="--window"):
        read_settings([*SERVER, "--window", "5", "--zone", "A"], TOKEN)


def test_a_panel_that_hangs_upright_has_a_layout_of_its_own():
    settings = read_settings([*SERVER, "--size", "1080x1920"], TOKEN)

    assert settings.is_tall
    assert settings.window.design_width == 1080


def test_the_sound_devices_are_listed_whatever_else_the_command_line_lacks(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        read_settings(["--list-sounds"], {})

    assert ended.value.code == 0
    assert capsys.readouterr().out == ("\n".join(list_sounds()) or "this machine has no sound device") + "\n"
