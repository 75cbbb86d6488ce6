"""A whole kiosk is killed while its ticket is being printed, and starts again: exit code 1 if a slip came out twice.

    python -m benchmarks.kiosk_print_kills [--kills 20] [--seed 1]

The real server, the real kiosk in a real X window and a slow network printer, each a process of its own. A visitor
takes a number; the kiosk is killed (SIGKILL) at a moment by chance, from the touch until the paper would be out, and
started again; the visitor is still there, and gets the number; then somebody else takes one. Limits: no number is lost
or doubled, none waits of which no slip was tried, no code is on paper twice, what the record calls printed is on paper,
and every kiosk that was killed serves again.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.limits import is_within
from demo.kiosk_hands import KioskHands
from demo.programs import Program, wait_until
from demo.screen import VirtualScreen
from demo.whole_hall import WholeHall, Window
from hall.client import HallClient
from hall.errors import HallError
from printer.virtual.qr_reader import find_link

SIZE = (540, 960)
SLOW = "slow=60000"
"""Bytes per second: a ticket takes about as long as on a usual printer."""

LATEST_S = 1.2
LOOKS_FOR_S = 3.0
"""How long the visitor looks at a kiosk that came back before thinking that their number is gone."""

MATTERS = ("social_insurance_registration", "marriage_registration", "business_licence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a campaign came to."""

    kills: int
    issued: int
    states: Counter[str]
    numbers_twice: int
    codes_twice: int
    printed_without_paper: int
    unserved: int
    without_word: int


class Campaign:
    """One hall whose kiosk dies again and again."""

    def __init__(self, folder: Path) -> None:
        """Start everything but the kiosk."""
        self.hall = WholeHall(folder)
        self.screen = VirtualScreen(*SIZE, logs=self.hall.logs)
        self.hall.start_server()
        self.hall.start_printer(fault=SLOW)
        self._token = self.hall.make_credentials(["bench"]).kiosk
        self.unserved = 0

    def start_kiosk(self) -> tuple[Program, KioskHands]:
        """Start a kiosk, and wait for its first screen."""
        self.hall.controls_file.unlink(missing_ok=True)
        window = Window(x_display=self.screen.name, width=SIZE[0], height=SIZE[1])
        kiosk = self.hall.start_kiosk(self._token, window)
        hands = KioskHands(self.screen, self.hall.controls_file, kiosk)
        wait_until(lambda: hands.look().screen != "starting", what="the hall", timeout_s=15.0, programs=[kiosk])
        return kiosk, hands

    def kill_one(self, matter_id: str, *, after_s: float) -> None:
        """Have a visitor ask for a number, and the power fail so much later; then have another one served."""
        kiosk, hands = self.start_kiosk()
        hands.tap(f"home.featured.{matter_id}")
        hands.tap("matter.take_ticket")
        time.sleep(after_s)
        kiosk.kill()
        kiosk, hands = self.start_kiosk()
        self._take_what_is_shown(hands)
        hands.tap(f"home.featured.{matter_id}")
        hands.tap("matter.take_ticket")
        try:
            hands.wait_for("ticket")
            hands.wait_for_fact("print", "printed", "sent")
        except TimeoutError:
            self.unserved += 1
        kiosk.stop()

    def _take_what_is_shown(self, hands: KioskHands) -> None:
        """Be the visitor who asked before the power failed: take the slip, if there is a number, and go."""
        until_s = time.monotonic() + LOOKS_FOR_S
        while hands.look().screen == "home" and time.monotonic() < until_s:
            time.sleep(0.1)
        if hands.look().screen == "ticket":
            hands.wait_for_fact("print", "printed", "sent", "unknown")
            hands.tap("ticket.done")
            hands.wait_for("home")

    def settle(self, kills: int) -> Outcome:
        """Start once more, so that what was left is told; then compare the record with the paper."""
        kiosk, _hands = self.start_kiosk()
        time.sleep(3.0)
        kiosk.stop()
        tickets = self.hall.export("tickets")
        ledger = (self.hall.paper / "paper.jsonl").read_text(encoding="utf-8").splitlines()
        papers = [self.hall.paper / json.loads(line)["png"] for line in ledger]
        codes = Counter(code for code in map(find_link, papers) if code)
        on_paper = {self._number_of(code) for code in codes}
        printed = {one["number"] for one in tickets if one["print_state"] == "printed"}
        return Outcome(
            kills=kills,
            issued=len(tickets),
            states=Counter(str(one["print_state"]) for one in tickets),
            numbers_twice=len(tickets) - len({one["number"] for one in tickets}),
            codes_twice=sum(count - 1 for count in codes.values()),
            printed_without_paper=len(printed - on_paper),
            unserved=self.unserved,
            without_word=sum(one["print_state"] == "none" and one["state"] != "cancelled" for one in tickets),
        )

    def _number_of(self, code: str) -> str | None:
        client = HallClient(self.hall.base_url)
        try:
            return client.get_visit(code.rsplit("/", 1)[-1]).number
        except HallError:
            return None
        finally:
            client.close()

    def close(self) -> None:
        """End everything."""
        self.hall.stop()
        self.screen.stop()


def run(folder: Path, *, kills: int, seed: int) -> Outcome:
    """Return what so many kills came to."""
    chance, campaign = random.Random(seed), Campaign(folder)
    try:
        for turn in range(kills):
            campaign.kill_one(MATTERS[turn % len(MATTERS)], after_s=chance.uniform(0, LATEST_S))
        return campaign.settle(kills)
    finally:
        campaign.close()


def main() -> int:
    """Run the campaign; return the exit code."""
    parser = argparse.ArgumentParser(description="a kiosk is killed while it prints")
    parser.add_argument("--kills", type=int, default=20, help="how many (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments (%(default)s)")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        came = run(Path(folder), kills=told.kills, seed=told.seed)
    print(f"{came.kills} kills, {came.issued} numbers: {dict(came.states)}")
    kept = [
        is_within("numbers given twice", came.numbers_twice, most=0),
        is_within("waiting, and no slip was tried", came.without_word, most=0),
        is_within("codes on paper twice", came.codes_twice, most=0),
        is_within("said to be printed, but not on paper", came.printed_without_paper, most=0),
        is_within("kiosks that did not serve again", came.unserved, most=0),
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
