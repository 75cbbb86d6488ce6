"""MatterCard: a matter with its department, place and queue; the first screen has six, lists have pages of them."""

from kivy.properties import BooleanProperty, StringProperty

from hall.ui.kv import load_kv
from kiosk.widgets.control import Control
from kiosk.widgets.figure_line import FigureLine  # noqa: F401  # matter_card.kv names it
from kiosk.widgets.pill import Pill  # noqa: F401  # matter_card.kv names it

LINES_OF_CHINESE, LINES_OF_ENGLISH, LINES_TO_BE_BELOW, LINES_IF_LARGE = 7.6, 8.2, 9.2, 9.9


class MatterCard(Control):
    """All texts are set by the screen; `queue` may hold `[n]figures[/n]`."""

    matter_id = StringProperty()
    department = StringProperty()
    matter = StringProperty()
    queue = StringProperty()
    pill = StringProperty()
    colour = StringProperty("ink")
    is_chosen = BooleanProperty(defaultvalue=False)
    department_at = StringProperty()

    def place_department(self, language: str, lines: float, *, is_large: bool) -> str:
        """Return where there is room for the department on a card so many lines high: beside the pill, below, nowhere.

        Chinese names are short; English ones need a line of their own, or two beside the pill, which large words do
        not leave room for.
        """
        if language == "zh":
            return "beside" if lines > LINES_OF_CHINESE else ""
        if lines > (LINES_IF_LARGE if is_large else LINES_TO_BE_BELOW):
            return "below"
        return "beside" if lines > LINES_OF_ENGLISH and not is_large else ""


load_kv(__file__)
