"""Thousands of visits to one kiosk, one after another: memory, objects and textures do not grow.

    python -m benchmarks.kiosk_visits [--visits 5000]

The real screens in this process, without a window manager (SDL's offscreen driver), laid out and drawn; touched through
Kivy; time and the server are in the benchmark's hands. One visit in three takes what it came for from the first
screen, one goes through a theme, one searches and looks over what to bring; each takes a number in its own way of
reading and leaves; then the kiosk tidies up as it does while nobody is there. The first visits warm caches up and are
not counted: growth is told from there to the end.
"""

import argparse
import gc
import itertools
import sys
import time
from collections import Counter
from dataclasses import dataclass

from benchmarks.held import rss_kb
from benchmarks.kiosk_bench import load_words
from benchmarks.limits import is_within
from hall.ui.garbage import clear_away, keep_lasting
from tests.kiosk.glass import Glass  # it prepares Kivy, before all else that imports it

from kiosk.app import TIDY_AFTER_S  # isort: skip
from kiosk.screens.search import SearchView  # isort: skip
from kiosk.reception import Change  # isort: skip
from hall.places import Matter  # isort: skip
from kiosk.visit import PaperState, Reading, Scope  # isort: skip
from tests.kiosk.states import make_hall  # isort: skip

WARM_UP_SHARE, MOST_WARM_UP = 0.25, 400
TOLD_EACH = 500
MOST_RSS_KB, MOST_OBJECTS, MOST_TEXTURES = 2.0, 2.0, 0.02
"""A visit's share of the growth; what grows by less has 5,000 visits in 10 MB."""

READINGS = (frozenset(), {Reading.LARGE}, {Reading.CONTRAST}, {Reading.LOW}, {Reading.LARGE, Reading.CONTRAST})
WAYS = ("", "theme", "SB", "", "theme", "HYDJ", "", "theme", "YYZZ", "", "theme", "QQXZ")
"""From the first screen, through a theme, or by what is typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the program holds."""

    rss_kb: int
    objects: int
    textures: int
    kinds: Counter[str]


def main() -> int:
    """Run the benchmark; return the exit code."""
    parser = argparse.ArgumentParser(description="growth over many visits")
    parser.add_argument("--visits", type=int, default=5000, help="how many (%(default)s)")
    parser.add_argument("--kinds", action="store_true", help="tell which kinds of objects have grown")
    told = parser.parse_args()
    warm_up = min(MOST_WARM_UP, round(told.visits * WARM_UP_SHARE))
    began_s = time.perf_counter()
    before, after = measure(told.visits, warm_up=warm_up)
    counted = told.visits - warm_up
    per_visit_ms = (time.perf_counter() - began_s) / told.visits * 1000
    print(f"{told.visits} visits of {per_visit_ms:.0f} ms, {warm_up} of them to warm up; {load_words()}")
    print(f"RSS {before.rss_kb // 1024} -> {after.rss_kb // 1024} MB, objects {before.objects} -> {after.objects}")
    if told.kinds:
        print((after.kinds - before.kinds).most_common(20))
    kept = [
        is_within("RSS per visit, KB", (after.rss_kb - before.rss_kb) / counted, most=MOST_RSS_KB),
        is_within("objects per visit", (after.objects - before.objects) / counted, most=MOST_OBJECTS),
        is_within("textures per visit", (after.textures - before.textures) / counted, most=MOST_TEXTURES),
    ]
    return 0 if all(kept) else 1


def measure(visits: int, *, warm_up: int) -> tuple[Held, Held]:
    """Return what is held after the warm-up, and at the end."""
    glass = Glass(make_hall())
    glass.app.on_lasting_made, glass.app.on_prepared = keep_lasting, clear_away
    before = hold()
    ways = itertools.cycle(itertools.product(("zh", "en"), READINGS, WAYS))
    for count in range(visits):
        if count == warm_up:
            before = hold()
        language, reading, way = next(ways)
        visit(glass, language=language, reading=frozenset(reading), way=way)
        if (count + 1) % TOLD_EACH == 0:
            held = hold()
            told = f"{count + 1} visits: {held.rss_kb / 1024:.1f} MB, {held.objects} objects, {held.textures} textures"
            print(told, file=sys.stderr, flush=True)
    after = hold()
    glass.close()
    return before, after


def visit(glass: Glass, *, language: str, reading: frozenset[Reading], way: str) -> None:
    """Have one visitor come, take a number and leave."""
    reception = glass.reception
    if language != reception.language.code:
        reception.switch_language()
    for aid in reading:
        reception.switch_reading(aid)
    matters = reception.guide.list_featured()
    matter = matters[len(glass.desk.paper.first) % len(matters)].matter
    if way == "theme":
        browse(glass, matter)
    elif way:
        search(glass, way)
    reception.choose_matter(matter.matter_id)
    glass.settle(2)
    if way and way != "theme":
        reception.wishes.open_materials()
        glass.settle(2)
        reception.go_back()
    reception.take_ticket()
    issued = glass.answer()
    reception.take_paper_news(issued.ticket.ticket_id, PaperState.PRINTED)
    glass.pump(1)
    reception.end_visit()
    reception.on_change(Change.PATIENCE)
    leave(glass)


def browse(glass: Glass, matter: Matter) -> None:
    """Go through the themes of those whom the matter is for."""
    audience = next(iter(matter.audiences))
    glass.reception.open_themes(audience)
    glass.settle(2)
    glass.reception.open_matters(Scope(audience=audience, theme_id=next(iter(matter.themes), None)))
    glass.settle(2)


def search(glass: Glass, query: str) -> None:
    """Type what was come for, letter by letter."""
    glass.reception.open_search()
    for letter in query:
        glass.find(SearchView).type_letter(letter.lower())
    glass.settle(2)


def leave(glass: Glass) -> None:
    """Have the kiosk tidy up, and forget what the fakes behind it keep."""
    glass.desk.wait(TIDY_AFTER_S + 1)
    app = glass.app
    app._tick()  # noqa: SLF001  # as Kivy's clock does four times a second; the worn screens are thrown away
    while not app._is_prepared:  # noqa: SLF001  # each is built anew, and what was thrown is cleared away
        app._tick()  # noqa: SLF001
        glass.pump(1)
    desk = glass.desk
    for kept in (desk.taking.pursued, desk.taking.left, desk.errands.sent, desk.changes, glass.shown, desk.hall.events):
        kept.clear()
    del desk.paper.first[: -len(glass.reception.guide.list_featured())]
    desk.hall.tickets.clear()


def hold() -> Held:
    """Return what is held now, garbage and what lasts left out."""
    clear_away()
    objects = gc.get_objects()
    kinds = Counter(type(each).__name__ for each in objects)
    return Held(rss_kb=rss_kb(), objects=len(objects), textures=kinds["Texture"], kinds=kinds)


if __name__ == "__main__":
    sys.exit(main())
