"""The real program as a process in a real X window, with real touches, a fake server and a virtual printer."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import ImageChops

from demo.kiosk_hands import KioskHands
from demo.programs import Program, wait_until
from demo.screen import VirtualScreen
from tests.fakes.hall_server import TOKEN, FakeHall, FakeHallServer

ROOT = Path(__file__).resolve().parent.parent.parent
WIDTH, HEIGHT = 540, 960
PATIENCE_S = 30.0


class Kiosk:
    """One running kiosk at half size, and a visitor's hands at it."""

    def __init__(self, folder: Path, screen: VirtualScreen, server: FakeHallServer) -> None:
        self.screen, self.hall, self.paper = screen, server.hall, folder / "paper"
        self.paper.mkdir()
        controls = folder / "controls.json"
        arguments = ["kiosk", "--server", server.url, "--printer", f"virtual:{self.paper}"]
        arguments += ["--size", f"{WIDTH}x{HEIGHT}", "--controls", str(controls), "--state", str(folder / "state")]
        surroundings = {"DISPLAY": screen.name, "YINHAO_TOKEN": TOKEN, "SDL_VIDEODRIVER": "x11"}
        self.program = Program("kiosk", arguments, logs=folder, environment=surroundings)
        self.hands = KioskHands(screen, controls, self.program)
        self.hands.wait_for("home")


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtualScreen]:
    screen = VirtualScreen(WIDTH, HEIGHT, logs=tmp_path_factory.mktemp("screen"))
    yield screen
    screen.stop()


@pytest.fixture
def server() -> Iterator[FakeHallServer]:
    hall = FakeHall()
    hall.set_queue("social", waiting=2, wait=(4, 9))
    with FakeHallServer(hall, heartbeat_s=1.0) as server:
        yield server


@pytest.fixture
def kiosk(tmp_path: Path, screen: VirtualScreen, server: FakeHallServer) -> Iterator[Kiosk]:
    kiosk = Kiosk(tmp_path, screen, server)
    yield kiosk
    kiosk.program.stop()


def test_a_visitor_takes_a_ticket_by_touch_and_gets_it_on_paper(kiosk: Kiosk) -> None:
    kiosk.hands.tap("home.featured.insure")
    kiosk.hands.tap("matter.take_ticket")

    shown = kiosk.hands.wait_for("ticket")
    printed = kiosk.hands.wait_for_fact("print", "printed", "sent")

    assert shown.facts["number"] == printed.facts["number"] == "A001"
    assert [ticket.number for ticket in kiosk.hall.tickets.values()] == ["A001"]
    assert [file.name for file in kiosk.paper.glob("*.png")] == ["0001.png"]
    with kiosk.hall.changed:
        assert kiosk.hall.changed.wait_for(lambda: kiosk.hall.tickets[1].print_count == 1, PATIENCE_S)


def test_a_finger_marks_what_it_is_on_and_changes_nothing_else(kiosk: Kiosk) -> None:
    control = kiosk.hands.look().find("home.featured.insure")
    assert control is not None
    x, y = round(control.x + control.width / 2), round(control.y + control.height / 2)
    below_clock = (0, HEIGHT // 10, WIDTH, HEIGHT)
    before = kiosk.screen.picture(below_clock)

    kiosk.screen.press(x, y)
    wait_until(lambda: kiosk.screen.picture(below_clock) != before, what="a mark", timeout_s=PATIENCE_S)
    changed = ImageChops.difference(kiosk.screen.picture(below_clock), before).getbbox()

    left, top = control.x, control.y - HEIGHT // 10
    edge = 2
    assert changed is not None
    assert changed[0] >= left - edge
    assert changed[1] >= top - edge
    assert changed[2] <= left + control.width + edge
    assert changed[3] <= top + control.height + edge
    assert changed[2] - changed[0] > control.width * 0.9
    assert changed[3] - changed[1] > control.height * 0.9

    kiosk.screen.lift(WIDTH - 1, HEIGHT - 1)  # elsewhere: it was not meant
    wait_until(lambda: kiosk.screen.picture(below_clock) == before, what="the glass as it was", timeout_s=PATIENCE_S)


def test_keys_that_would_lead_out_lead_nowhere(kiosk: Kiosk) -> None:
    before = kiosk.screen.picture()
    for key in ("Escape", "F1", "F11", "F4"):
        kiosk.screen.press_key(key)
    kiosk.hands.tap("home.language")
    kiosk.hands.tap("home.language")

    assert kiosk.program.is_running
    assert kiosk.screen.picture().tobytes() == before.tobytes()


def test_a_server_that_goes_away_leaves_nobody_without_advice_or_number(kiosk: Kiosk, server: FakeHallServer) -> None:
    kiosk.hands.tap("home.featured.marry")
    server.go_away()
    kiosk.hands.tap("matter.take_ticket")
    kiosk.hands.wait_for("trouble")

    server.come_back()
    shown = kiosk.hands.wait_for("ticket")

    assert shown.facts["number"] == "B001"
    assert len(kiosk.hall.tickets) == 1


def test_it_ends_with_code_0_when_asked_to(kiosk: Kiosk) -> None:
    assert kiosk.program.stop() == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--printer", "tcp://127.0.0.1:9100", "--token", "t"], "--server"),
        (["--server", "http://127.0.0.1:1", "--printer", "carrier-pigeon:", "--token", "t"], "carrier-pigeon"),
        (
            ["--server", "http://127.0.0.1:1", "--printer", "tcp://127.0.0.1:9100", "--size", "x", "--token", "t"],
            "--size",
        ),
    ],
)
def test_bad_options_are_named_in_the_last_line_with_code_2(arguments: list[str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == 2
    assert said in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_kiosk_without_a_server_still_opens_its_window(tmp_path: Path, screen: VirtualScreen) -> None:
    controls = tmp_path / "controls.json"
    arguments = ["kiosk", "--server", "http://127.0.0.1:1", "--printer", f"virtual:{tmp_path}", "--token", "t"]
    arguments += ["--state", str(tmp_path / "state")]
    arguments += ["--size", f"{WIDTH}x{HEIGHT}", "--controls", str(controls)]
    program = Program("kiosk", arguments, logs=tmp_path, environment={"DISPLAY": screen.name, "SDL_VIDEODRIVER": "x11"})

    wait_until(controls.exists, what="the starting screen", timeout_s=PATIENCE_S, programs=[program])

    assert program.stop() == 0
