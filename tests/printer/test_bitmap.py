import pytest

from printer.bitmap import Bitmap


def test_the_highest_bit_is_the_leftmost_dot():
    picture = Bitmap(width_dots=10, height_dots=2, data=b"\x80\x40\x00\x80")

    black = [(x, y) for y in range(2) for x in range(10) if picture.is_black(x, y)]

    assert black == [(0, 0), (9, 0), (8, 1)]


def test_data_must_be_as_large_as_the_picture():
    with pytest.raises(ValueError, match="10 x 2 dots"):
        Bitmap(width_dots=10, height_dots=2, data=b"\x80\x40\x00")
