"""QueueCardView: how many wait in a queue, and about how long."""

from kivy.properties import NumericProperty, StringProperty

from display.board import QueueCard
from display.widgets.one_line import OneLine  # noqa: F401  # queue_card.kv names it
from display.wording import Wording
from hall.ui.kv import load_kv
from hall.ui.panel import Panel

load_kv(__file__)


class QueueCardView(Panel):
    """A card; not to be seen while there is no queue for it."""

    name = StringProperty()
    people = StringProperty()
    wait = StringProperty()
    unit = NumericProperty(1)

    def show(self, card: QueueCard | None, wording: Wording) -> None:
        """Show a queue, or none."""
        self.name = card.name.zh if card else ""
        self.people = wording.people(card) if card else ""
        self.wait = wording.wait(card) if card else ""
