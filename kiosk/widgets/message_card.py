"""MessageCard: what there is to say, in the middle of a card that takes all the room there is."""

from kivy.metrics import dp
from kivy.properties import StringProperty

from hall.ui.kv import load_kv
from hall.ui.panel import Panel
from kiosk.widgets.fit_label import FitLabel  # noqa: F401  # message_card.kv names it

load_kv(__file__)

ICON_PX, LEAST_ICON_PX = 230, 100
AROUND_PX = 160
"""What the card's edges and gaps take beside icon and words."""


class MessageCard(Panel):
    """An icon or a number, a title and a text; what has no words takes no room."""

    icon = StringProperty()
    number = StringProperty()
    title = StringProperty()
    text = StringProperty()

    def icon_height(self, room: float) -> float:
        """Return how high the icon is where the words leave so much room; it comes last, and stands for nothing."""
        height = min(dp(ICON_PX), room - dp(AROUND_PX))
        return float(height if height >= dp(LEAST_ICON_PX) else 0)
