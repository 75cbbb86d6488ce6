"""HelpCall: a visitor asks for somebody to come to this kiosk; what became of that. Knows no Kivy."""

from collections.abc import Callable
from enum import StrEnum

from kiosk.errand import CallHelp, Errand, ErrandDone, ErrandNews
from kiosk.outlooks import Asker

CALLED_S, COMING_S, UNHEARD_S = 300.0, 180.0, 20.0
"""How long each is shown: a call that nobody answered may be made again, help that came is here by then."""


class HelpState(StrEnum):
    """How a call for help stands."""

    NONE = "none"
    ASKING = "asking"
    CALLED = "called"
    COMING = "coming"
    UNHEARD = "unheard"


_SHOWN_S = {HelpState.CALLED: CALLED_S, HelpState.COMING: COMING_S, HelpState.UNHEARD: UNHEARD_S}


class HelpCall:
    """Belongs to the screen's thread, and to no visit: who waits for help may be taken for gone meanwhile."""

    def __init__(self, errands: Asker, *, new_key: Callable[[], str], seconds: Callable[[], float]) -> None:
        """Begin with nobody called."""
        self.state = HelpState.NONE
        self.on_change: Callable[[], None] = lambda: None
        self._errands, self._new_key, self._seconds = errands, new_key, seconds
        self._own: Errand | None = None
        self._since_s = 0.0

    def call(self) -> None:
        """Ask for somebody; while somebody is asked for already, this does nothing."""
        if self.state in {HelpState.NONE, HelpState.UNHEARD}:
            self._own = CallHelp(key=self._new_key())
            self._set(HelpState.ASKING)
            self._errands.run(self._own)

    def take_news(self, news: ErrandNews) -> bool:
        """Take the server's answer; return whether it was meant for this."""
        if news.errand != self._own:
            return False
        self._own = None
        if self.state is HelpState.ASKING:
            self._set(HelpState.CALLED if isinstance(news, ErrandDone) else HelpState.UNHEARD)
        return True

    def take_answer(self) -> None:
        """Take that somebody of the staff comes."""
        if self.state in {HelpState.ASKING, HelpState.CALLED}:
            self._set(HelpState.COMING)

    def tick(self) -> None:
        """Let go of what has been shown long enough."""
        shown_s = _SHOWN_S.get(self.state)
        if shown_s is not None and self._seconds() - self._since_s >= shown_s:
            self._set(HelpState.NONE)

    def _set(self, state: HelpState) -> None:
        self.state, self._since_s = state, self._seconds()
        self.on_change()
