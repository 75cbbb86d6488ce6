"""The commands, as a person runs them."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from printer.__main__ import main
from tests.printer.machines import ASSETS

ROOT = ASSETS.parent


@contextmanager
def virtual_printer(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a virtual printer as a process of its own; give it and the address it listens on."""
    command = [sys.executable, "-m", "printer", "virtual", "--listen", "127.0.0.1:0", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().split()[4]
        finally:
            process.kill()


def test_a_test_ticket_is_printed_and_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code = main(["test", f"virtual:{tmp_path}", "--profile", "generic-58", "--reprint", "3"])

    assert (code, capsys.readouterr().out) == (0, "printed\n")
    with Image.open(tmp_path / "0001.png") as picture:
        assert picture.width == 384


def test_a_preview_is_the_picture_that_would_be_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code = main(["preview", str(tmp_path / "ticket.png"), "--priority"])

    assert code == 0
    assert "bytes" in capsys.readouterr().out
    with Image.open(tmp_path / "ticket.png") as picture:
        assert picture.width == 576


def test_the_virtual_printer_prints_from_the_network_and_ends_when_told(tmp_path: Path):
    out = tmp_path / "paper"
    with virtual_printer("--out", str(out), "--page", "127.0.0.1:0", "--fault", "near-end") as (process, address):
        printed = subprocess.run(
            [sys.executable, "-m", "printer", "test", address], cwd=ROOT, capture_output=True, text=True, check=False
        )
        asked = subprocess.run(
            [sys.executable, "-m", "printer", "status", address], cwd=ROOT, capture_output=True, text=True, check=False
        )
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=10)

    assert (printed.returncode, printed.stdout) == (0, "printed (paper_near_end)\n")
    assert (asked.returncode, asked.stdout) == (0, "paper_near_end (The paper roll is nearly used up)\n")
    assert code == 0
    (line,) = (out / "paper.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["unknown_commands"] == 0


def test_a_printer_that_is_not_well_is_told_by_the_exit_code(capsys: pytest.CaptureFixture[str]):
    assert main(["status", "tcp://127.0.0.1:1"]) == 1
    assert main(["test", "tcp://127.0.0.1:1"]) == 1
    asked, printed = capsys.readouterr().out.splitlines()
    assert asked == "unreachable (The printer cannot be reached; `printer probe ADDRESS` tells why)"
    assert printed == f"not_sent: {asked}"


def test_a_preview_into_a_folder_that_is_not_there_says_so(capsys: pytest.CaptureFixture[str]):
    assert main(["preview", "/nowhere/at/all.png"]) == 2
    assert "there is no folder /nowhere/at; make it first" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["test", "lpt1"],
        ["test", "tcp://127.0.0.1:9100", "--profile", "daisy-wheel"],
        ["status", "usb:printer"],
        ["status", "serial:ttyS0"],
        ["status", "serial:/dev/ttyS0?baud=300"],
        ["status", "cups:"],
        ["test", "file:/dev/null#daisy-wheel"],
        ["--assets", "/nowhere", "preview", "x.png"],
        ["virtual", "--listen", "here", "--out", "OUT"],
        ["virtual", "--listen", "127.0.0.1:0", "--out", "OUT", "--page", "127.0.0.1:99999"],
        ["virtual", "--listen", "127.0.0.1:0", "--out", "OUT", "--fault", "fire"],
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
):
    code = main([str(tmp_path) if argument == "OUT" else argument for argument in arguments])

    assert code == 2
    assert capsys.readouterr().err.startswith("printer: ")
