from dataclasses import replace

import pytest

from hall.places import Room, RoomKind, Text
from hall.plane import Rect
from kiosk.amenities import AMENITIES, amenity_in, rooms_of
from kiosk.search_pages import rooms_in
from tests.kiosk.words import LANGUAGES, sample_directory

BOTH = tuple(LANGUAGES.values())


@pytest.mark.parametrize(
    ("words", "amenity"),
    [("复印机", "copier"), ("母婴室", "nursing"), ("喝水", "water"), ("wifi", "wifi"), ("drinking water", "water")],
)
def test_what_the_plan_may_not_know_is_told_apart_from_the_desk(words: str, amenity: str) -> None:
    assert amenity_in(words, BOTH) == amenity
    assert rooms_in(words, BOTH) == frozenset()


def test_a_toilet_is_on_the_plan() -> None:
    assert amenity_in("厕所在哪", BOTH) is None
    assert amenity_in("", BOTH) is None


def test_the_sample_hall_knows_of_none() -> None:
    floors = sample_directory().floors

    assert all(rooms_of(amenity, floors, BOTH) == () for amenity in AMENITIES)


def test_a_hall_that_names_such_a_room_has_it() -> None:
    first, *others = sample_directory().floors
    room = Room(
        room_id="nursing", kind=RoomKind.OFFICE, name=Text(zh="母婴室", en="Nursing room"), place=Rect(1, 1, 3, 3)
    )
    floors = (replace(first, rooms=(*first.rooms, room)), *others)

    assert [found for _, found in rooms_of("nursing", floors, BOTH)] == [room]
    assert rooms_of("copier", floors, BOTH) == ()
