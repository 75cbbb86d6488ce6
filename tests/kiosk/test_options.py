from pathlib import Path

import pytest

from hall.errors import BadSettings, DiskUnusable
from kiosk.options import TOKEN_VARIABLE, read_options
from kiosk.settings import Settings, save_settings

NEEDED = ["--server", "http://127.0.0.1:8080", "--printer", "tcp://127.0.0.1:9100"]


def test_a_token_alone_completes_the_defaults() -> None:
    options = read_options([*NEEDED, "--token", "t"])

    assert (options.width, options.height, options.left, options.top) == (1080, 1920, 0, 0)
    assert options.kiosk_id == "K1"
    assert options.theme == "paper"
    assert options.controls is None


def test_the_token_may_come_from_a_file_or_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "token"
    file.write_text("from-file\n", encoding="utf-8")
    monkeypatch.setenv(TOKEN_VARIABLE, "from-environment")

    assert read_options([*NEEDED, "--token-file", str(file)]).token == "from-file"
    assert read_options(NEEDED).token == "from-environment"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--token", "t", "--size", "wide"], "--size"),
        (["--token", "t", "--position", "1"], "--position"),
        (["--token", "t", "--assets", "/nowhere"], "--assets"),
        (["--token-file", "/nowhere"], "--token-file"),
        (["--token", "t", "--server", "ftp://x"], "--server"),
        (["--token", "t", "--printer", ""], "--printer"),
    ],
)
def test_what_cannot_be_used_is_named(arguments: list[str], named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOKEN_VARIABLE, raising=False)

    with pytest.raises(BadSettings, match=named):
        read_options([*NEEDED, *arguments])


def test_without_a_token_the_set_up_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(TOKEN_VARIABLE, raising=False)

    assert read_options(["--state", str(tmp_path)]).sets_up
    assert not read_options([*NEEDED, "--token", "t", "--state", str(tmp_path)]).sets_up
    assert read_options([*NEEDED, "--token", "t", "--set-up", "--state", str(tmp_path)]).sets_up
    save_settings(tmp_path, Settings(server="http://hall:8080", token="t"))
    assert read_options(["--state", str(tmp_path)]).sets_up  # broken off before the printer


def test_what_was_set_up_is_used_unless_the_command_line_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(TOKEN_VARIABLE, raising=False)
    settings = Settings(server="http://hall:8080", token="t", kiosk_id="K4", printer="virtual:x", turned=90, volume=25)
    save_settings(tmp_path, settings)

    kept = read_options(["--state", str(tmp_path)])
    told = read_options(["--state", str(tmp_path), "--kiosk", "K2", "--turned", "0"])

    assert (kept.server, kept.token, kept.kiosk_id, kept.printer, kept.turned) == (
        "http://hall:8080",
        "t",
        "K4",
        "virtual:x",
        90,
    )
    assert kept.volume == told.volume == 25
    assert (told.kiosk_id, told.turned, told.sets_up) == ("K2", 0, False)
    assert (tmp_path / "settings.json").stat().st_mode & 0o777 == 0o600


def test_settings_that_are_broken_are_set_aside_and_the_machine_is_set_up_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("YINHAO_TOKEN", raising=False)
    (tmp_path / "settings.json").write_text("{", encoding="utf-8")

    assert read_options(["--state", str(tmp_path)]).sets_up

    assert (tmp_path / "settings.json.damaged").read_text(encoding="utf-8") == "{"
    assert "settings.json was cut or broken" in caplog.text


def test_settings_that_may_not_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()

    with pytest.raises(DiskUnusable, match=r"settings\.json"):
        read_options(["--state", str(tmp_path)])


def test_an_unknown_theme_ends_with_code_2() -> None:
    with pytest.raises(SystemExit) as ended:
        read_options([*NEEDED, "--token", "t", "--theme", "pink"])

    assert ended.value.code == 2


def test_what_must_outlive_a_restart_has_its_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("STATE_DIRECTORY", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    needed = [*NEEDED, "--token", "t"]

    assert read_options(needed).state == tmp_path / "yinhao" / "kiosk-K1"
    assert read_options([*needed, "--kiosk", "K2"]).state == tmp_path / "yinhao" / "kiosk-K2"
    monkeypatch.setenv("STATE_DIRECTORY", "/var/lib/yinhao-kiosk:/var/lib/other")
    assert read_options(needed).state == Path("/var/lib/yinhao-kiosk")
    assert read_options([*needed, "--state", "here"]).state == Path("here")
