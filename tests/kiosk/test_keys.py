import pytest

from hall.errors import BadSettings
from kiosk.focus import Key
from kiosk.keys import USUAL, read_keys


def test_arrows_enter_and_space_are_the_usual_pad():
    assert read_keys(USUAL) == {273: Key.UP, 274: Key.DOWN, 13: Key.OK, 271: Key.OK, 32: Key.REPEAT}


def test_a_maker_s_keys_are_named_or_given_by_code():
    assert read_keys("up=f13,down=f14,ok=f15,repeat=300") == {
        294: Key.UP,
        295: Key.DOWN,
        296: Key.OK,
        300: Key.REPEAT,
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [("up=up", "no key for"), ("up=nose,down=down,ok=enter,repeat=f1", "nose"), (USUAL + ",up=down", "twice")],
)
def test_a_map_that_cannot_be_used_is_refused_in_words(text: str, said: str):
    with pytest.raises(BadSettings, match=said):
        read_keys(text)
