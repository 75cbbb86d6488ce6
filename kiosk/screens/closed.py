"""The kiosk takes no visitors, as staff asked from afar: why, and where else, in both languages at once."""

from kiosk.reception import Reception
from kiosk.screens.message import MessageView
from kiosk.upkeep.caretaker import Caretaker


class ClosedView(MessageView):
    """No control: whoever tends the kiosk knows its corner."""

    has_language = False

    def __init__(self, caretaker: Caretaker, *, reception: Reception) -> None:
        """Take who knows why."""
        self._caretaker = caretaker
        super().__init__(reception=reception)

    def refresh(self) -> None:
        """Say why, and where else to go."""
        language, other, why = self.reception.language, self.reception.other_language, self._caretaker.closed
        self.icon = "prohibit"
        self.title = f"{language.text('upkeep.closed.title')}\n{other.text('upkeep.closed.title')}"
        words = () if why is None else dict.fromkeys((language.of(why), other.of(why)))  # staff may write one language
        self.text = "\n".join(words)
        self.advice = f"{language.text('upkeep.closed.advice')}\n{other.text('upkeep.closed.advice')}"
