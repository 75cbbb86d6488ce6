"""One morning through every program: server, kiosk under Xvfb, board, TCP printer, console and phone in a browser."""

import json
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from demo.audit import Summary, read_lines
from demo.hands_free import RunSettings, run_hands_free
from printer.virtual.qr_reader import find_link

FACES = ("kiosk-home", "kiosk-matter", "kiosk-ticket", "board-end", "console", "console-sign-in", "phone")


@dataclass(frozen=True, slots=True)
class Morning:
    """What the run left."""

    summary: Summary
    folder: Path

    @property
    def events(self) -> list[dict[str, object]]:
        return read_lines(self.folder / "events.jsonl")

    @property
    def papers(self) -> list[dict[str, object]]:
        return read_lines(self.folder / "paper" / "paper.jsonl")


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Morning:
    folder = tmp_path_factory.mktemp("morning")
    return Morning(run_hands_free(folder, RunSettings(minutes=0.7, speed=120, seed=7)), folder)


pytestmark = pytest.mark.timeout(240)


def test_nothing_is_lost_doubled_or_broken(morning: Morning) -> None:
    summary = morning.summary

    assert (summary.lost, summary.doubled, summary.faults) == (0, 0, ())
    assert summary.is_clean


def test_people_come_are_called_and_are_served(morning: Morning) -> None:
    summary = morning.summary

    assert summary.issued >= 5
    assert summary.called >= summary.issued - summary.waiting_at_end
    assert summary.served >= 3


def test_the_summary_on_disk_is_the_one_returned(morning: Morning) -> None:
    told = json.loads((morning.folder / "summary.json").read_text(encoding="utf-8"))

    assert told["issued"] == morning.summary.issued
    assert told["seconds_from_call_to_board"]["count"] >= 3


def test_events_are_numbered_without_gaps(morning: Morning) -> None:
    assert [event["seq"] for event in morning.events] == list(range(1, len(morning.events) + 1))


def test_the_printer_understood_every_byte(morning: Morning) -> None:
    assert morning.papers
    assert [paper["unknown_commands"] for paper in morning.papers] == [0] * len(morning.papers)


def test_each_paper_leads_to_a_page_of_its_own(morning: Morning) -> None:
    urls = [find_link(morning.folder / "paper" / str(paper["png"])) for paper in morning.papers]

    assert "" not in urls
    assert len(set(urls)) == len(urls)


def test_every_face_was_seen(morning: Morning) -> None:
    for face in FACES:
        with Image.open(morning.folder / "screenshots" / f"{face}.png") as picture:
            colours = picture.convert("RGB").getcolors(maxcolors=1 << 24)
        assert colours is not None
        assert len(colours) > 20, f"{face} is blank"


def test_the_board_spoke_aloud(morning: Morning) -> None:
    with wave.open(str(morning.folder / "voice.wav")) as sound:
        samples = array("h", sound.readframes(sound.getnframes()))

    assert max(abs(sample) for sample in samples) > 3000
