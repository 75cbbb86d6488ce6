"""The mark of what the visitor has chosen already, in lists of matters."""

from dataclasses import replace

from kiosk.reception import Reception
from kiosk.widgets.figure_line import JOINT
from kiosk.widgets.list_card import Entry


def mark_chosen(entry: Entry, reception: Reception, matter_id: str) -> Entry:
    """Return a matter's entry, marked where the visitor keeps the matter for one number with others."""
    if matter_id not in reception.visit.basket:
        return entry
    chosen = reception.language.text("kiosk.basket.chosen")
    return replace(entry, icon="check-circle", line=JOINT.join((chosen, entry.line)))
