"""Elsewhere: where a matter is handled that is not handled in this hall, in one language. Pure; the words are keys."""

from dataclasses import dataclass
from datetime import date

from hall.language import Language
from hall.places import HandlingMode, MatterToday, TownCentre
from kiosk.guide import Guide
from kiosk.phrases import desk_phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlace:
    """A place to go to: its name, and lines that say where it is, when, and how one gets there."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Why there is no number here, what to do, and the places to go to."""

    headline: str
    advice: str
    places: tuple[OtherPlace, ...]


def find_elsewhere(today: MatterToday, guide: Guide, language: Language) -> Elsewhere:
    """Return what is said of a matter that is not handled here today."""
    match today.handling.mode:
        case HandlingMode.DELEGATED:
            return _towns(today, guide, language)
        case HandlingMode.ORIGINAL_HALL:
            return _original_hall(guide, language)
        case HandlingMode.ELSEWHERE:
            return _never_here(today, guide, language)
        case _:
            return _not_moved_in(today, guide, language)


def day_phrase(language: Language, day: date) -> str:
    """Return a day with its year: 2012年3月1日, 1 March 2012."""
    month = language.text(f"kiosk.month.{day.month}")
    return language.text("kiosk.matter.day", year=day.year, month=month, day=day.day)


def _towns(today: MatterToday, guide: Guide, language: Language) -> Elsewhere:
    return Elsewhere(
        headline=language.text("kiosk.matter.delegated"),
        advice=language.text("kiosk.matter.delegated_hint"),
        places=tuple(_town(town, language) for town in guide.list_towns(today)),
    )


def _town(town: TownCentre, language: Language) -> OtherPlace:
    address = _line(language, "address", language.of(town.address))
    phone = _line(language, "phone", town.phone)
    return OtherPlace(
        name=language.of(town.name),
        lines=(
            language.text("kiosk.matter.address_phone", address=address, phone=phone),
            _line(language, "way", language.of(town.way)),
            _line(language, "hours", language.of(town.hours)),
        ),
    )


def _original_hall(guide: Guide, language: Language) -> Elsewhere:
    original = guide.hall.original_hall
    facts = {"address": original.address, "way": original.way}
    return Elsewhere(
        headline=language.text("kiosk.matter.original_hall"),
        advice=language.text("kiosk.matter.original_hall_since", date=day_phrase(language, guide.hall.opens_on)),
        places=(
            OtherPlace(
                name=language.of(original.name),
                lines=tuple(_line(language, fact, language.of(words)) for fact, words in facts.items()),
            ),
        ),
    )


def _not_moved_in(today: MatterToday, guide: Guide, language: Language) -> Elsewhere:
    department = language.of(guide.department(today.matter.department).name)
    since = today.handling.since
    return Elsewhere(
        headline=language.text("kiosk.matter.not_moved_in", department=department),
        advice=language.text("kiosk.matter.not_moved_in_since", date=day_phrase(language, since)) if since else "",
        places=(_what_to_do(today, guide, language),),
    )


def _never_here(today: MatterToday, guide: Guide, language: Language) -> Elsewhere:
    headline = language.text("kiosk.matter.elsewhere")
    return Elsewhere(headline=headline, advice="", places=(_what_to_do(today, guide, language),))


def _what_to_do(today: MatterToday, guide: Guide, language: Language) -> OtherPlace:
    name, note = language.text("kiosk.matter.not_moved_in_hint"), today.handling.note
    key = "ask_online" if note and today.matter.online else "ask_where" if note else "ask_desk"
    ask = language.text(f"kiosk.matter.{key}")
    todo = (language.of(note) if note else "", ask, desk_phrase(language, guide))
    return OtherPlace(name=name, lines=tuple(filter(None, todo)))


def _line(language: Language, fact: str, words: str) -> str:
    return language.text("kiosk.matter.line", fact=language.text(f"kiosk.matter.{fact}"), words=words)
