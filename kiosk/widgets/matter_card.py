"""MatterCard: a matter with its department, place and queue; the first screen has six, lists have pages of them."""

from kivy.properties import StringProperty

from hall.ui.kv import load_kv
from kiosk.widgets.control import Control
from kiosk.widgets.figure_line import FigureLine  # noqa: F401  # matter_card.kv names it
from kiosk.widgets.pill import Pill  # noqa: F401  # matter_card.kv names it


class MatterCard(Control):
    """All texts are set by the screen; `queue` may hold `[n]figures[/n]`."""

    matter_id = StringProperty()
    department = StringProperty()
    matter = StringProperty()
    queue = StringProperty()
    pill = StringProperty()
    colour = StringProperty("ink")


load_kv(__file__)
