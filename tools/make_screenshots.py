"""Makes the pictures of README and docs: a busy hall, every face photographed (`python -m tools.make_screenshots`)."""

import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from demo.audit import read_lines
from demo.browser import open_browser
from demo.kiosk_hands import KioskHands
from demo.screen import VirtualScreen
from demo.web_faces import WebFaces
from demo.whole_hall import WholeHall, Window
from hall.client import HallClient, new_key
from hall.exchange import IssueRequest, SignInRequest, WindowAct
from printer.virtual.qr_reader import find_link

TARGET = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
CLERKS = tuple(f"clerk{number}" for number in range(1, 13))
WINDOWS = ("2", "4", "5", "7", "8", "10", "12", "13", "20", "23", "6")
CONSOLE_WINDOW = "6"
WAITING = {
    "social_insurance_registration": 9,
    "medical_reimbursement": 6,
    "marriage_registration": 3,
    "business_licence": 5,
    "real_estate_registration": 2,
}


class BusyHall:
    """A hall in which people wait at several queues and some have been called."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        """Bring everything up and let people come."""
        self.hall = WholeHall(folder)
        self.kiosk_screen = VirtualScreen(1080, 1920, logs=self.hall.logs)
        self.board_screen = VirtualScreen(1920, 1080, logs=self.hall.logs)
        for act in (self.kiosk_screen.stop, self.board_screen.stop, self.hall.stop):
            stack.callback(act)
        self.hall.start_server()
        self.made = self.hall.make_credentials(CLERKS)
        self.hall.start_printer()
        self._clerks = {window: self._sign_in(name, window) for name, window in zip(CLERKS, WINDOWS, strict=False)}
        kiosk = HallClient(self.hall.base_url, token=self.made.kiosk)
        featured = kiosk.get_directory().hall.featured
        for matter_id in featured:
            for _ in range(WAITING.get(matter_id, 4)):
                kiosk.issue_ticket(IssueRequest(matter_id=matter_id), key=new_key())
        program = self.hall.start_kiosk(self.made.kiosk, _whole(self.kiosk_screen))
        self.hall.start_display(self.made.display, _whole(self.board_screen), sound="null")
        self.hands = KioskHands(self.kiosk_screen, self.hall.controls_file, program)
        self.hands.wait_for("home")

    def call(self, *windows: str) -> None:
        """Have windows call their next, one after another."""
        for window in windows:
            client = self._clerks[window]
            act = WindowAct(version=client.get_window(window).version)
            client.act(window, "call-next", act, key=new_key())
            time.sleep(0.3)

    def start(self, *windows: str) -> None:
        """Have windows serve whom they called."""
        for window in windows:
            view = self._clerks[window].get_window(window)
            assert view.ticket is not None
            act = WindowAct(version=view.version, ticket_id=view.ticket.ticket_id)
            self._clerks[window].act(window, "start", act, key=new_key())

    def leave(self, window: str) -> None:
        """Have a clerk go, so that another may sign in there."""
        self._clerks[window].sign_out(key=new_key())

    def _sign_in(self, name: str, window: str) -> HallClient:
        client = HallClient(self.hall.base_url)
        client.sign_in(SignInRequest(clerk=name, password=self.made.clerks[name], window_id=window), key=new_key())
        return client


def main() -> int:
    """Take every picture."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        busy = BusyHall(Path(folder), stack)
        _photograph(busy)
    return 0


def _photograph(busy: BusyHall) -> None:
    busy.call("2", "10", "7", "12", "4")
    busy.start("2", "10", "7", "12", "4")
    time.sleep(9)
    busy.call("5")
    time.sleep(2)
    busy.board_screen.picture().save(TARGET / "board.png")
    busy.kiosk_screen.picture().save(TARGET / "kiosk-home.png")
    busy.hands.tap(busy.hands.look().keys_under("home.featured.")[0])
    busy.kiosk_screen.picture().save(TARGET / "kiosk-matter.png")
    busy.hands.tap("matter.take_ticket")
    busy.hands.wait_for_fact("print", "printed")
    time.sleep(1)
    busy.kiosk_screen.picture().save(TARGET / "kiosk-ticket.png")
    paper = busy.hall.paper / str(read_lines(busy.hall.paper / "paper.jsonl")[-1]["png"])
    shutil.copy(paper, TARGET / "ticket.png")
    busy.hands.tap("ticket.done")
    busy.leave(CONSOLE_WINDOW)
    with open_browser() as browser:
        faces = WebFaces(browser, busy.hall.base_url, TARGET)
        faces.sign_in(CLERKS[-1], busy.made.clerks[CLERKS[-1]], CONSOLE_WINDOW)
        for _ in range(2):
            time.sleep(1.5)
            faces.work()
        url = find_link(paper)
        assert url
        faces.open_phone(url)
        time.sleep(6)
        faces.take_pictures()
        page = browser.new_page(viewport={"width": 900, "height": 1100})
        page.goto(busy.hall.paper_url)
        page.wait_for_timeout(4000)
        page.screenshot(path=TARGET / "paper-page.png")


def _whole(screen: VirtualScreen) -> Window:
    return Window(x_display=screen.name, width=screen.width, height=screen.height)


if __name__ == "__main__":
    sys.exit(main())
