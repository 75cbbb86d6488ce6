"""What somebody types is text, wherever it is shown, kept or looked for."""

from contextlib import closing

import pytest
import requests

from hall.client import HallClient, new_key
from hall.exchange import HoldTicket, PauseWindow, Role
from tests.server.running import PASSWORD, RunningHall, act
from tests.server.web.test_staff import Asking, clerk_at, read_audit

SCRIPT = "<script>alert(1)</script>\"'{{7*7}}"


def test_words_of_staff_are_text_on_every_page(running_hall: RunningHall) -> None:
    running_hall.issue()
    token = clerk_at(running_hall, "2")
    with closing(HallClient(running_hall.url, token=token)) as clerk:
        view = act(clerk, "2", "call-next")
        assert view.ticket is not None
        hold = HoldTicket(version=view.version, ticket_id=view.ticket.ticket_id, reason=SCRIPT)
        view = clerk.act("2", "hold", hold, key=new_key())
        clerk.act("2", "pause", PauseWindow(version=view.version, reason=SCRIPT, leave_waiting=True), key=new_key())
    with closing(Asking(running_hall, Role.SUPERVISOR)) as supervisor:
        pages = {path: supervisor.ask("GET", path).text for path in ("/desk", "/board", "/board?window=2", "/rules")}
    pages["/console"] = running_hall.get("/console", token=token).text

    assert [path for path, html in pages.items() if "<script>alert" in html or SCRIPT in html] == []
    assert "script\\u003ealert(1)" in pages["/console"], "it is there, as text"


@pytest.mark.parametrize("typed", ["A001' OR '1'='1", "%", "A001; DROP TABLE ticket", "A001\x00", "../../hall.db"])
def test_a_number_that_is_more_than_a_number_finds_nothing(running_hall: RunningHall, typed: str) -> None:
    running_hall.issue()
    with closing(Asking(running_hall, Role.GUIDE)) as guide:
        answer = guide.ask("GET", f"/api/v1/numbers/{typed}")

    assert answer.status_code in {400, 404}
    assert running_hall.kiosk.find_number("A001").ticket.number == "A001"


def test_a_name_makes_no_line_of_its_own_in_the_trail(running_hall: RunningHall) -> None:
    forged = "eve\n2026-11-26 admin sign_in done"
    with closing(Asking(running_hall)) as anyone:
        anyone.sign_in(forged, PASSWORD)

    lines = [line for line in read_audit(running_hall) if "eve" in line["actor"]]

    assert len(lines) == 1
    assert "\n" not in lines[0]["actor"]


@pytest.mark.parametrize("meant", [0, 1, "no", "off", "true"])
def test_what_may_be_meant_as_true_or_false_is_neither(running_hall: RunningHall, meant: object) -> None:
    headers = {"Authorization": f"Bearer {running_hall.kiosk_token}", "Idempotency-Key": new_key()}
    wanted = {"matter_id": "insure", "consent": meant}

    answer = requests.post(f"{running_hall.url}/api/v1/tickets", json=wanted, headers=headers, timeout=10)

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_input")
