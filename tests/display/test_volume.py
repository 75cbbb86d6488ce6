from datetime import time

import pytest

from display.volume import read_volume
from hall.errors import BadSettings


def test_it_is_softer_in_the_hours_that_are_named_and_full_otherwise():
    volume = read_volume("12:00-13:30=40, 17-20=70")

    moments = [time(11, 59), time(12), time(13, 29), time(13, 30), time(17), time(20)]
    assert [volume.at(moment) for moment in moments] == [100, 40, 40, 100, 70, 100]
    assert read_volume("").at(time(9)) == 100


@pytest.mark.parametrize("wrong", ["12=40", "13-12=40", "9-10=101", "25-26=1", "noon"])
def test_what_cannot_be_read_is_refused(wrong: str):
    with pytest.raises(BadSettings, match="--volume"):
        read_volume(wrong)
