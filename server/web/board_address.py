"""What the address of a board in a browser asks for, by the rules of the program's command line; pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from hall.coverage import PARTS, Coverage, read_coverage
from hall.errors import BadSettings
from hall.language import Language
from hall.places import Directory, Text

THEME, LANGUAGE = "theme", "lang"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardAddress:
    """Which part of the hall is shown, and in which theme (None for the usual one)."""

    coverage: Coverage
    theme: str | None


def read_address(asked: Mapping[str, str], directory: Directory, themes: Collection[str]) -> BoardAddress:
    """Return what the part of an address behind `?` means.

    Raises:
        BadSettings: it names something that there is not; its facts are `what` was asked to be `wanted`.
    """
    for what, wanted in asked.items():
        if what not in {*PARTS, THEME, LANGUAGE}:
            raise BadSettings(f"?{what}: there is no such word", what=what, wanted=wanted)
    theme = asked.get(THEME)
    if theme is not None and theme not in themes:
        raise BadSettings(f"?theme={theme}: there is no such theme", what=THEME, wanted=theme)
    coverage = read_coverage({what: asked[what] for what in PARTS if what in asked})
    coverage.check(directory)
    return BoardAddress(coverage=coverage, theme=theme)


def wrong_address_facts(
    fault: BadSettings, directory: Directory, themes: Iterable[str], language: Language
) -> dict[str, object]:
    """Return what `board_wrong_address.html` draws from: what is wrong, and all that may be written."""
    what, wanted = str(fault.facts["what"]), str(fault.facts["wanted"])
    zones = {zone.zone_id: zone.name for floor in directory.floors for zone in floor.zones}
    known = {
        "floor": _named(language, ((floor.floor_id, floor.name) for floor in directory.floors)),
        "zone": _named(language, zones.items()),
        "queues": _named(language, ((queue.queue_id, queue.name) for queue in directory.queues)),
        "window": [(window.window_id, "") for window in directory.windows],
        THEME: [(theme, "") for theme in themes],
    }
    key = _key(what, wanted, known)
    return {
        "hall": directory.hall,
        "fault": language.text(f"display.address.{key}", what=what, wanted=wanted),
        "known": [(part, language.text(f"display.address.{part}"), values) for part, values in known.items()],
    }


def _key(what: str, wanted: str, known: Mapping[str, list[tuple[str, str]]]) -> str:
    if what not in known:
        return "no_such_word"
    is_alone = what == "window" and wanted in {window_id for window_id, _ in known[what]}
    return "window_alone" if is_alone else "no_such_value"


def _named(language: Language, values: Iterable[tuple[str, Text]]) -> list[tuple[str, str]]:
    return [(each, language.of(name)) for each, name in values]
