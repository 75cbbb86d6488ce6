import pytest

from hall.coverage import Coverage
from hall.errors import BadSettings
from tests.display.scenes import Day, directory


def test_a_display_for_some_queues_shows_their_calls_only_whoever_calls_them():
    day = Day(Coverage(queue_ids=frozenset({"medical"})))
    day.connect()
    day.call("A012", "5")
    day.call("B004", "7")

    assert [call.number for call in day.scene.last_calls()] == ["B004"]
    assert Coverage(queue_ids=frozenset({"medical"})).queues_in(directory()) == {"medical"}


def test_a_zone_is_that_of_its_floor():
    assert Coverage(floor_id="3", zone_id="A").windows_in(directory()) == {"12"}
    assert Coverage(zone_id="A").windows_in(directory()) >= {"5", "12"}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (Coverage(floor_id="2", zone_id="B"), "--zone B: this hall has no such zone; it has A"),
        (Coverage(queue_ids=frozenset({"nobody"})), "--queues nobody: this hall has no such queues"),
    ],
)
def test_what_the_hall_does_not_have_is_refused_by_name(wrong: Coverage, told: str):
    with pytest.raises(BadSettings, match=told):
        wrong.check(directory())


def test_staff_read_what_a_board_is_for():
    assert str(Coverage()) == "hall"
    assert str(Coverage(floor_id="2", queue_ids=frozenset({"b", "a"}))) == "floor 2 queues a,b"
