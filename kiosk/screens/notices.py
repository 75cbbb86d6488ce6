"""The messages of a kiosk: getting ready, getting a number, trouble, faults, refused, and the question of more time."""

import logging

from kivy.properties import BooleanProperty

from hall.errors import HallError, NotAllowed, NotSignedIn
from hall.places import MatterToday
from hall.ticket import IssuedTicket
from kiosk.offline.permit import Bar
from kiosk.reception import Reception
from kiosk.refusals import refusal_words
from kiosk.screens.desk import with_desk
from kiosk.screens.message import MessageView
from kiosk.ticket_words import place_phrase
from kiosk.visit import UNPRINTED, PaperState

_log = logging.getLogger(__name__)


class StartingView(MessageView):
    """Before the hall's directory has come; tells staff's fault and visitors' way apart."""

    has_language = False

    def refresh(self) -> None:
        """Say that the kiosk gets ready, or that the server is away."""
        text = self.reception.language.text
        other = self.reception.other_language.text
        fault: HallError | None = self.reception.hall.fault
        if isinstance(fault, NotSignedIn | NotAllowed):
            self.icon = "prohibit"
            self.title, self.text = text("kiosk.refused.not_signed_in"), other("kiosk.refused.not_signed_in")
            self.advice = text("kiosk.trouble.staff", code=fault.code)
        elif self.reception.hall.is_stale:
            self.icon = "plugs"
            self.title, self.text = text("kiosk.trouble.title"), other("kiosk.trouble.title")
            self.advice = f"{text('kiosk.trouble.advice')}\n{other('kiosk.trouble.advice')}"
        else:
            self.icon = "hourglass"
            self.title, self.text, self.advice = text("kiosk.trouble.starting"), other("kiosk.trouble.starting"), ""


class TakingView(MessageView):
    """A number is being asked for and takes longer than usual."""

    def refresh(self) -> None:
        """Ask for a moment's patience."""
        text = self.reception.language.text
        self.icon = "ticket"
        self.title, self.text = text("kiosk.taking.title"), text("kiosk.taking.text")


class TroubleView(MessageView):
    """The server has not answered; the kiosk keeps trying, and says what else can be done."""

    def refresh(self) -> None:
        """Say what is the matter and what to do."""
        text = self.reception.language.text
        self.icon = "plugs"
        self.title = text("kiosk.trouble.title")
        bar = self.reception.offline.bar
        is_plain = bar is None or bar is Bar.NONE_GIVEN
        self.text = text("kiosk.trouble.text" if is_plain else f"kiosk.offline.bar_{bar}")
        self.advice = with_desk(text("kiosk.trouble.advice"), self.reception)
        self.other_key, self.other_words = "trouble.leave", text("kiosk.trouble.leave")

    def do_other(self) -> None:
        """Wait no longer."""
        self.reception.go_home()


class FaultView(MessageView):
    """A screen failed: what to do now, and the number of whoever has got one."""

    def refresh(self) -> None:
        """Say that it was no fault of the visitor's, and of a number all that its own page would have told."""
        text, visit = self.reception.language.text, self.reception.visit
        self.icon = "info"
        self.number = visit.issued.ticket.number if visit.issued else ""
        if visit.issued is None:
            self.title, self.text = text("kiosk.fault.title"), text("kiosk.fault.text")
        else:
            self.title = self._place(visit.issued) or text("kiosk.fault.number_title")
            key = f"ticket.paper_{visit.paper}" if visit.paper in UNPRINTED else "fault.number_text"
            self.text = text(f"kiosk.{key}", number=self.number)
        self.advice = with_desk(text("kiosk.fault.advice"), self.reception)
        self.main_key, self.main_words = "nav.home", text("kiosk.nav.home")
        may_print = visit.issued is not None and visit.paper is not PaperState.PRINTING
        self.other_key, self.other_words = "ticket.reprint", text("kiosk.fault.reprint") if may_print else ""

    def refresh_paper(self) -> None:
        """Say whether there is a slip."""
        self.refresh()

    def do_main(self) -> None:
        """Begin anew."""
        self.reception.go_home()

    def do_other(self) -> None:
        """Print the slip once more."""
        self.reception.print_again()

    def _place(self, issued: IssuedTicket) -> str:
        """Return where to go with a number; nothing where that cannot be told: this page may not fail as well."""
        guide, language = self.reception.guide, self.reception.language
        try:
            place = place_phrase(guide.matter(issued.ticket.matter_id), guide, language)
        except (HallError, LookupError) as error:
            _log.error("where number %s leads to cannot be told: %r", issued.ticket.number, error)
            return ""
        return language.text("kiosk.fault.number_place", place=place)


class OfflineOfferView(MessageView):
    """The server has not answered, and this kiosk may give a number by itself; it keeps asking meanwhile."""

    def refresh(self) -> None:
        """Offer the number, and say what it means."""
        text = self.reception.language.text
        self.icon = "ticket"
        self.title, self.text = text("kiosk.offline.offer_title"), text("kiosk.offline.offer_text")
        self.advice = text("kiosk.offline.offer_advice")
        self.main_key, self.main_words = "offline.take", text("kiosk.offline.offer_yes")
        self.other_key, self.other_words = "offline.leave", text("kiosk.offline.offer_no")

    def do_main(self) -> None:
        """Take the number."""
        self.reception.offline.take()

    def do_other(self) -> None:
        """Wait no longer."""
        self.reception.go_home()


class RefusedView(MessageView):
    """The server said that there is no number to be had, or that it may come too late: why, and what to do."""

    asks_consent = BooleanProperty(defaultvalue=False)
    may_mend = BooleanProperty(defaultvalue=False)

    def refresh(self) -> None:
        """Say why, and what to do; ask where the visitor decides."""
        reception = self.reception
        language = reception.language
        words = refusal_words(reception.visit.refusal, language, today=reception.date)
        self.icon = "question" if words.asks_consent else "info"
        barred = _list_barred(reception)
        names = language.text("kiosk.basket.joint").join(language.of(today.matter.name) for today in barred)
        self.title = words.title
        self.text = language.text("kiosk.refused.which", matters=names, text=words.text) if barred else words.text
        advice = language.text("kiosk.refused.which_advice") if barred else words.advice
        self.advice = with_desk(advice, reception, text=words.text)
        self.asks_consent, self.may_mend = words.asks_consent, words.may_mend
        if words.asks_consent:
            self.main_key, self.main_words = "refused.take_anyway", language.text("kiosk.consent.yes")
            self.other_key, self.other_words = "nav.home", language.text("kiosk.consent.no")
        elif words.may_mend:
            self.main_key, self.main_words = "nav.back", language.text("kiosk.refused.try_again")
            self.other_key, self.other_words = "nav.home", language.text("kiosk.nav.home")
        else:
            self.main_key, self.main_words = "nav.home", language.text("kiosk.nav.home")
            self.other_key, self.other_words = "nav.back", language.text("kiosk.nav.back")

    def do_main(self) -> None:
        """Begin again, type the code again, or take the number all the same."""
        if self.asks_consent:
            self.reception.take_anyway()
        elif self.may_mend:
            self.reception.numbers.enter_anew()
        else:
            self.reception.go_home()

    def do_other(self) -> None:
        """Return to the matter, or to the start."""
        if self.asks_consent or self.may_mend:
            self.reception.go_home()
        else:
            self.reception.go_back()


class MoreTimeView(MessageView):
    """Is anybody still there? Over any screen that was left alone."""

    def refresh(self) -> None:
        """Show how many seconds are left."""
        text = self.reception.language.text
        self.icon = "clock-countdown"
        self.title = text("kiosk.more_time.title")
        self.text = text("kiosk.more_time.text", seconds=self.reception.solitude.seconds_left or 0)
        self.main_key, self.main_words = "more_time.stay", text("kiosk.more_time.stay")
        self.other_key, self.other_words = "more_time.leave", text("kiosk.more_time.leave")

    def do_main(self) -> None:
        """Go on where the visitor was."""
        self.reception.touched()

    def do_other(self) -> None:
        """The visitor is done."""
        self.reception.end_visit()


def _list_barred(reception: Reception) -> list[MatterToday]:
    """Return those of several refused matters that are known to be why; none where nobody gets any number at all."""
    refused = reception.visit.refused
    if refused is None or not refused.then or reception.outlooks.closed is not None:
        return []
    wanted = [reception.guide.matter(each) for each in (refused.matter_id, *refused.then)]
    queues = {today.matter.matter_id: reception.hall.queue_of(today) for today in wanted}
    stopped = {matter_id for matter_id, queue in queues.items() if queue is not None and queue.stopped is not None}
    barred = [
        today
        for today in wanted
        if today.matter.matter_id in stopped or reception.outlooks.of(today.matter.matter_id) is not None
    ]
    return barred if len(barred) < len(wanted) else []
