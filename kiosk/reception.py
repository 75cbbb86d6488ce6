"""Reception: does what the visitor taps and what the server says; the one owner of the visit. Knows no Kivy."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum

from hall.language import Language
from hall.places import Audience, MatterToday, RoomKind, Text
from hall.ticket import IssuedTicket
from kiosk import flow
from kiosk.cautions import cautions_of
from kiosk.errand import ErrandNews
from kiosk.finder import Finder
from kiosk.flow import Alone, Flow, Screen, Solitude, Step
from kiosk.guide import Guide
from kiosk.help_call import HelpCall
from kiosk.known_hall import KnownHall
from kiosk.link import DirectoryCame, HelpComes, LineDown, LinkNews, TimeCame
from kiosk.number_desk import NumberDesk
from kiosk.offline.keeper import KeptHall
from kiosk.offline.way import OfflineWay
from kiosk.outlooks import Outlooks
from kiosk.printer_watch import PaperTrouble
from kiosk.refusals import asks_consent
from kiosk.returning import Returning
from kiosk.staff import Staff
from kiosk.taking import Answered, Refused, TakingNews
from kiosk.visit import Intent, PaperState, Reading, Scope, Visit
from kiosk.wishes import Wishes

PRINT_AFTER_S = 0.5
"""When the paper is begun at the latest, should no frame ever confirm that the number is on the glass."""

_log = logging.getLogger(__name__)


class Change(StrEnum):
    """What a face has to draw again."""

    SCREEN = "screen"
    HALL = "hall"
    READING = "reading"
    VISIT = "visit"
    PAPER = "paper"
    PATIENCE = "patience"
    PRINTER = "printer"


class Reception:
    """Moves one visit along. Every method belongs to the screen's thread and returns at once.

    `on_change` is called after each change with what has to be drawn again; faces then read the attributes.
    """

    def __init__(self, *, kiosk_id: str, languages: dict[str, Language], staff: Staff, finder: Finder) -> None:
        """Begin before the first word from the server."""
        self.languages = languages
        self.finder = finder
        self.hall = KnownHall(kiosk_id=kiosk_id, clock=staff.clock, seconds=staff.seconds)
        self.visit = Visit()
        self.flow = Flow()
        self.solitude = Solitude(what=Alone.STAY)
        self.on_change: Callable[[Change], None] = lambda _change: None
        self.has_scanner = False
        self.paper_trouble: PaperTrouble | None = None
        self.message: Text | None = None
        self._staff = staff
        self._touched_s = staff.seconds()
        self._asked_s: float | None = None
        self._to_print: IssuedTicket | None = None
        self._was_stale = False
        self.wishes = Wishes(self, staff.paper)
        self.offline = OfflineWay(self, staff.offline, staff.taking)
        self.returning = Returning(self, staff.taking)
        self.outlooks = Outlooks(self.hall, staff.errands, new_key=staff.new_key, seconds=staff.seconds)
        self.help = HelpCall(staff.errands, new_key=staff.new_key, seconds=staff.seconds)
        self.numbers = NumberDesk(self, staff.errands, new_key=staff.new_key, seconds=staff.seconds)

    # What is known

    @property
    def screen(self) -> Screen:
        """Which screen is on."""
        return self.flow.screen

    @property
    def language(self) -> Language:
        """The visitor's language."""
        return self.languages[self.visit.language]

    @property
    def other_language(self) -> Language:
        """The language that the visitor could switch to."""
        return next(each for code, each in self.languages.items() if code != self.visit.language)

    @property
    def is_taking(self) -> bool:
        """Whether a number has been asked for and not been answered yet."""
        return self._asked_s is not None

    @property
    def guide(self) -> Guide:
        """The hall's directory."""
        return self.hall.guide

    @property
    def date(self) -> date:
        """The hall's date, by the server's clock."""
        return self.hall.now().astimezone(self.guide.zone).date()

    @property
    def seq(self) -> int:
        """The number of the hall's last event that has come."""
        return self.hall.snapshot.seq if self.hall.snapshot is not None else 0

    @property
    def chosen(self) -> MatterToday:
        """The matter that the visitor chose."""
        if self.visit.matter_id is None:
            raise RuntimeError("no matter is chosen")
        return self.hall.guide.matter(self.visit.matter_id)

    # What the visitor does

    def touched(self) -> None:
        """The glass was touched: patience begins anew."""
        self._touched_s = self._staff.seconds()
        was = self.solitude
        self._set_solitude()
        if self.solitude != was:
            self.on_change(Change.PATIENCE)

    def open_themes(self, audience: Audience) -> None:
        """Browse by life event."""
        self._go(Step.THEMES, audience=audience)

    def open_departments(self) -> None:
        """Browse by department."""
        self._go(Step.DEPARTMENTS)

    def open_floors(self, sought: frozenset[RoomKind] = frozenset(), amenity: str | None = None) -> None:
        """Look at the floor plans, some rooms marked."""
        self._go(Step.FLOORS, sought=sought, sought_window=None, amenity=amenity)

    def open_search(self) -> None:
        """Search by typing."""
        self._go(Step.SEARCH, query="")

    def open_matters(self, scope: Scope) -> None:
        """List the matters of a department or a theme."""
        self._go(Step.MATTERS, scope=scope)

    def choose_matter(self, matter_id: str) -> None:
        """Look at one matter."""
        self._go(Step.MATTER, matter_id=matter_id, ticked=frozenset(), note=None, outlook=self.outlooks.of(matter_id))
        if self.screen is Screen.MATTER and self.chosen.handling.is_here and not self.hall.is_stale:
            self.numbers.ask_outlook(matter_id)

    def type_query(self, query: str) -> None:
        """Search for something else."""
        self.visit = replace(self.visit, query=query)

    def take_ticket(self) -> None:
        """Ask for a number for the chosen matter, once; while one is being asked for, this does nothing."""
        if self.is_taking:
            return
        if self.screen is Screen.BASKET and self.wishes.basket:
            self._ask(*self.wishes.basket, consent=False)
        elif self.screen in {Screen.MATTER, Screen.MATERIALS} and self.chosen.handling.is_here:
            self._ask(self.chosen, consent=False)

    def take_anyway(self) -> None:
        """Ask for a number all the same, having been told that it may not be dealt with today."""
        may_ask = not self.is_taking and self.screen is Screen.REFUSED and asks_consent(self.visit.refusal)
        if may_ask and (refused := self.visit.refused) is not None:
            self._pursue(replace(refused, key=self._staff.new_key(), consent=True))

    def check_in(self, code: str) -> None:
        """Ask for the number of an appointment, once."""
        if not self.is_taking:
            self._pursue(Intent(matter_id="", key=self._staff.new_key(), appointment=code))

    def show_reprint(self, issued: IssuedTicket) -> None:
        """Show a ticket whose slip is printed once more."""
        self._go(Step.ANSWERED, issued=issued, own=None, paper=PaperState.PRINTING)
        self._staff.paper.print_again(issued, self.guide, cautions_of(self.hall, self.visit))

    def number_shown(self) -> None:
        """The number is on the glass: now the printer may have the machine's attention."""
        issued, self._to_print = self._to_print, None
        if issued is not None:
            self._staff.paper.print_first(issued, self.guide, cautions_of(self.hall, self.visit))

    def print_again(self) -> None:
        """Put the ticket on paper once more, unless it is being printed."""
        if (issued := self.visit.issued) and self.visit.paper is not PaperState.PRINTING:
            self.visit = replace(self.visit, paper=PaperState.PRINTING, is_printed_again=True)
            self._staff.paper.print_again(issued, self.guide, cautions_of(self.hall, self.visit))
            self.on_change(Change.PAPER)

    def switch_language(self) -> None:
        """Read everything in the other language."""
        self.visit = replace(self.visit, language=self.other_language.code)
        self.on_change(Change.READING)

    def switch_reading(self, aid: Reading) -> None:
        """Turn an aid for reading on, or off again."""
        self.visit = replace(self.visit, reading=self.visit.reading ^ {aid})
        self.on_change(Change.READING)

    def go_back(self) -> None:
        """Return to the screen before; nothing while a number is being asked for."""
        if not self.is_taking:
            self._go(Step.BACK)

    def go_home(self) -> None:
        """Return to the first screen but stay the same visitor (language and reading aids are kept)."""
        if self.is_taking and self.screen not in {Screen.TROUBLE, Screen.OFFLINE_OFFER}:
            return
        self._leave_request()
        visit = self.visit
        self.visit = Visit(language=visit.language, reading=visit.reading, basket=() if visit.issued else visit.basket)
        self._go(Step.HOME)

    def end_visit(self) -> None:
        """The visitor has gone: forget everything about them."""
        self._leave_request()
        was, self.visit = self.visit, Visit()
        self._go(Step.HOME)
        if (was.language, was.reading) != (self.visit.language, self.visit.reading):
            self.on_change(Change.READING)

    def recover(self) -> None:
        """A screen could not be shown: say so, on a screen that leads home; a number that was got is told there."""
        self._leave_request()
        visit = self.visit
        self.visit = Visit(language=visit.language, reading=visit.reading, issued=visit.issued, paper=visit.paper)
        self._go(Step.FAULT)

    # What the server and the printer say

    def take_link_news(self, news: LinkNews) -> None:
        """Take news of the hall."""
        self.hall.take(news)
        if isinstance(news, HelpComes) and news.kiosk == self.hall.kiosk_id:
            self.help.take_answer()
        elif isinstance(news, LineDown):
            self.on_change(Change.HALL)
        elif not isinstance(news, TimeCame):
            self._start_or_refresh()
        if isinstance(news, DirectoryCame):
            self.finder.learn(news.directory)  # last: its thread takes the machine's attention from the first screen

    def take_ticket_news(self, news: TakingNews) -> None:
        """Take the server's answer to the wish for a number; one that nobody waits for is given back."""
        if news.intent != self.visit.intent or not self.is_taking:
            if isinstance(news, Answered) and not self.offline.owns(news.intent):
                self._staff.taking.leave(news.intent, language=self.visit.language)
            return
        self._asked_s = None
        match news:
            case Answered(issued=issued):
                self.hall.clock.set(issued.ticket.arrived_at)
                self.show_number(Step.ANSWERED, issued)
            case Refused(error=error):
                self.outlooks.look_into(news.intent.matter_id, *news.intent.then)
                self._go(Step.REFUSED, refusal=error, intent=None, refused=news.intent)

    def take_kept_hall(self, kept: KeptHall) -> None:
        """Begin with the hall as it last was: the server is not there."""
        self.hall.take_kept(kept)
        self.finder.learn(kept.directory)
        self._start_or_refresh()

    def show_number(self, step: Step, issued: IssuedTicket) -> None:
        """Show a number that was got, and have it printed once it is on the glass."""
        self._to_print = issued
        self._go(step, issued=issued, intent=None, paper=PaperState.PRINTING)

    def stop_asking(self) -> None:
        """Wait no longer for an answer to the request."""
        self._asked_s = None

    def take_errand_news(self, news: ErrandNews) -> None:
        """Take what became of an errand."""
        if not self.help.take_news(news) and not self.outlooks.owns(news):
            self.numbers.take_news(news)
        if self.outlooks.take_news(news):
            self.on_change(Change.HALL)

    def take_scan(self, text: str) -> None:
        """Take what a scanner has read; nothing while somebody waits for a number."""
        if self.flow.knows(Step.SCANNED) and not self.is_taking:
            self.numbers.take_scan(text)

    def take_paper_news(self, ticket_id: int, state: PaperState) -> None:
        """Take what became of a ticket's paper; of interest only while its visitor is here."""
        if self.visit.issued is not None and self.visit.issued.ticket.ticket_id == ticket_id:
            self.visit = replace(self.visit, paper=state)
            self.on_change(Change.PAPER)

    def take_printer_news(self, trouble: PaperTrouble | None) -> None:
        """Take that nothing can be printed now, and why; None when all is well again."""
        self.paper_trouble = trouble
        self.on_change(Change.PRINTER)

    def take_note_news(self, matter_id: str, state: PaperState) -> None:
        """Take what became of a list or a way on paper."""
        if self.visit.matter_id == matter_id and self.visit.note is not None:
            self.note(note=state)

    # What time does

    def tick(self) -> None:
        """Look at the time; call it a few times a second."""
        self._look_at_request()
        if self._staff.seconds() - self._touched_s >= PRINT_AFTER_S:
            self.number_shown()
        self._look_at_line()
        self.returning.tick()
        self.numbers.tick()
        self.help.tick()
        self.outlooks.tick(self.screen)
        was = self.solitude
        self._set_solitude()
        if self.solitude.what is Alone.LEAVE:
            if self.screen is not Screen.HOME or self.visit != Visit():
                self.end_visit()
            self.touched()
        elif self.solitude != was:
            self.on_change(Change.PATIENCE)

    def note(self, **facts: object) -> None:
        """Change what is known of the visit, and have the screen that is on show it."""
        self.visit = replace(self.visit, **facts)  # type: ignore[arg-type]  # mypy has no types for ** facts
        self.on_change(Change.VISIT)

    def move(self, step: Step, **facts: object) -> None:
        """Go to another screen with what is known now."""
        self._go(step, **facts)

    def _ask(self, *matters: MatterToday, consent: bool) -> None:
        first, *further = (today.matter.matter_id for today in matters)
        key, priority = self._staff.new_key(), self.visit.priority
        self._pursue(Intent(matter_id=first, then=tuple(further), key=key, consent=consent, priority=priority))

    def _pursue(self, intent: Intent) -> None:
        self.visit = replace(self.visit, intent=intent, is_late=intent.consent)
        self._asked_s = self._staff.seconds()
        self._staff.taking.pursue(intent, language=self.visit.language)

    def _look_at_request(self) -> None:
        if self._asked_s is None:
            return
        waited_s = self._staff.seconds() - self._asked_s
        patience_s = flow.NO_ANSWER_AWAY_S if self.hall.is_stale else flow.NO_ANSWER_AFTER_S
        if self.flow.knows(Step.SLOW) and waited_s >= flow.SLOW_AFTER_S:
            self._go(Step.SLOW)
        elif self.screen is Screen.TAKING and waited_s >= patience_s and self.visit.intent is not None:
            self._go(self.offline.look(self.visit.intent))

    def _look_at_line(self) -> None:
        if self.hall.is_stale is not self._was_stale:
            self._was_stale = self.hall.is_stale
            self.on_change(Change.HALL)

    def _set_solitude(self) -> None:
        self.solitude = flow.left_alone(self.screen, self._staff.seconds() - self._touched_s, self.visit)

    def _start_or_refresh(self) -> None:
        if not self.hall.is_ready:
            return
        if self.screen is Screen.STARTING:
            self._go(Step.READY)
        elif self._has_lost_its_matter():
            self.end_visit()
        else:
            self.on_change(Change.HALL)

    def _has_lost_its_matter(self) -> bool:
        """Whether a new day's directory lacks what the visitor is looking at; whoever has a ticket keeps its page."""
        matter_id = self.visit.matter_id
        return matter_id is not None and self.visit.issued is None and not self.hall.guide.has_matter(matter_id)

    def _leave_request(self) -> None:
        if self._asked_s is not None and self.visit.intent is not None:
            self._staff.taking.leave(self.visit.intent, language=self.visit.language)
        self._asked_s = None

    def _go(self, step: Step, **facts: object) -> None:
        if not self.flow.knows(step):
            _log.error("screen %s does not know the step %s: going to the failsafe", self.screen, step)
        self.flow = self.flow.after(step)
        self.visit = replace(self.visit, **facts)  # type: ignore[arg-type]  # mypy has no types for ** facts
        self._touched_s = self._staff.seconds()
        self._set_solitude()
        self.on_change(Change.SCREEN)
