"""The unit files: what they promise is in them, and systemd itself finds nothing wrong with them."""

import re
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted((ROOT / "deploy").glob("*.service"))
PROGRAMS = [unit for unit in UNITS if unit.name != "yinhao-x.service"]
HARDENED = {"yinhao-server.service": 2.0, "yinhao-kiosk.service": 2.5, "yinhao-display.service": 2.5}
"""The most that `systemd-analyze security` may say (10 is a service without any protection)."""


class Unit(RawConfigParser):
    """A unit file; of a key that comes several times the last value."""

    def __init__(self, file: Path) -> None:
        super().__init__(strict=False, comment_prefixes=("#",))
        self.optionxform = str  # type: ignore[assignment,method-assign]
        self.read(file, encoding="utf-8")


@pytest.mark.parametrize("file", PROGRAMS, ids=lambda file: file.name)
def test_a_program_is_watched_restarted_and_kept_small(file: Path) -> None:
    service = Unit(file)["Service"]

    assert (service["Type"], service["Restart"], service["NoNewPrivileges"]) == ("notify", "always", "yes")
    assert (service["ProtectSystem"], service["PrivateTmp"]) == ("strict", "yes")
    assert int(service["WatchdogSec"]) >= 30
    assert service["User"] != "root"
    assert service["StateDirectoryMode"] == "0700"


@pytest.mark.parametrize("name", ["yinhao-kiosk.service", "yinhao-kiosk-cage.service"])
def test_a_kiosk_that_somebody_ended_stays_ended(name: str) -> None:
    service = Unit(ROOT / "deploy" / name)["Service"]

    assert service["RestartPreventExitStatus"] == "77"
    assert "--fullscreen" in service["ExecStart"]


def test_everything_that_a_unit_starts_of_ours_is_there() -> None:
    named = {path for file in UNITS for path in re.findall(r"/opt/yinhao/((?:deploy|docs)/[\w.-]+)", file.read_text())}

    assert [path for path in named if not (ROOT / path).exists()] == []
    assert all((ROOT / path).stat().st_mode & 0o100 for path in named if "." not in path)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.name)
def test_systemd_finds_nothing_wrong(file: Path, tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/yinhao/.venv/bin/python", sys.executable)
        text = text.replace("/opt/yinhao", str(ROOT))
        text = re.sub(r"/usr/bin/(cage|Xorg)\b", shutil.which("true") or "/bin/true", text)  # not on every machine
        (tmp_path / unit.name).write_text(text, encoding="utf-8")

    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / file.name)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    ours = [line for line in checked.stderr.splitlines() if "yinhao" in line]
    assert ours == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize("name", HARDENED)
def test_a_program_can_do_little_harm(name: str) -> None:
    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", str(ROOT / "deploy" / name)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    exposure = re.search(r"Overall exposure level for \S+: ([\d.]+)", told.stdout)

    assert exposure is not None
    assert float(exposure[1]) <= HARDENED[name]
