"""A route in words, made of language keys (`assets/languages/*/route.toml`): what kiosk, paper and phone say."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from hall.language import Language
from hall.places import Text
from hall.room_route import RoomRoute
from hall.route import Route
from hall.route_steps import RouteStep, StepKind

_LEFT_BEFORE = {StepKind.TAKE_LIFT: "route.out_of_lift", StepKind.TAKE_STAIRS: "route.off_stairs"}


class Origin(StrEnum):
    """Where the way begins, for whoever reads it: before their eyes, or elsewhere."""

    HERE = "here"
    KIOSK = "kiosk"
    ENTRANCE = "entrance"


def describe_route(route: Route | RoomRoute, language: Language, origin: Origin = Origin.HERE) -> str:
    """Return the whole way as one sentence without a full stop."""
    phrases = list_route_phrases(route, language, origin)
    way = language.text("route.joint").join(phrases[:-1])
    sentence = language.text("route.arrive_joint").join(part for part in (way, phrases[-1]) if part)
    return sentence[:1].upper() + sentence[1:]


def list_route_phrases(route: Route | RoomRoute, language: Language, origin: Origin = Origin.HERE) -> tuple[str, ...]:
    """Return one phrase for each step, the last of which says where the window or room is."""
    first = _phrase(route.steps[0], language)
    is_start = route.steps[0].kind is StepKind.START
    phrases = [language.text(f"route.from_{origin}", step=first) if is_start else first]
    for before, step in pairwise(route.steps):
        phrase = _phrase(step, language)
        key = _LEFT_BEFORE.get(before.kind)
        phrases.append(language.text(key, step=phrase) if key and step.metres else phrase)
    return tuple(phrases)


def _phrase(step: RouteStep, language: Language) -> str:
    if step.kind is StepKind.ARRIVE:
        return _arrival(step, language)
    way = f"{step.kind}_{step.side}" if step.side else str(step.kind)
    if step.floor_name:
        return language.text(f"route.{way}", floor=_inside(step.floor_name, language))
    if step.landmark:
        return language.text(f"route.{way}_to", landmark=language.of(step.landmark))
    return language.text(f"route.{way}_metres", metres=step.metres)


def _arrival(step: RouteStep, language: Language) -> str:
    if step.windows:
        return language.text(_arrival_key(step), windows=_numbers(step.windows, language))
    side = step.side or "here"
    if step.metres:
        return language.text(f"route.room_far_{side}", metres=step.metres)
    return language.text(f"route.room_{side}")


def _arrival_key(step: RouteStep) -> str:
    number = "window" if len(step.windows) == 1 else "windows"
    return f"route.{number}_{step.side}" if step.side else f"route.{number}_here"


def _numbers(windows: Sequence[str], language: Language) -> str:
    """Return window numbers as a list in words: 5、6 or "5 and 6"."""
    start = language.text("route.numbers_joint").join(windows[:-1])
    return language.text("route.last_number_joint").join(part for part in (start, windows[-1]) if part)


def _inside(name: Text, language: Language) -> str:
    """Return a name as it stands inside a sentence: "Floor 2" becomes "floor 2", "B1" stays."""
    text = language.of(name)
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
