"""NoticeLine: the hall's rule and notices one after another, or that what is shown is old."""

from kivy.properties import BooleanProperty, ColorProperty, ObjectProperty

from display.widgets.one_line import OneLine  # noqa: F401  # notice_line.kv names it
from hall.places import Text
from hall.ui.kv import load_kv
from hall.ui.panel import Panel

load_kv(__file__)


class NoticeLine(Panel):
    """The strip along the lower edge; a warning takes it over in the colours of one."""

    words = ObjectProperty(Text(zh="", en=""), rebind=True)
    is_warning = BooleanProperty(defaultvalue=False)
    ink = ColorProperty()
    ink_second = ColorProperty()
