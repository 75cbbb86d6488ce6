"""The real program filling a real X screen, with the real server: nobody gets out, staff get in, orders are done."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest
from Xlib.protocol.event import ClientMessage

from demo.kiosk_hands import LOOK_S, KioskHands
from demo.programs import ROOT, Program, wait_until
from demo.screen import VirtualScreen
from hall.client import HallClient, new_key
from hall.devices import CommandDevice, DeviceView, MakePairingCode, Told, What
from hall.exchange import Role
from kiosk.settings import load_settings
from tests.server.running import RunningHall
from tests.server.web.test_rules import overseer

WIDTH, HEIGHT = 540, 960
PIN = "471108"
PATIENCE_S = 40.0
WHY = Told(zh="设备检修", en="Under repair")
CORNER = (40, 50)
BELOW_THE_CLOCK = (0, 80, WIDTH, HEIGHT)

KEYS: tuple[tuple[str, ...], ...] = (
    *(("Escape",), ("F1",), ("F4",), ("F5",), ("F10",), ("F11",), ("F12",), ("Print",), ("Menu",), ("Super_L",)),
    *(("Alt_L", "F4"), ("Alt_L", "Tab"), ("Alt_L", "Escape"), ("Control_L", "c"), ("Control_L", "q")),
    *(("Control_L", "w"), ("Control_L", "Escape"), ("Control_L", "Alt_L", "BackSpace"), ("Control_L", "Shift_L", "q")),
    *(("Control_L", "e"), ("Super_L", "d"), ("Super_L", "q")),
)

pytestmark = pytest.mark.timeout(240)


@dataclass
class Kiosk:
    """A kiosk in public, and whoever stands before it."""

    folder: Path
    screen: VirtualScreen
    hall: RunningHall
    options: tuple[str, ...] = ("--fullscreen",)
    program: Program = field(init=False)
    hands: KioskHands = field(init=False)

    def __post_init__(self) -> None:
        """Set a PIN and start."""
        self.paper, self.state = self.folder / "paper", self.folder / "state"
        self.paper.mkdir()
        command = [sys.executable, "-m", "kiosk", "--state", str(self.state), "--set-pin"]
        subprocess.run(command, input=f"{PIN}\n", text=True, check=True, cwd=ROOT, timeout=60)
        self.start()

    def start(self, screen: str = "home") -> None:
        controls = self.folder / "controls.json"
        controls.unlink(missing_ok=True)
        arguments = ["kiosk", "--server", self.hall.url, "--printer", f"virtual:{self.paper}", *self.options]
        arguments += ["--size", f"{WIDTH}x{HEIGHT}", "--controls", str(controls), "--state", str(self.state)]
        surroundings = {"DISPLAY": self.screen.name, "YINHAO_TOKEN": self.hall.kiosk_token, "SDL_VIDEODRIVER": "x11"}
        self.program = Program("kiosk", arguments, logs=self.folder, environment=surroundings)
        self.hands = KioskHands(self.screen, controls, self.program)
        self.hands.wait_for(screen)

    def open_maintenance(self) -> None:
        for _ in range(7):
            self.screen.tap(*CORNER)
        self.hands.wait_for("pin")
        for digit in PIN:
            touch(self.screen, self.hands, f"pad.{digit}")
        wait_until(lambda: self.hands.look().find("pad.enter") is not None, what="the digits", timeout_s=PATIENCE_S)
        touch(self.screen, self.hands, "pad.enter")
        self.hands.wait_for("maintenance")

    def tap_twice(self, key: str) -> None:
        """Tap what wants a second tap to be sure."""
        self.hands.tap(key)
        touch(self.screen, self.hands, key)


def touch(screen: VirtualScreen, hands: KioskHands, key: str) -> None:
    """Touch a control that need not change what can be touched, having looked at it as a person does."""
    time.sleep(LOOK_S)
    control = hands.look().find(key)
    assert control is not None
    screen.tap(round(control.x + control.width / 2), round(control.y + control.height / 2))


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtualScreen]:
    screen = VirtualScreen(WIDTH, HEIGHT, logs=tmp_path_factory.mktemp("screen"))
    yield screen
    screen.stop()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[RunningHall]:
    with RunningHall(tmp_path / "data", heartbeat_s=1.0) as hall:
        yield hall


@pytest.fixture
def supervisor(hall: RunningHall) -> Iterator[HallClient]:
    with closing(overseer(hall, Role.SUPERVISOR)) as client:
        yield client


@pytest.fixture
def kiosk(tmp_path: Path, screen: VirtualScreen, hall: RunningHall) -> Iterator[Kiosk]:
    kiosk = Kiosk(tmp_path, screen, hall)
    yield kiosk
    kiosk.program.stop()


def view_of(supervisor: HallClient) -> DeviceView:
    return next(view for view in supervisor.list_devices() if view.name == "K1")


def send(supervisor: HallClient, asked: CommandDevice) -> None:
    supervisor.command_kiosk("K1", asked, key=new_key())


def press(display: Display, *names: str) -> None:
    codes = [display.keysym_to_keycode(XK.string_to_keysym(name)) for name in names]
    for code in codes:
        xtest.fake_input(display, X.KeyPress, code)
    for code in reversed(codes):
        xtest.fake_input(display, X.KeyRelease, code)
    display.sync()


def ask_to_close(display: Display) -> int:
    """Ask every window to close as a window manager does; return how many were asked."""
    protocols, delete = (display.intern_atom(name) for name in ("WM_PROTOCOLS", "WM_DELETE_WINDOW"))
    asked = 0
    for window in display.screen().root.query_tree().children:
        if window.get_attributes().map_state == X.IsViewable:
            window.send_event(ClientMessage(window=window, client_type=protocols, data=(32, [delete, 0, 0, 0, 0])))
            asked += 1
    display.sync()
    return asked


def test_no_key_and_no_request_to_close_leads_out(kiosk: Kiosk) -> None:
    display = Display(kiosk.screen.name)
    before = kiosk.screen.picture(BELOW_THE_CLOCK)
    for keys in KEYS:
        press(display, *keys)
    asked = ask_to_close(display)
    kiosk.hands.tap("home.language")
    kiosk.hands.tap("home.language")

    assert asked >= 1
    assert kiosk.program.is_running
    assert kiosk.hands.look().screen == "home"
    assert kiosk.screen.picture(BELOW_THE_CLOCK).tobytes() == before.tobytes()
    display.close()


def test_the_pointer_is_not_seen(kiosk: Kiosk) -> None:
    display = Display(kiosk.screen.name)
    display.xfixes_query_version()
    xtest.fake_input(display, X.MotionNotify, x=WIDTH // 2, y=HEIGHT // 2)
    display.sync()

    image = display.xfixes_get_cursor_image(display.screen().root)

    assert not any(pixel >> 24 & 0xFF for pixel in image.cursor_image)
    display.close()


def test_staff_close_it_from_afar_and_it_stays_so_over_a_restart(kiosk: Kiosk, supervisor: HallClient) -> None:
    send(supervisor, CommandDevice(what=What.CLOSE, words=WHY))
    kiosk.hands.wait_for("closed")
    wait_until(lambda: not view_of(supervisor).waiting, what="the answer", timeout_s=PATIENCE_S)
    kiosk.program.kill()
    kiosk.start("closed")

    send(supervisor, CommandDevice(what=What.REOPEN))
    kiosk.hands.wait_for("home")
    wait_until(lambda: not view_of(supervisor).waiting, what="the answer", timeout_s=PATIENCE_S)

    health = view_of(supervisor).health
    assert health is not None
    assert (health.version, health.printer) == ("0.1.0", "ready")


def test_staff_have_the_last_slip_printed_once_more(kiosk: Kiosk, supervisor: HallClient) -> None:
    kiosk.hands.tap("home.featured.insure")
    kiosk.hands.tap("matter.take_ticket")
    kiosk.hands.wait_for_fact("print", "printed", "sent")

    send(supervisor, CommandDevice(what=What.REPRINT))

    def printed() -> bool:
        return len(list(kiosk.paper.glob("*.png"))) == 2

    wait_until(printed, what="the second slip", timeout_s=PATIENCE_S, programs=[kiosk.program])
    wait_until(lambda: not view_of(supervisor).waiting, what="the answer", timeout_s=PATIENCE_S)


def test_staff_tend_it_behind_the_corner_and_the_record_knows(kiosk: Kiosk, hall: RunningHall) -> None:
    kiosk.open_maintenance()
    kiosk.hands.tap("care.test")
    wait_until(lambda: bool(list(kiosk.paper.glob("*.png"))), what="the test page", timeout_s=PATIENCE_S)
    kiosk.tap_twice("care.restart")
    kiosk.hands.wait_for("home")
    assert kiosk.program.is_running

    kiosk.open_maintenance()
    kiosk.tap_twice("care.end")
    wait_until(lambda: not kiosk.program.is_running, what="the end", timeout_s=PATIENCE_S)

    assert kiosk.program.stop() == 77
    kiosk.start()

    def told() -> bool:
        record = hall.read_record()
        return all(word in record for word in ("opened", "test_page", "restarted", "ended"))

    wait_until(told, what="the record to know", timeout_s=PATIENCE_S)


def test_a_machine_without_anything_becomes_a_kiosk(
    tmp_path: Path, screen: VirtualScreen, hall: RunningHall, supervisor: HallClient, request: pytest.FixtureRequest
) -> None:
    code = supervisor.offer_pairing(MakePairingCode(name="K2"), key=new_key()).code
    controls, paper, state = tmp_path / "controls.json", tmp_path / "paper", tmp_path / "state"
    paper.mkdir()
    arguments = ["kiosk", "--server", hall.url, "--printer", f"virtual:{paper}", "--fullscreen"]
    arguments += ["--size", f"{WIDTH}x{HEIGHT}", "--controls", str(controls), "--state", str(state)]
    program = Program("kiosk", arguments, logs=tmp_path, environment={"DISPLAY": screen.name, "SDL_VIDEODRIVER": "x11"})
    request.addfinalizer(program.stop)
    hands = KioskHands(screen, controls, program)

    hands.wait_for("set_up_code")
    for digit in code.replace("-", ""):
        touch(screen, hands, f"pad.{digit}")
    wait_until(lambda: hands.look().find("set_up.next") is not None, what="eight digits", timeout_s=PATIENCE_S)
    hands.tap("set_up.next")
    hands.wait_for("set_up_place")
    wait_until(lambda: hands.look().find("set_up.choice.K1") is not None, what="the places", timeout_s=PATIENCE_S)
    hands.tap("set_up.choice.K1")
    hands.tap("set_up.next")
    hands.wait_for("set_up_printer")
    wait_until(lambda: hands.look().find("set_up.test") is not None, what="the printers", timeout_s=PATIENCE_S)
    hands.tap("set_up.test")
    wait_until(lambda: bool(list(paper.glob("*.png"))), what="the test page", timeout_s=PATIENCE_S)
    for shown in ("set_up_picture", "set_up_pin"):
        wait_until(lambda: hands.look().find("set_up.next") is not None, what="the next step", timeout_s=PATIENCE_S)
        hands.tap("set_up.next")
        hands.wait_for(shown)
    touch(screen, hands, "set_up.next")
    hands.wait_for("home")

    kept = load_settings(state)
    assert (kept.server, kept.kiosk_id, kept.printer) == (hall.url, "K1", f"virtual:{paper}#epson-tm-t20")
    assert (state / "settings.json").stat().st_mode & 0o777 == 0o600

    def is_heard() -> bool:
        return any(view.name == "K2" and not view.is_away for view in supervisor.list_devices())

    wait_until(is_heard, what="the new kiosk to be heard", timeout_s=PATIENCE_S)


def test_systemd_hears_that_it_is_ready_and_that_its_frames_go_on(
    tmp_path: Path, screen: VirtualScreen, hall: RunningHall, request: pytest.FixtureRequest
) -> None:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    request.addfinalizer(listener.close)
    listener.bind(str(tmp_path / "notify"))
    listener.settimeout(PATIENCE_S)
    arguments = ["kiosk", "--server", hall.url, "--printer", f"virtual:{tmp_path}", "--state", str(tmp_path / "state")]
    surroundings = {"DISPLAY": screen.name, "SDL_VIDEODRIVER": "x11", "YINHAO_TOKEN": hall.kiosk_token}
    surroundings |= {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "900000"}
    size = ["--size", f"{WIDTH}x{HEIGHT}"]
    program = Program("kiosk", [*arguments, *size], logs=tmp_path, environment=surroundings)
    request.addfinalizer(program.stop)

    heard = {listener.recv(100) for _ in range(4)}

    assert heard == {b"READY=1", b"WATCHDOG=1"}
