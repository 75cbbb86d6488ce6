"""The page of the opening hours: how the doors stand now, and the hours of the week."""

from hall.hours_text import hours_text, rest_days_text
from hall.opening import Phase, find_phase
from kiosk.refusals import moment_phrase, refusal_words
from kiosk.screens.message import MessageView


class HoursView(MessageView):
    """Found by whoever asks when the hall closes, or whether it opens on a Saturday."""

    def refresh(self) -> None:
        """Say whether the hall is open and until when, then the week, then where the hall is."""
        language, hall = self.reception.language, self.reception.guide.directory.hall
        self.icon = "clock"
        self.title = self._now()
        hours = hours_text(hall.hours, language).split(language.text("rules.opening.session_break"))
        rest = rest_days_text(hall.hours, language)
        self.text = "\n".join([*hours, *([language.text("kiosk.hours.rest", days=rest)] if rest else [])])
        self.advice = language.text("kiosk.hours.advice", address=language.of(hall.address))
        self.main_key, self.main_words = "hours.home", language.text("kiosk.hours.home")

    def do_main(self) -> None:
        """Go to the first screen."""
        self.reception.go_home()

    def _now(self) -> str:
        """Return how the doors stand: why no number is given, or till when the hall is open, if that is known."""
        reception, language = self.reception, self.reception.language
        if reception.outlooks.closed is not None:
            return refusal_words(reception.outlooks.closed, language, today=reception.date).text
        now, snapshot = reception.hall.now(), reception.hall.snapshot
        phase = None if snapshot is None else find_phase(snapshot.phases, now)
        if phase is None or phase.phase is not Phase.OPEN:
            return language.text("kiosk.hours.title")
        if phase.until is None:
            return language.text("kiosk.hours.open")
        until = moment_phrase(language, phase.until.astimezone(reception.guide.zone), today=reception.date)
        return language.text("kiosk.hours.open_until", until=until)
