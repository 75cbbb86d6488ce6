"""The server is killed and comes back: the kiosk stays calm, the board says so, and nothing is lost."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from demo.audit import read_lines
from demo.kiosk_hands import KioskHands, Shown
from demo.programs import Program, wait_until
from demo.screen import VirtualScreen
from demo.whole_hall import Credentials, WholeHall, Window
from hall.client import HallClient, new_key
from hall.exchange import SignInRequest, WindowAct
from tests.whole.record import export, make_credentials

PATIENCE_S = 30.0
pytestmark = pytest.mark.timeout(180)


class Stage:
    """A hall with one kiosk and one board."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.hall = WholeHall(folder)
        kiosk_screen = _screen(stack, (540, 960), self.hall.logs)
        board_screen = _screen(stack, (960, 540), self.hall.logs)
        stack.callback(self.hall.stop)
        self.server: Program = self.hall.start_server()
        self.made: Credentials = make_credentials(self.hall, ["wang"])
        self.hall.start_printer()
        window = Window(x_display=kiosk_screen.name, width=540, height=960)
        self.kiosk = self.hall.start_kiosk(self.made.kiosk, window)
        board = Window(x_display=board_screen.name, width=960, height=540)
        self.hall.start_display(self.made.display, board, sound="null")
        self._kiosk_screen, self._kiosk_window = kiosk_screen, window
        self.hands = KioskHands(kiosk_screen, self.hall.controls_file, self.kiosk)

    def take_ticket(self) -> Shown:
        self.hands.wait_for("home")
        self.hands.tap(self.hands.look().keys_under("home.featured.")[0])
        self.hands.tap("matter.take_ticket")
        return self.hands.look()

    def restart_kiosk(self) -> None:
        """As after a power cut."""
        self.kiosk.kill()
        self.hall.controls_file.unlink()
        self.kiosk = self.hall.start_kiosk(self.made.kiosk, self._kiosk_window)
        self.hands = KioskHands(self._kiosk_screen, self.hall.controls_file, self.kiosk)

    def kill_server(self) -> None:
        self.server.kill()

    def bring_server_back(self) -> None:
        self.server = self.hall.start_server()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with ExitStack() as stack:
        yield Stage(tmp_path, stack)


def test_a_ticket_asked_for_while_the_server_is_away_comes_once_when_it_is_back(stage: Stage) -> None:
    stage.hands.wait_for("home")
    stage.hands.tap(stage.hands.look().keys_under("home.featured.")[0])
    stage.kill_server()
    stage.hands.tap("matter.take_ticket")

    stage.bring_server_back()
    shown = stage.hands.wait_for("ticket")

    issued = [event for event in export(stage.hall, "events") if event["body"]["kind"] == "TicketIssued"]
    assert [event["body"]["number"] for event in issued] == [shown.facts["number"]]


def test_a_kiosk_goes_on_with_numbers_of_its_own_and_hands_them_over(stage: Stage) -> None:
    stage.hands.wait_for("home")
    wait_until((stage.hall.out / "kiosk-state" / "permission.json").exists, what="a permission", timeout_s=PATIENCE_S)
    stage.kill_server()
    stage.take_ticket()
    stage.hands.wait_for("offline_offer")

    stage.hands.tap("offline.take")
    shown = stage.hands.wait_for("offline_ticket")
    printed = stage.hands.wait_for_fact("print", "printed", "sent")

    assert shown.facts["number"] == printed.facts["number"] == "K1-001"
    stage.bring_server_back()
    wait_until(lambda: _numbers(stage) == ["K1-001"], what="the adoption", timeout_s=PATIENCE_S)
    _call_first(stage, _window_for_the_first_featured(stage))
    wait_until(
        lambda: "K1-001" in {line.get("number") for line in read_lines(stage.hall.shown_file)},
        what="the call on the board",
        timeout_s=PATIENCE_S,
    )
    (ticket,) = export(stage.hall, "tickets")
    assert (ticket["source"], ticket["print_count"]) == ("offline", 1)
    client = HallClient(stage.hall.base_url)
    assert client.get_visit(shown.facts["page_url"].rpartition("/")[2]).number == "K1-001"
    client.close()


def test_a_kiosk_that_is_killed_while_the_server_is_away_goes_on_behind_its_last_number(stage: Stage) -> None:
    stage.hands.wait_for("home")
    folder = stage.hall.out / "kiosk-state"
    wait_until((folder / "permission.json").exists, what="a permission", timeout_s=PATIENCE_S)
    wait_until((folder / "directory.json").exists, what="the hall on the disk", timeout_s=PATIENCE_S)
    stage.kill_server()
    stage.take_ticket()
    stage.hands.wait_for("offline_offer")
    stage.hands.tap("offline.take")
    stage.hands.wait_for("offline_ticket")

    stage.restart_kiosk()
    stage.take_ticket()
    stage.hands.wait_for("offline_offer")
    stage.hands.tap("offline.take")
    shown = stage.hands.wait_for("offline_ticket")

    assert shown.facts["number"] == "K1-002"
    stage.bring_server_back()
    wait_until(lambda: _numbers(stage) == ["K1-001", "K1-002"], what="the adoption", timeout_s=PATIENCE_S)


def test_a_call_made_after_the_server_was_killed_reaches_the_board(stage: Stage) -> None:
    stage.take_ticket()
    shown = stage.hands.wait_for("ticket")
    stage.kill_server()
    stage.bring_server_back()

    _call_first(stage, _window_for_the_first_featured(stage))

    wait_until(
        lambda: shown.facts["number"] in {line.get("number") for line in read_lines(stage.hall.shown_file)},
        what="the call on the board",
        timeout_s=PATIENCE_S,
    )


def _numbers(stage: Stage) -> list[str]:
    return sorted(ticket["number"] for ticket in export(stage.hall, "tickets"))


def _call_first(stage: Stage, window_id: str) -> None:
    client = HallClient(stage.hall.base_url)
    request = SignInRequest(clerk="wang", password=stage.made.clerks["wang"], window_id=window_id)
    client.sign_in(request, key=new_key())
    version = client.get_window(window_id).version
    client.act(window_id, "call-next", WindowAct(version=version), key=new_key())
    client.close()


def _window_for_the_first_featured(stage: Stage) -> str:
    directory = stage.hall.directory(stage.made.kiosk)
    handling = {one.matter.matter_id: one.handling for one in directory.matters}
    return handling[directory.hall.featured[0]].windows[0]


def _screen(stack: ExitStack, size: tuple[int, int], logs: Path) -> VirtualScreen:
    screen = VirtualScreen(*size, logs=logs)
    stack.callback(screen.stop)
    return screen
