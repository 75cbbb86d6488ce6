"""A visitor comes back to the real kiosk with a slip: real server, window and keys, paper of the virtual printer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.audit import read_lines
from demo.kiosk_hands import KioskHands
from demo.programs import wait_until
from demo.screen import VirtualScreen
from demo.whole_hall import WholeHall, Window
from hall.client import HallClient, new_key
from hall.exchange import SignInRequest, WindowAct
from hall.ticket import TicketState
from tests.whole.record import make_credentials

WIDTH, HEIGHT = 540, 960
MATTER = "marriage_registration"
WINDOW = "2"
PATIENCE_S = 30.0


class Morning:
    """The hall, the kiosk's screen, and a clerk at the matter's window."""

    def __init__(self, folder: Path) -> None:
        self.hall = WholeHall(folder)
        self.screen = VirtualScreen(WIDTH, HEIGHT, logs=self.hall.logs)
        self.hall.start_server()
        made = make_credentials(self.hall, ("anna",))
        self.hall.start_printer()
        self.kiosk = HallClient(self.hall.base_url, token=made.kiosk)
        self.clerk = HallClient(self.hall.base_url)
        signing_in = SignInRequest(clerk="anna", password=made.clerks["anna"], window_id=WINDOW)
        self.clerk.sign_in(signing_in, key=new_key())
        window = Window(x_display=self.screen.name, width=WIDTH, height=HEIGHT)
        program = self.hall.start_kiosk(made.kiosk, window)
        self.hands = KioskHands(self.screen, self.hall.controls_file, program)
        self.hands.wait_for("home")

    def act(self, name: str) -> None:
        view = self.clerk.get_window(WINDOW)
        wanted = WindowAct(version=view.version, ticket_id=view.ticket.ticket_id if view.ticket else None)
        self.clerk.act(WINDOW, name, wanted, key=new_key())

    def count_slips(self) -> int:
        file = self.hall.paper / "paper.jsonl"
        return len(read_lines(file)) if file.exists() else 0

    def stop(self) -> None:
        self.kiosk.close()
        self.clerk.close()
        self.hall.stop()
        self.screen.stop()


@pytest.fixture
def morning(tmp_path: Path) -> Iterator[Morning]:
    morning = Morning(tmp_path)
    yield morning
    morning.stop()


def test_a_slip_is_scanned_printed_again_by_number_and_given_up(morning: Morning) -> None:
    hands, screen = morning.hands, morning.screen
    hands.tap(f"home.featured.{MATTER}")
    hands.tap("matter.take_ticket")
    ticket = hands.wait_for_fact("print", "printed", "sent").facts
    hands.tap("ticket.done")

    screen.type_text(f"{ticket['page_url']}\n")
    hands.wait_for("my_number")
    hands.tap("nav.home")

    hands.tap("home.my_number")
    for character in str(ticket["number"]):
        hands.tap(f"pad.{character}")
    hands.wait_for("my_number")
    hands.tap(f"own.reprint.{MATTER}")
    again = hands.wait_for("ticket").facts
    wait_until(lambda: morning.count_slips() == 2, what="a second slip", timeout_s=PATIENCE_S, programs=[])
    assert again["number"] == ticket["number"]
    assert again["page_url"] != ticket["page_url"]
    hands.tap("ticket.done")

    screen.type_text(f"{ticket['page_url']}\n")
    hands.wait_for("number")
    screen.type_text(f"{again['page_url']}\n")
    hands.wait_for("my_number")
    hands.tap("own.cancel")
    hands.tap("cancel.yes")
    hands.wait_for("my_number")
    assert morning.kiosk.get_ticket(int(str(ticket["ticket_id"]))).state is TicketState.CANCELLED
