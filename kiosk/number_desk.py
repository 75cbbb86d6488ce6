"""NumberDesk: the part of the reception for visitors who come with a number or an appointment. Knows no Kivy."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from hall.errors import (
    DayClosed,
    HallClosed,
    HallError,
    MayNotBeServed,
    QueueStopped,
    QuotaUsedUp,
    UnknownAppointment,
)
from hall.taken_number import NumberView
from hall.ticket import IssuedTicket
from kiosk.errand import (
    AskOutlook,
    BringBack,
    Errand,
    ErrandDone,
    ErrandFailed,
    ErrandNews,
    FindBooked,
    GiveUp,
    LookUp,
    PrintAgain,
)
from kiosk.flow import Screen, Step
from kiosk.guide import Guide
from kiosk.own_number import JustDone, OwnNumber, is_whole, list_choices, list_spellings
from kiosk.scanned import read_scan
from kiosk.visit import Visit

CODE_DIGITS, PHONE_DIGITS = 6, 11
LONGEST_TYPED = 12
LOOK_AGAIN_S = 3.0
DOUBTED_FOR_S = 600.0
"""How long a number stays shut here to those who only type it, once one of them has named a wrong matter."""

"""How often a number that is on the glass is looked at again while the hall moves."""

NO_NUMBER_NOW = (DayClosed, HallClosed, MayNotBeServed, QueueStopped, QuotaUsedUp)
"""Why no number is to be had; with any other answer, or none, the visitor may try."""


class NotOurCode(HallError):
    """What was scanned is neither a slip's code nor an appointment's."""

    code = "not_our_code"


class ErrandRunner(Protocol):
    """The part of `kiosk.errands.Errands` that the desk uses."""

    def run(self, errand: Errand) -> None:
        """Begin an errand."""
        ...


class House(Protocol):
    """The part of the reception that the desk works in."""

    visit: Visit

    @property
    def screen(self) -> Screen:
        """Which screen is on."""
        ...

    @property
    def guide(self) -> Guide:
        """The hall's directory."""
        ...

    @property
    def seq(self) -> int:
        """How many events the hall has had."""
        ...

    def move(self, step: Step, **facts: object) -> None:
        """Go to another screen."""
        ...

    def note(self, **facts: object) -> None:
        """Change what is known of the visit, on the screen that is on."""
        ...

    def check_in(self, code: str) -> None:
        """Ask for the number of an appointment."""
        ...

    def show_reprint(self, issued: IssuedTicket) -> None:
        """Show a ticket whose slip is printed once more."""
        ...


class NumberDesk:
    """Every method belongs to the screen's thread and returns at once."""

    def __init__(
        self, house: House, errands: ErrandRunner, *, new_key: Callable[[], str], seconds: Callable[[], float]
    ) -> None:
        """Take the reception, and who runs errands."""
        self._house = house
        self._errands = errands
        self._new_key = new_key
        self._seconds = seconds
        self._doubted_s: dict[int, float] = {}
        self._looked_s, self._looked_seq = 0.0, 0

    # What the visitor does

    def open_number(self) -> None:
        """Ask for the number."""
        self._house.move(Step.NUMBER, typed="", trouble=None, own=None)

    def open_appointment(self) -> None:
        """Ask for the code or telephone number of an appointment."""
        self._house.move(Step.APPOINTMENT, typed="", trouble=None, booked=())

    def enter_anew(self) -> None:
        """Return to where a code was typed or scanned, with nothing on the pad."""
        self._house.move(Step.BACK, typed="", trouble=None)

    def type(self, typed: str) -> None:
        """Have something else on the pad; a whole number or code is looked up without a further tap."""
        visit = self._house.visit
        grew = len(typed) > len(visit.typed)
        if visit.errand is not None or len(typed) > LONGEST_TYPED:
            return
        self._house.note(typed=typed, trouble=None)
        if grew and self._is_whole(typed):
            self.enter()

    def enter(self) -> None:
        """Look up what is on the pad."""
        visit = self._house.visit
        if visit.errand is not None or not visit.typed:
            return
        if self._house.screen is Screen.APPOINTMENT:
            self._enter_appointment(visit.typed)
        else:
            spellings = list_spellings(visit.typed, self._house.guide.directory.prefixes)
            self._send(LookUp(key=self._new_key(), spellings=spellings))

    def choose_booked(self, code: str) -> None:
        """Check in for one of several appointments."""
        self._house.check_in(code)

    def take_scan(self, text: str) -> None:
        """Begin anew with what a scanner has read: a slip, an appointment's code, or neither."""
        scanned = read_scan(text)
        visit = self._house.visit
        fresh = Visit(language=visit.language, reading=visit.reading)
        self._house.visit = fresh
        self._house.move(Step.SCANNED)
        if scanned.token is not None:
            self._send(LookUp(key=self._new_key(), token=scanned.token))
        elif scanned.number is not None:
            self._send(LookUp(key=self._new_key(), spellings=(scanned.number,)))
        elif scanned.appointment is not None:
            self._house.check_in(scanned.appointment)
        else:
            self._house.note(trouble=NotOurCode())

    def bring_back(self) -> None:
        """Line up again after a missed call."""
        own = self._house.visit.own
        if own is not None and own.view.may_come_back:
            ticket = own.view.ticket
            self._send(BringBack(key=self._new_key(), ticket_id=ticket.ticket_id, number=ticket.number))

    def print_again(self, matter_id: str | None = None) -> None:
        """Print the slip once more; who only typed the number says what it is for."""
        own = self._trusted(matter_id)
        if own is not None and own.may_print:
            self._send(PrintAgain(key=self._new_key(), ticket_id=own.view.ticket.ticket_id, token=own.token))

    def ask_to_cancel(self) -> None:
        """Ask once more whether the number should be given up."""
        own = self._house.visit.own
        if own is not None and own.may_cancel:
            self._house.move(Step.CANCEL, trouble=None)

    def cancel(self, matter_id: str | None = None) -> None:
        """Give the number up; who only typed it says what it is for."""
        own = self._trusted(matter_id)
        if own is not None and own.may_cancel:
            ticket = own.view.ticket
            self._send(GiveUp(key=self._new_key(), ticket_id=ticket.ticket_id, number=ticket.number))

    def list_choices(self) -> tuple[str, ...]:
        """Return the matters among which somebody finds their own who only typed the number."""
        own, guide = self._house.visit.own, self._house.guide
        if own is None:
            return ()
        here = (today for today in guide.directory.matters if today.handling.is_here)
        return list_choices(own, {today.matter.matter_id: today.handling.queue for today in here})

    def ask_outlook(self, matter_id: str) -> None:
        """Ask whether a number for a matter may be had, while its visitor reads."""
        errand = AskOutlook(key=self._new_key(), matter_id=matter_id)
        self._house.visit = replace(self._house.visit, errand=errand)
        self._errands.run(errand)

    # What the server says, and what time does

    def take_news(self, news: ErrandNews) -> None:
        """Take the outcome of an errand; nobody waits for that of a visitor who has gone."""
        if news.errand != self._house.visit.errand:
            return
        match news:
            case ErrandFailed(errand=AskOutlook(), error=error):
                self._note_outlook(error if isinstance(error, NO_NUMBER_NOW) else None)
            case ErrandDone(word=None):
                self._note_outlook(None)
            case ErrandFailed(error=error):
                self._fail(error)
            case ErrandDone(word=NumberView() as view):
                self._take_number(news.errand, view)
            case ErrandDone(word=IssuedTicket() as issued):
                self._house.visit = replace(self._house.visit, errand=None)
                self._house.show_reprint(issued)
            case ErrandDone(word=tuple() as booked):
                self._house.visit = replace(self._house.visit, errand=None, booked=booked)
                if len(booked) == 1:
                    self._house.check_in(booked[0].code)
                else:
                    self._house.move(Step.BOOKED)

    def tick(self) -> None:
        """Look at a number again that is on the glass while the hall moves."""
        visit, seq = self._house.visit, self._house.seq
        is_due = self._seconds() - self._looked_s >= LOOK_AGAIN_S and seq != self._looked_seq
        if self._house.screen is not Screen.MY_NUMBER or visit.own is None or visit.errand is not None or not is_due:
            return
        self._note_look()
        token, number = visit.own.token, visit.own.view.ticket.number
        errand = LookUp(key=self._new_key(), spellings=(number,), token=token)
        self._house.visit = replace(visit, errand=errand)
        self._errands.run(errand)

    def _note_outlook(self, outlook: HallError | None) -> None:
        if outlook is None and self._house.visit.outlook is None:
            self._house.visit = replace(self._house.visit, errand=None)  # nothing has to be drawn again
        else:
            self._house.note(errand=None, outlook=outlook)

    def _enter_appointment(self, typed: str) -> None:
        if len(typed) == CODE_DIGITS:
            self._house.check_in(typed)
        elif len(typed) >= PHONE_DIGITS - 4:
            hall_id = self._house.guide.hall.hall_id
            self._send(FindBooked(key=self._new_key(), hall_id=hall_id, phone=typed))
        else:
            self._house.note(trouble=UnknownAppointment())

    def _is_whole(self, typed: str) -> bool:
        if self._house.screen is Screen.APPOINTMENT:
            return len(typed) == PHONE_DIGITS or (len(typed) == CODE_DIGITS and not typed.startswith("1"))
        return is_whole(typed, self._house.guide.directory.prefixes)

    def _trusted(self, matter_id: str | None) -> OwnNumber | None:
        """Return the number if its slip was shown, or the matter named that it is for; once wrong, not soon again."""
        own, visit = self._house.visit.own, self._house.visit
        if own is None or visit.errand is not None:
            return None
        if own.is_shown or own.view.ticket.matter_id == matter_id:
            return own
        self._doubted_s[own.view.ticket.ticket_id] = self._seconds()
        doubted = replace(own, is_doubted=True, is_mistaken=True)
        if self._house.screen is Screen.CANCEL:
            self._house.move(Step.BACK, own=doubted)
        else:
            self._house.note(own=doubted)
        return None

    def _is_doubted(self, ticket_id: int) -> bool:
        doubted_s = self._doubted_s.get(ticket_id)
        return doubted_s is not None and self._seconds() - doubted_s < DOUBTED_FOR_S

    def _take_number(self, errand: Errand, view: NumberView) -> None:
        visit = self._house.visit
        done = {BringBack: JustDone.CAME_BACK, GiveUp: JustDone.CANCELLED}.get(type(errand))
        token = errand.token if isinstance(errand, LookUp) else visit.own.token if visit.own else None
        if done is None and visit.own is not None and visit.own.view.ticket.ticket_id == view.ticket.ticket_id:
            done = visit.own.done
        own = OwnNumber(view=view, token=token, done=done, is_doubted=self._is_doubted(view.ticket.ticket_id))
        self._note_look()
        if self._house.screen is Screen.NUMBER:
            self._house.move(Step.FOUND, own=own, errand=None)
        elif self._house.screen is Screen.CANCEL:
            self._house.move(Step.BACK, own=own, errand=None)
        else:
            self._house.note(own=own, errand=None)

    def _fail(self, error: HallError) -> None:
        if isinstance(self._house.visit.errand, LookUp) and self._house.screen is Screen.MY_NUMBER:
            self._house.visit = replace(self._house.visit, errand=None)  # only looked again: what is shown stays
        elif self._house.screen is Screen.CANCEL:
            self._house.move(Step.BACK, errand=None, trouble=error)
        else:
            self._house.note(errand=None, trouble=error)

    def _send(self, errand: Errand) -> None:
        self._house.note(errand=errand, trouble=None)
        self._errands.run(errand)

    def _note_look(self) -> None:
        self._looked_s, self._looked_seq = self._seconds(), self._house.seq
