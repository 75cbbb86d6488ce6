"""`./yinhao doctor`: looks whether this machine has what the programs need, and says what to do where it has not."""

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path

import miniaudio
import requests
from PIL import ImageFont

from hall.authorities import find_authorities
from hall.calendar_warnings import warnings_of
from hall.clock import Clock
from hall.errors import HallError
from hall.language import load_languages
from hall.plan import load_plan

ASSETS = Path(__file__).resolve().parent.parent / "assets"
LEAST_FREE_GB = 1.0
FEWEST_SYNCS_PER_S, IMPLAUSIBLE_SYNCS_PER_S = 20, 20_000
LARGEST_SKEW_S = 5.0
NO_DEVICE = "Discard all samples (playback) or generate zero samples (capture)"
"""What miniaudio names its null output, which is always there."""


class Finding(StrEnum):
    """How a check came out."""

    WELL = "ok"
    DOUBTFUL = "note"
    ILL = "BAD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at; `remedy` says what to do where it is not well."""

    name: str
    finding: Finding
    said: str
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """What to look at beside the machine itself; None leaves it out."""

    data: Path
    hall: Path | None = None
    server: str | None = None
    printer: str | None = None


def examine(patient: Patient, clock: Clock) -> Iterator[Check]:
    """Look at one thing after another; each is told as soon as it is known."""
    yield _python()
    yield _fonts()
    yield _languages()
    yield _graphics()
    yield _sound()
    yield _programs()
    yield _disk_space(patient.data)
    yield _disk_sync(patient.data)
    if patient.hall is not None:
        yield _hall(patient.hall, clock)
    if patient.server is not None:
        yield _server(patient.server, clock)
    if patient.printer is not None:
        yield _printer(patient.printer)


def main(arguments: Sequence[str], say: Callable[[str], None], *, clock: Clock) -> int:
    """Say every check in a line; 0 when nothing is ill, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="yinhao doctor", description="Looks whether this machine has what is needed.")
    parser.add_argument("--hall", type=Path, metavar="FOLDER", help="also look at a hall's own files")
    parser.add_argument("--server", metavar="URL", help="also look at a server, and compare the clocks")
    parser.add_argument("--printer", metavar="ADDRESS", help="also ask a printer how it is")
    parser.add_argument("--data", type=Path, default=Path(), metavar="DIR", help="the disk that the record will be on")
    chosen = parser.parse_args(arguments)
    is_ill = False
    patient = Patient(data=chosen.data, hall=chosen.hall, server=chosen.server, printer=chosen.printer)
    for check in examine(patient, clock):
        is_ill = is_ill or check.finding is Finding.ILL
        say(f"{check.finding:<5}{check.name:<11}{check.said}" + (f"\n{'':16}-> {check.remedy}" if check.remedy else ""))
    return int(is_ill)


def _python() -> Check:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Check(name="python", finding=Finding.WELL, said=f"{version} at {sys.executable}")


def _fonts() -> Check:
    try:
        fonts = [ImageFont.truetype(str(file), 20) for file in sorted((ASSETS / "fonts").glob("NotoSansSC-*.ttf"))]
    except OSError as error:
        return _ill("fonts", f"a font cannot be read: {error}", "restore assets/fonts from the repository")
    if len(fonts) < 4:
        return _ill("fonts", f"{len(fonts)} of 4 weights are there", "restore assets/fonts from the repository")
    if any(bytes(font.getmask("您")) == bytes(font.getmask("\U0010fffd")) for font in fonts):
        return _ill("fonts", "a weight lacks 您", "restore assets/fonts from the repository")
    return Check(name="fonts", finding=Finding.WELL, said="Noto Sans SC in 4 weights")


def _languages() -> Check:
    try:
        languages = load_languages(ASSETS / "languages")
    except HallError as error:
        return _ill("languages", error.detail, "mend the file that is named")
    return Check(name="languages", finding=Finding.WELL, said=", ".join(languages))


def _graphics() -> Check:
    for library, package in (("libGL.so.1", "libgl1"), ("libEGL.so.1", "libegl1")):
        try:
            ctypes.CDLL(library)
        except OSError:
            return _ill("graphics", f"{library} is missing", f"apt-get install {package}")
    probe = (
        "from hall.ui.window import *; prepare_kivy(WindowSettings(title='', width=64, height=64, design_width=64));"
        "from kivy.core.window import Window; from kivy.graphics.opengl import glGetString, GL_RENDERER;"
        "print(glGetString(GL_RENDERER).decode())"
    )
    try:
        done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=30, check=False)
    except subprocess.TimeoutExpired:
        return _ill("graphics", "no window within 30 s", "look at the graphics driver")
    if done.returncode:
        return _ill("graphics", f"no window: {done.stderr.strip()[-200:]}", "start it where there is a screen")
    renderer = done.stdout.strip().splitlines()[-1]
    if "llvmpipe" in renderer or "softpipe" in renderer:
        return _note("graphics", renderer, "drawn by the processor: works, but a graphics chip is smoother")
    return Check(name="graphics", finding=Finding.WELL, said=renderer)


def _sound() -> Check:
    try:
        outputs = miniaudio.Devices().get_playbacks()
    except miniaudio.MiniaudioError as error:
        return _note("sound", f"no sound system: {error}", "a board without sound says so on its screen")
    outputs = [output for output in outputs if output["name"] != NO_DEVICE]
    if not outputs:
        return _note("sound", "no loudspeaker", "a board without sound says so on its screen")
    return Check(name="sound", finding=Finding.WELL, said=str(outputs[0]["name"]))


def _programs() -> Check:
    missing = [name for name in ("Xvfb", "chromium") if shutil.which(name) is None]
    if missing:
        said = f"{', '.join(missing)} missing (only for the demo and the tests)"
        return _note("programs", said, "./yinhao demo and ./yinhao test install them")
    return Check(name="programs", finding=Finding.WELL, said="Xvfb and chromium for demo and tests")


def _disk_space(data: Path) -> Check:
    if not data.is_dir():
        return _ill("disk", f"{data} is not a folder", "name an existing folder with --data")
    free_gb = shutil.disk_usage(data).free / 1e9
    if free_gb < LEAST_FREE_GB:
        return _ill("disk", f"{free_gb:.1f} GB free", f"keep {LEAST_FREE_GB:.0f} GB free for the record")
    return Check(name="disk", finding=Finding.WELL, said=f"{free_gb:.0f} GB free in {data.resolve()}")


def _disk_sync(data: Path) -> Check:
    """Measure how often a second the disk says that 4 KiB are safe; far too often means that it does not wait."""
    try:
        with tempfile.NamedTemporaryFile(dir=data if data.is_dir() else None) as file:
            began = time.perf_counter()
            rounds = 0
            while time.perf_counter() - began < 0.3:
                file.write(b"\0" * 4096)
                file.flush()
                os.fdatasync(file.fileno())
                rounds += 1
            per_s = rounds / (time.perf_counter() - began)
    except OSError as error:
        return _ill("disk sync", str(error), "choose a folder that can be written")
    said = f"{per_s:.0f} syncs a second"
    if per_s > IMPLAUSIBLE_SYNCS_PER_S:
        return _note("disk sync", said, "implausibly fast: does this disk keep what it confirms when the power fails?")
    if per_s < FEWEST_SYNCS_PER_S:
        return _note("disk sync", said, "slow: a ticket will take visibly long")
    return Check(name="disk sync", finding=Finding.WELL, said=said)


def _hall(folder: Path, clock: Clock) -> Check:
    try:
        plan = load_plan(folder)
    except HallError as error:
        return _ill("hall", error.detail.splitlines()[0], f"./yinhao hall check {folder} names every fault")
    for warning in warnings_of(plan, clock.now()):
        return _note("hall", warning.said, warning.remedy)
    return Check(name="hall", finding=Finding.WELL, said=f"{folder}: nothing to mend, its calendar covers the year")


def _server(url: str, clock: Clock) -> Check:
    try:
        with requests.Session() as session:
            session.trust_env = False
            session.verify = find_authorities()
            answer = session.get(f"{url.rstrip('/')}/readyz", timeout=5)
    except requests.RequestException as error:
        return _ill("server", f"{url} does not answer ({type(error).__name__})", "is it started, is the address right?")
    if not answer.ok:
        return _ill("server", f"{url} is not ready ({answer.status_code})", "look at its log")
    skew_s = (clock.now() - parsedate_to_datetime(answer.headers["Date"])).total_seconds()
    if abs(skew_s) > LARGEST_SKEW_S:
        return _note("server", f"ready; this clock is {skew_s:+.0f} s off", "let both follow the same time server")
    return Check(name="server", finding=Finding.WELL, said=f"{url} is ready, clocks agree")


def _printer(address: str) -> Check:
    command = [sys.executable, "-m", "printer", "status", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    said = (done.stdout or done.stderr).strip().replace("\n", "; ")
    if done.returncode:
        return _ill("printer", f"{address}: {said or 'no answer'}", "look at cable, power, paper and cover")
    return Check(name="printer", finding=Finding.WELL, said=said)


def _ill(name: str, said: str, remedy: str) -> Check:
    return Check(name=name, finding=Finding.ILL, said=said, remedy=remedy)


def _note(name: str, said: str, remedy: str) -> Check:
    return Check(name=name, finding=Finding.DOUBTFUL, said=said, remedy=remedy)
