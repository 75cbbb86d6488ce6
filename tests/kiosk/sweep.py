"""Every screen in every language, text size, theme and position, on every glass; also as pictures for a person.

python -m tests.kiosk.sweep (--out DIR | --check | --larger) [--only NAME ...] [--size 1080x1920 ...]
    [--modes zh en-large ...] [--matters [all | wordiest | ID ...] [--pages NAME ...]]
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.kiosk.glass import Glass, Show  # before all that imports Kivy

from kiosk.layout import Shape, shape_of  # isort: skip
from kiosk.visit import Reading  # isort: skip
from tests.kiosk.fit import list_faults  # isort: skip
from tests.kiosk.larger import list_not_larger, list_sizes_seen  # isort: skip
from tests.kiosk.set_up_pane import DRAFTS, SetUpPane  # isort: skip
from tests.kiosk.states import STATES, make_hall  # isort: skip
from tests.kiosk.states_of_matters import PAGES, list_pages, list_wordiest  # isort: skip

Placed = tuple[str, int, int]

SIZES = ((1080, 1920), (1920, 1080), (768, 1366))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """One way to read."""

    language: str
    aids: frozenset[Reading]

    @property
    def name(self) -> str:
        """Return `en-contrast-large` and the like."""
        return "-".join([self.language, *sorted(self.aids)])


def list_modes(size: tuple[int, int]) -> list[Mode]:
    """Return every mode that a visitor can have on a glass of this size."""
    aids = [Reading.LARGE, Reading.CONTRAST]
    if shape_of(*size, is_low=False) is Shape.TALL:
        aids.append(Reading.LOW)
    return [
        Mode(language=language, aids=frozenset(aid for place, aid in enumerate(aids) if code >> place & 1))
        for language in ("zh", "en")
        for code in range(1 << len(aids))
    ]


USUAL, LONGEST = list_modes(SIZES[0])[0], Mode(language="en", aids=frozenset({Reading.LARGE}))
TELLING = {SIZES[0]: ("zh", "en-large", "en-low", "zh-contrast"), SIZES[1]: ("zh", "en-large"), SIZES[2]: ("en-large",)}
"""The modes of each size that tell most of the others: English and larger words are the longest."""


WHOLE = ((SIZES[0], "zh"), (SIZES[2], "en-large"))
"""Of the telling ones those through which every state goes; the others share the states out among them."""


def list_telling() -> list[tuple[tuple[int, int], Mode, tuple[str, ...]]]:
    """Return sizes, modes and the states that every run of the tests looks at there; `--check` goes through all."""
    told = [(size, mode) for size, names in TELLING.items() for mode in list_modes(size) if mode.name in names]
    is_whole = [(size, mode.name) in WHOLE for size, mode in told]
    shares, names = is_whole.count(False), tuple(STATES)
    listed = []
    for place, (size, mode) in enumerate(told):
        share = is_whole[:place].count(False)
        listed.append((size, mode, names if is_whole[place] else names[share::shares]))
    return listed


class Sweep:
    """One glass of a size that is brought to every screen in turn."""

    def __init__(self, size: tuple[int, int], shows: dict[str, Show] = STATES) -> None:
        self.size, self.modes, self.shows = size, list_modes(size), shows
        self.glass = Glass(make_hall(), size=size)

    def show(self, name: str, mode: Mode) -> None:
        """Bring the glass from wherever it is to a screen, as a new visitor would who reads in a mode."""
        self._bring(self.shows[name], mode)

    def switch(self, mode: Mode) -> None:
        """Have the visitor switch to another mode right there."""
        self.glass.read(mode.language, mode.aids)

    def list_faults(self) -> list[str]:
        """Return what does not fit as it is now."""
        return list_faults(self.glass)

    def list_faults_of(self, show: Show, mode: Mode) -> list[str]:
        """Return what does not fit on a page that is none of the usual states."""
        self._bring(show, mode)
        return self.list_faults()

    def list_boxes(self) -> list[Placed]:
        """Return what is written and what can be touched, and where."""
        words = [(each.text, each.left, each.bottom) for each in self.glass.words()]
        controls = [(each.key, *each.to_window(*each.pos)) for each in self.glass.controls()]
        return [(text, round(left), round(bottom)) for text, left, bottom in words + controls]

    def list_not_larger(self, name: str, language: str) -> list[str]:
        """Return what of a screen is no larger in larger text, or even smaller."""
        self.show(name, Mode(language=language, aids=frozenset()))
        usual = list_sizes_seen(self.glass)
        self.switch(Mode(language=language, aids=frozenset({Reading.LARGE})))
        return list(list_not_larger(usual, list_sizes_seen(self.glass)))

    def close(self) -> None:
        """Take the glass down."""
        self.glass.close()

    def _bring(self, show: Show, mode: Mode) -> None:
        self.glass.begin_anew(make_hall(), language=mode.language, reading=mode.aids)
        show(self.glass)
        self.glass.settle()


class SetUpSweep:
    """The same for the pages of the set-up, which know two languages and no other way of reading."""

    def __init__(self, size: tuple[int, int], shows: dict[str, object] = DRAFTS) -> None:
        self.size, self.shows, self.modes = size, shows, [mode for mode in list_modes(size) if not mode.aids]
        self.glass = SetUpPane(size)

    def show(self, name: str, mode: Mode) -> None:
        """Bring the glass to a page."""
        self.glass.show(self.shows[name], mode.language)

    def list_faults(self) -> list[str]:
        """Return what does not fit as it is now."""
        return list_faults(self.glass)

    def close(self) -> None:
        """Take the glass down."""
        self.glass.close()


def main() -> None:
    """Write the pictures, or look for faults."""
    told = _read_command()
    shows = _list_shows(told)
    if told.larger:
        sys.exit(_check_larger(told, shows))
    seen = faults = 0
    for size in [tuple(int(edge) for edge in each.split("x")) for each in told.size]:
        for kind, every in ((Sweep, shows), (SetUpSweep, DRAFTS)):
            wanted = [name for name in every if kind is Sweep or (name in told.only and told.matters is None)]
            if not wanted:
                continue
            sweep = kind(size, every)
            for mode in [mode for mode in sweep.modes if not told.modes or mode.name in told.modes]:
                for name in wanted:
                    sweep.show(name, mode)
                    seen += 1
                    where = f"{'x'.join(map(str, size))}/{name}.{mode.name}"
                    faults += _take_picture(sweep, told.out, where) if told.out else _tell_faults(sweep, where)
            sweep.close()
    sys.stdout.write(f"{seen} screens, {faults} faults\n" if told.check else f"{seen} pictures\n")
    sys.exit(1 if faults else 0)


def _read_command() -> argparse.Namespace:
    every = [*STATES, *DRAFTS]
    parser = argparse.ArgumentParser(prog="tests.kiosk.sweep", description="Pictures of every screen in every mode.")
    does = parser.add_mutually_exclusive_group(required=True)
    does.add_argument("--out", type=Path, metavar="DIR", help="where the pictures go")
    does.add_argument("--check", action="store_true", help="tell what does not fit instead; exit code 1 if anything")
    does.add_argument("--larger", action="store_true", help="tell what larger text leaves as small as it was")
    parser.add_argument("--only", nargs="*", choices=every, default=every, help="these screens")
    parser.add_argument(
        "--matters",
        nargs="*",
        metavar="ID",
        help="the pages of these matters instead: without an id "
        "of all of the hall, and of 'wordiest' only those that need the most room",
    )
    parser.add_argument("--pages", nargs="*", choices=list(PAGES), default=list(PAGES), help="these pages of matters")
    parser.add_argument(
        "--size", nargs="*", default=[f"{width}x{height}" for width, height in SIZES], help="these sizes"
    )
    parser.add_argument("--modes", nargs="*", help="these modes, like en-contrast-large")
    return parser.parse_args()


def _list_shows(told: argparse.Namespace) -> dict[str, Show]:
    """Return what is to be looked at: screens, or the pages of matters."""
    if told.matters is None:
        return {name: show for name, show in STATES.items() if name in told.only}
    directory = make_hall().directory
    every = list_wordiest(directory) if told.matters == ["wordiest"] else directory.matters
    wanted = [] if told.matters == ["wordiest"] else told.matters
    return list_pages([each for each in every if not wanted or each.matter.matter_id in wanted], told.pages)


def _check_larger(told: argparse.Namespace, shows: dict[str, Show]) -> int:
    """Tell what is no larger in larger text, each once for a size and language; return 1 if anything."""
    faults = set[str]()
    for size in [tuple(int(edge) for edge in each.split("x")) for each in told.size]:
        sweep = Sweep(size, shows)
        for language in ("zh", "en"):
            for name in shows:
                for fault in sweep.list_not_larger(name, language):
                    where = f"{'x'.join(map(str, size))} {language}: {fault}"
                    if where not in faults:
                        sys.stdout.write(f"{name}: {where}\n")
                        sys.stdout.flush()
                    faults.add(where)
        sweep.close()
    return 1 if faults else 0


def _take_picture(sweep: Sweep | SetUpSweep, folder: Path, where: str) -> int:
    """Write a picture; return how many faults were found: none is looked for."""
    file = folder / f"{where}.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    sweep.glass.picture().save(file)
    return 0


def _tell_faults(sweep: Sweep | SetUpSweep, where: str) -> int:
    """Tell what does not fit on a screen at once, lest a sweep that is cut short have told nothing; return how many."""
    faults = sweep.list_faults()
    for fault in faults:
        sys.stdout.write(f"{where}: {fault}\n")
    sys.stdout.flush()
    return len(faults)


if __name__ == "__main__":
    main()
