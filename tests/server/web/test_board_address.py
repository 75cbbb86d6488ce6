"""What the address of a board in a browser may ask for, and what it is told when it asks for something else."""

import pytest

from hall.coverage import Coverage
from hall.errors import BadSettings
from hall.language import load_languages
from server.web.board_address import BoardAddress, read_address, wrong_address_facts
from tests.display.scenes import directory
from tests.habits.test_languages import ROOT

THEMES = ("blue", "contrast", "paper")


@pytest.mark.parametrize(
    ("asked", "coverage"),
    [
        ({}, Coverage()),
        ({"floor": "2", "zone": "A", "lang": "en"}, Coverage(floor_id="2", zone_id="A")),
        ({"queues": "medical, social"}, Coverage(queue_ids=frozenset({"medical", "social"}))),
        ({"window": "5"}, Coverage(window_id="5")),
    ],
)
def test_an_address_asks_for_what_the_command_line_asks_for(asked: dict[str, str], coverage: Coverage) -> None:
    assert read_address(asked | {"theme": "blue"}, directory(), THEMES) == BoardAddress(coverage=coverage, theme="blue")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"floor": "9"}, "floor=9：本厅没有"),
        ({"floor": ""}, "floor=：本厅没有"),
        ({"floor": "2", "zone": "Q"}, "zone=Q：本厅没有"),
        ({"queues": "medical,nothing"}, "queues=nothing：本厅没有"),
        ({"window": "99"}, "window=99：本厅没有"),
        ({"window": "5", "floor": "2"}, "window=5：单个窗口"),
        ({"theme": "pink"}, "theme=pink：本厅没有"),
        ({"flor": "2"}, "“flor”"),
    ],
)
def test_one_that_asks_for_what_there_is_not_is_told_all_that_it_may_ask_for(asked: dict[str, str], told: str) -> None:
    with pytest.raises(BadSettings) as refused:
        read_address(asked, directory(), THEMES)
    zh = load_languages(ROOT / "assets" / "languages")["zh"]
    facts = wrong_address_facts(refused.value, directory(), THEMES, zh)

    assert told in str(facts["fault"])
    for each in ("'2', '二楼'", "'5', ''", "'medical'", *THEMES):
        assert each in str(facts["known"])
