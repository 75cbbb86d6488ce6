"""A visitor who has gone leaves nothing for the next: no word, digit, aid, half a scan or saying."""

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from tests.kiosk.glass import Glass  # before all that imports Kivy

from kivy.uix.label import Label  # isort: skip
from kivy.uix.widget import Widget  # isort: skip
from hall.errors import UnknownTicket  # isort: skip
from hall.ui.garbage import clear_away  # isort: skip
from kiosk.app import TIDY_AFTER_S  # isort: skip
from kiosk.flow import PERSONAL, TABLE, Flow, Screen  # isort: skip
from kiosk.visit import Reading, Visit  # isort: skip
from kiosk.wedge import Stroke, Wedge  # isort: skip
from tests.kiosk.states import make_hall, take_ticket  # isort: skip


@contextmanager
def open_glass() -> Iterator[Glass]:
    glass = Glass(make_hall())
    try:
        yield glass
    finally:
        glass.close()


def texts_anywhere() -> str:
    """Return everything that is written on any label that there is, on the glass or not."""
    gc.unfreeze()
    labels = [each for each in gc.get_objects() if issubclass(type(each), Label)]  # not of dead proxies
    return " ".join(str(getattr(each, "words", "") or each.text) for each in labels)


def leave(glass: Glass) -> None:
    """Walk away, and have the kiosk go home and tidy up, which takes a tick for each screen."""
    glass.wait(85)
    while glass.app._left_for_s() < TIDY_AFTER_S:
        glass.wait(0.25)
    glass.app.on_prepared = clear_away
    for _ in TABLE:
        glass.app._tick()
        glass.pump()


def test_typed_words_digits_and_aids_are_gone() -> None:
    with open_glass() as glass:
        glass.reception.switch_reading(Reading.LARGE)
        glass.reception.switch_language()
        glass.tap("home.search")
        for letter in "SB":
            glass.tap(f"search.key.{letter}")
        glass.reception.go_home()
        glass.reception.numbers.open_appointment()
        glass.pump()
        for digit in "1380013800":
            glass.tap(f"pad.{digit}")
        glass.reception.numbers.type("13800138000")
        glass.desk.fail_errand(UnknownTicket())
        glass.pump()
        assert "13800138000" in texts_anywhere()

        leave(glass)

        assert glass.reception.visit == Visit()
        assert glass.reception.flow == Flow(screen=Screen.HOME)
        assert "1380013" not in texts_anywhere()
        assert not glass.app.is_large
        assert glass.app.language.code == "zh"


def test_number_is_on_no_label_any_more() -> None:
    with open_glass() as glass:
        take_ticket(glass)
        assert "A001" in texts_anywhere()

        leave(glass)

        assert "A001" not in texts_anywhere()


def test_half_a_scan_and_what_was_being_said_are_gone() -> None:
    with open_glass() as glass:
        glass.reception.switch_reading(Reading.VOICE)
        glass.app._tell_settled()
        take_ticket(glass)
        glass.app._wedge.take(Stroke(key=ord("x")), 0.0)

        leave(glass)
        glass.app._tell_settled()

        assert vars(glass.app._wedge) == vars(Wedge())
        assert glass.mouth.hushed >= 1
        assert glass.app._focus._focus.key is None


def test_only_what_a_visitor_may_have_touched_is_looked_through_for_garbage() -> None:
    with open_glass() as glass:
        glass.app._views.clear()
        glass.app._is_lasting_made = glass.app._is_prepared = False
        built: list[set[Screen]] = []
        glass.app.on_lasting_made = lambda: built.append(set(glass.app._views))

        leave(glass)

        assert built == [set(TABLE) - PERSONAL]
        assert set(glass.app._views) == set(TABLE)


def test_the_next_visitor_who_comes_at_once_waits_for_nothing() -> None:
    with open_glass() as glass:
        take_ticket(glass)
        was = glass.app._views[Screen.TICKET]
        glass.reception.end_visit()
        glass.wait(0.5)
        assert glass.app._views[Screen.TICKET] is was

        take_ticket(glass)

        assert "A002" in glass.texts()
        assert "A001" not in glass.texts()


def test_screens_that_were_thrown_away_are_gone_for_good() -> None:
    with open_glass() as glass:
        wear_all(glass)
        before = count_widgets()

        wear_all(glass)

        assert count_widgets() - before == Counter()


def wear_all(glass: Glass) -> None:
    """Have every screen made, thrown away and made anew."""
    glass.tap("home.search")
    glass.app._worn.update(PERSONAL)
    leave(glass)


def count_widgets() -> Counter[str]:
    gc.unfreeze()
    gc.collect()
    return Counter(type(each).__name__ for each in gc.get_objects() if issubclass(type(each), Widget))
