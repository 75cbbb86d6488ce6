"""Amenities: what people look for in a hall that its plan may not know: a copier, water, a nursing room. Pure."""

from collections.abc import Iterable

from hall.language import Language
from hall.places import Floor, Room
from kiosk.search_pages import BETWEEN

AMENITIES = ("copier", "water", "nursing", "charging", "smoking", "wifi", "photo")
"""Each has its words in the keys `search.amenities`, and its name in `kiosk.floors.amenities`."""


def amenity_in(words: str, languages: Iterable[Language]) -> str | None:
    """Return what somebody speaks of, in whichever language; None when it is none of these."""
    spoken, tables = words.lower(), list(languages)
    return next((each for each in AMENITIES if spoken and _is_named(spoken, each, tables)), None)


def rooms_of(amenity: str, floors: Iterable[Floor], languages: Iterable[Language]) -> tuple[tuple[Floor, Room], ...]:
    """Return the rooms of the plan whose names say that it is there."""
    tables = list(languages)
    rooms = ((floor, room) for floor in floors for room in floor.rooms)
    return tuple(
        (floor, room) for floor, room in rooms if _is_named(f"{room.name.zh} {room.name.en}".lower(), amenity, tables)
    )


def _is_named(words: str, amenity: str, languages: Iterable[Language]) -> bool:
    tables = (language.text(f"search.amenities.{amenity}").split(BETWEEN) for language in languages)
    return any(name in words for names in tables for name in names)
