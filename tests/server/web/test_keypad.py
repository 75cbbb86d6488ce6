"""A hardware keypad over the real server: its clerk's acts, once each, and nothing when no clerk is there."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from hall.client import HallClient, new_key
from hall.errors import NotAllowed
from hall.exchange import Role
from tests.server.running import RunningHall, act, add_at_window
from tests.server.web.test_rules import overseer


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[RunningHall]:
    with RunningHall(tmp_path) as hall:
        yield hall


class Keypad:
    """The keypad of window 2, which keeps the version that it was told last."""

    def __init__(self, hall: RunningHall) -> None:
        self._hall, self.token = hall, add_at_window(hall, Role.KEYPAD)
        self.version = 0

    def look(self) -> dict[str, Any]:
        view: dict[str, Any] = self._hall.get("/api/v1/keypad", token=self.token).json()
        self.version = view["version"]
        return view

    def press(self, press: str, *, version: int | None = None, key: str | None = None) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key or new_key()}
        word = {"press": press, "version": self.version if version is None else version}
        answer = requests.post(f"{self._hall.url}/api/v1/keypad", json=word, headers=headers, timeout=10)
        told: dict[str, Any] = answer.json()
        self.version = told.get("version", self.version)
        return answer.status_code, told


def test_a_visit_is_called_begun_and_finished_by_its_keys(hall: RunningHall) -> None:
    first = hall.issue().ticket.number
    clerk, keypad = hall.sign_in("2"), Keypad(hall)
    assert keypad.look()["presses"] == ["next"]

    told = [keypad.press(press) for press in ("next", "start", "finish")]

    assert [status for status, _ in told] == [200, 200, 200]
    assert [view["number"] for _, view in told] == [first, first, None]
    assert [view["presses"] for _, view in told] == [["recall", "start"], ["finish"], []]
    assert clerk.get_window("2").served_today == 1


def test_a_repeat_is_answered_and_a_second_press_of_an_old_view_is_refused(hall: RunningHall) -> None:
    for _ in range(2):
        hall.issue()
    hall.sign_in("2")
    keypad, key = Keypad(hall), new_key()
    version = keypad.look()["version"]

    status, view = keypad.press("next", version=version, key=key)
    assert keypad.press("next", version=version, key=key) == (status, view)
    assert keypad.press("finish", version=version)[1]["code"] == "stale_window"
    assert keypad.press("next", version=view["version"])[1]["code"] == "window_busy"


def test_without_a_clerk_no_key_does_anything(hall: RunningHall) -> None:
    hall.issue()
    keypad = Keypad(hall)
    assert (keypad.look()["is_attended"], keypad.look()["presses"]) == (False, [])
    assert keypad.press("next")[1]["code"] == "window_not_open"

    hall.sign_in("2")
    assert keypad.look()["presses"] == ["next"]
    hall.clock.advance(timedelta(minutes=31))

    assert keypad.look()["presses"] == []
    assert keypad.press("next")[1]["code"] == "window_not_open"


def test_a_press_that_was_meant_for_the_clerk_before_does_nothing_for_the_next(hall: RunningHall) -> None:
    hall.issue()
    anna = hall.sign_in("2")
    keypad = Keypad(hall)
    keypad.look()
    act(anna, "2", "call-next")
    act(anna, "2", "start")
    act(anna, "2", "finish")
    anna.sign_out(key=new_key())
    hall.issue()
    hall.sign_in("2", clerk="bert")

    assert keypad.press("next")[1]["code"] == "stale_window"
    keypad.look()
    assert keypad.press("next")[0] == 200
    assert "bert" in hall.read_record()


def test_who_presses_keys_stays_signed_in(hall: RunningHall) -> None:
    hall.issue()
    clerk, keypad = hall.sign_in("2"), Keypad(hall)
    hall.clock.advance(timedelta(minutes=29))
    keypad.look()
    assert keypad.press("next")[0] == 200
    hall.clock.advance(timedelta(minutes=29))

    assert clerk.get_window("2").ticket is not None


def test_a_keypad_may_do_nothing_else(hall: RunningHall) -> None:
    with closing(HallClient(hall.url, token=Keypad(hall).token)) as client, pytest.raises(NotAllowed):
        client.get_window("2")


def test_staff_see_when_a_keypad_was_pressed_and_do_not_wait_for_it_to_speak(hall: RunningHall) -> None:
    def known() -> tuple[object, bool]:
        with closing(overseer(hall, Role.SUPERVISOR)) as supervisor:
            (keypad,) = (each for each in supervisor.list_devices() if each.kind is Role.KEYPAD)
        return keypad.heard_at, keypad.alert is not None

    hall.issue()
    hall.sign_in("2")
    keypad = Keypad(hall)
    assert known()[0] is None
    keypad.look()
    keypad.press("next")
    pressed_at = hall.clock.now()
    hall.clock.advance(timedelta(minutes=20))

    assert known() == (pressed_at, False)
