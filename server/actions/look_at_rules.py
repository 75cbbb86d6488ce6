"""Look at the rules: the hall's rule book as of today, with the calls out of turn that were made today."""

import threading
from dataclasses import replace
from datetime import date

from hall.hall_plan import HallPlan
from hall.language import Language
from hall.rule_book import RuleBook, tell_out_of_turn, write_rule_book
from hall.ticket_events import TicketCalled, TicketCallUndone
from server.rules.hall_today import HallToday
from server.rules.out_of_turn import OutOfTurn
from server.store.day_events import DaySpan, list_day_events
from server.store.hall_read import HallRead

CALLS = (TicketCalled.__name__, TicketCallUndone.__name__)


class RuleBoard:
    """Tells the rules to anyone who asks, as often as they ask: it reads each event once and writes a book once a day.

    Several reader threads ask at once; what it has counted is made from the record again after a restart.
    """

    def __init__(self, chinese: Language, english: Language, *, plan: HallPlan) -> None:
        """Take the languages in which it speaks, and the hall's plan."""
        self._chinese = chinese
        self._english = english
        self._plan = plan
        self._lock = threading.Lock()
        self._book: RuleBook | None = None
        self._day_seq = 0
        self._seen = 0
        self._out_of_turn = OutOfTurn()

    def look(self, read: HallRead, today: HallToday) -> RuleBook:
        """Return the book."""
        with self._lock:
            book = self._book_of(today.business_date)
            self._count_on(read)
            counts = self._out_of_turn.list_counts()
        return replace(book, out_of_turn=tell_out_of_turn(counts, zh=self._chinese, en=self._english))

    def _book_of(self, day: date) -> RuleBook:
        if self._book is None or self._book.business_date != day:
            self._book = write_rule_book(self._plan, day, zh=self._chinese, en=self._english)
        return self._book

    def _count_on(self, read: HallRead) -> None:
        hall = read.get_hall()
        if hall.day_seq != self._day_seq:
            self._day_seq, self._seen, self._out_of_turn = hall.day_seq, hall.day_seq - 1, OutOfTurn()
        for event in list_day_events(read, DaySpan(first=self._seen + 1, end=hall.event_seq + 1), CALLS):
            self._out_of_turn.take(event.body)
        self._seen = max(self._seen, hall.event_seq)
