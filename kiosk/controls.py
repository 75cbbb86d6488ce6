"""What is on the glass, as JSON: for the simulated visitors of the demo, for tests, and for voice guidance.

`--controls FILE` keeps the file up to date: it is written anew (a new file moved over the old one) after every frame
that changed something, once the layout has come to rest, by a thread of its own:

    {"sequence": 17,                    higher with every change
     "screen": "ticket",                a `kiosk.flow.Screen`, or "more_time" while that question is asked
     "language": "zh",
     "controls": [                      what can be tapped now, in reading order
         {"key": "ticket.done",         never changes; see below
          "label": "完成（18）",          what a visitor reads
          "x": 552.0, "y": 1732.0,      window pixels, from the top left corner of the window
          "width": 472.0, "height": 136.0}],
     "facts": {"number": "A012", "ticket_id": 12, "print": "printed", "page_url": "http://..."}}

Facts of the ticket screen, and of `offline_ticket` (its ids are below zero): `number`, `ticket_id`, `page_url`,
`people_ahead` (where it can be told), and `print`: "printing", then what is
known of the paper ("printed", "sent", "not_sent", "unknown"). Of the matter screen: `matter_id`.
Of the screens where a number is typed: `typed`, how many characters (never which: it may be a telephone number).

Keys: `home.search`, `home.featured.<matter_id>`, `home.browse.person|firm|departments|floors`, `home.my_number`,
`home.appointment`, `home.basket`, `home.language|large|contrast|voice|low`, `departments.<department_id>`,
`themes.<theme_id>`, `themes.all`, `matters.<matter_id>`, `search.key.<A-Z0-9>`,
`search.space|digits|typing|clear|delete|more`, `search.candidate.<words>`, `search.result.<matter_id>`,
`search.department.<department_id>`, `search.page.number|appointment|floors`,
`search.way.person|firm|departments|desk`, `floors.<floor_id>`,
`floors.department.<department_id>`, `matter.take_ticket|take_others|materials|priority|add_another`,
`materials.<place from 1>`,
`note.print`, `priority.<class>|none`, `basket.<matter_id>`, `basket.add_another|take_ticket`,
`pad.<prefix or digit>`, `pad.delete|enter`, `own.bring_back|reprint|cancel|new`, `own.reprint.<matter_id>`,
`cancel.yes|keep`, `cancel.matter.<matter_id>`, `booked.<appointment_id>`, `way.switch`, `offline.take|leave`,
`pad.<digit>` of the PIN, `care.test|volume|turn|set_up|restart|end|leave`,
`set_up.key.<character>`, `set_up.choice.<value>`, `set_up.delete|again|test|look|type|back|language|next`,
`refused.take_anyway`, `ticket.reprint`, `ticket.done`, `more_time.stay|leave`, `trouble.leave`, `nav.back`,
`nav.home`, `nav.language`, `page.previous`, `page.next`.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kivy.uix.widget import Widget

from kiosk.reception import Reception
from kiosk.visit import PaperState
from kiosk.widgets.control import list_controls
from kiosk.work_thread import start_thread

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlShown:
    """One control, in window pixels from the top left."""

    key: str
    label: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassShown:
    """Everything that the module's docstring describes."""

    screen: str
    language: str
    controls: tuple[ControlShown, ...]
    facts: dict[str, str | int]
    sequence: int = 0


def describe_glass(root: Widget, *, screen: str, reception: Reception, height_px: float) -> GlassShown:
    """Return what is on the glass now; screen's thread only."""
    return GlassShown(
        screen=screen,
        language=reception.visit.language,
        controls=list_controls_shown(root, height_px),
        facts=_facts(reception, screen),
    )


def list_controls_shown(root: Widget, height_px: float) -> tuple[ControlShown, ...]:
    """Return what can be tapped now, in reading order; screen's thread only."""
    return tuple(_list_controls(root, height_px))


class ControlsFile:
    """Keeps the file; `write` returns at once and does nothing when nothing has changed."""

    def __init__(self, file: Path) -> None:
        """Take the file's place; its folder must exist."""
        self._file = file
        self._last: GlassShown | None = None
        self._sequence = 0
        self._writing = start_thread("controls")

    def write(self, shown: GlassShown) -> None:
        """Write what is shown, if it is not what was shown before."""
        if shown == self._last:
            return
        self._last = shown
        self._sequence += 1
        self._writing.submit(self._put, replace(shown, sequence=self._sequence))

    def stop(self) -> None:
        """Let the last writing end."""
        self._writing.shutdown()

    def _put(self, shown: GlassShown) -> None:
        beside = self._file.with_name(self._file.name + ".new")
        try:
            beside.write_text(json.dumps(asdict(shown), ensure_ascii=False), encoding="utf-8")
            beside.replace(self._file)
        except OSError:
            _log.exception("the controls file cannot be written")


def _list_controls(root: Widget, height_px: float) -> Iterator[ControlShown]:
    for widget in list_controls(root):
        if widget.is_enabled:
            x, y = widget.to_window(*widget.pos)
            yield ControlShown(
                key=widget.key,
                label=widget.label,
                x=round(x, 1),
                y=round(height_px - y - widget.height, 1),
                width=round(widget.width, 1),
                height=round(widget.height, 1),
            )


def _facts(reception: Reception, screen: str) -> dict[str, str | int]:
    visit = reception.visit
    if screen in {"number", "appointment"}:
        return {"typed": len(visit.typed)}
    if screen == "matter" and visit.matter_id is not None:
        return {"matter_id": visit.matter_id}
    if screen not in {"ticket", "offline_ticket"} or visit.issued is None or visit.paper is None:
        return {}
    return {
        "number": visit.issued.ticket.number,
        "ticket_id": visit.issued.ticket.ticket_id,
        "page_url": visit.issued.page_url,
        **({} if visit.issued.people_ahead is None else {"people_ahead": visit.issued.people_ahead}),
        "print": PaperState.NOT_SENT if visit.is_without_paper else visit.paper,
    }
