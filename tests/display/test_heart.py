import threading
from contextlib import closing

from display.acknowledged import Acknowledged
from display.board import board_of
from display.heart import Heart
from hall.boards import BoardHealth
from hall.coverage import Coverage
from hall.devices import Health, HealthTaken
from hall.errors import ServerAway
from tests.display.scenes import MORNING, Day

WAIT_S = 5.0


class FakeDesk:
    def __init__(self) -> None:
        self.told: list[Health] = []
        self.is_away = False
        self.heard = threading.Semaphore(0)

    def tell_health(self, health: Health, *, key: str) -> HealthTaken:
        assert key == "a-key-for-tests"
        self.told.append(health)
        self.heard.release()
        if self.is_away:
            raise ServerAway("cut")
        return HealthTaken(at=MORNING, commands=())


class Beating:
    """A heart that is stopped at the end."""

    def __init__(self, desk: FakeDesk) -> None:
        self.heart = Heart(desk, look=lambda: BoardHealth(seen_seq=5), new_key=lambda: "a-key-for-tests")
        self.heart.start()

    def close(self) -> None:
        self.heart.stop()


def test_a_board_says_how_it_is_at_once_and_again_after_a_call():
    desk = FakeDesk()
    with closing(Beating(desk)) as beating:
        assert desk.heard.acquire(timeout=WAIT_S)
        beating.heart.beat_soon()
        assert desk.heard.acquire(timeout=WAIT_S)

    assert [health.board for health in desk.told] == [BoardHealth(seen_seq=5)] * 2


def test_a_server_that_is_away_does_not_stop_the_heart():
    desk = FakeDesk()
    desk.is_away = True
    with closing(Beating(desk)) as beating:
        assert desk.heard.acquire(timeout=WAIT_S)
        beating.heart.beat_soon()
        assert desk.heard.acquire(timeout=WAIT_S)


def test_the_newest_call_on_the_glass_is_acknowledged_once():
    day, changed = Day(Coverage(floor_id="2")), []
    day.connect()
    acknowledged = Acknowledged(Coverage(floor_id="2"), speaks=False, changed=lambda: changed.append(1))
    call_id = day.call("A012", "5")
    for _ in range(2):
        acknowledged.shown(board_of(day.scene, day.now))

    health = acknowledged.health(day.hall.seq)
    assert (health.covers, health.shown_call, len(changed)) == ("floor 2", call_id, 1)
