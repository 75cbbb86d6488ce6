from display.acknowledged import Acknowledged
from display.beat import Beat
from display.board import board_of
from hall.boards import BoardHealth
from hall.coverage import Coverage
from hall.devices import Health, HealthTaken
from tests.display.scenes import MORNING, Day


class FakeDesk:
    def __init__(self) -> None:
        self.told: list[Health] = []

    def tell_health(self, health: Health, *, key: str) -> HealthTaken:
        assert key == "a-key-for-tests"
        self.told.append(health)
        return HealthTaken(at=MORNING, commands=())


def test_a_beat_says_how_the_board_is():
    desk = FakeDesk()
    Beat(desk, look=lambda: BoardHealth(seen_seq=5), new_key=lambda: "a-key-for-tests")()

    assert [health.board for health in desk.told] == [BoardHealth(seen_seq=5)]


def test_the_newest_call_on_the_glass_is_acknowledged_once():
    day, changed = Day(Coverage(floor_id="2")), []
    day.connect()
    acknowledged = Acknowledged(Coverage(floor_id="2"), speaks=False, changed=lambda: changed.append(1))
    call_id = day.call("A012", "5")
    for _ in range(2):
        acknowledged.shown(board_of(day.scene, day.now))

    health = acknowledged.health(day.hall.seq)
    assert (health.covers, health.shown_call, len(changed)) == ("floor 2", call_id, 1)
