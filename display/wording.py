"""Puts what a board shows into words: Chinese first, English beside it."""

from dataclasses import dataclass
from datetime import datetime

from display.board import Board, LineNow, Notice, QueueCard
from display.line import LineState
from display.named_places import Place
from hall.language import Language
from hall.places import Text
from hall.rule_text import missed_call_text
from hall.wait_key import wait_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The two languages of a board; every method returns finished words."""

    zh: Language
    en: Language

    def pair(self, key: str) -> Text:
        """Return a plain text in both languages."""
        return Text(zh=self.zh.text(key), en=self.en.text(key))

    def heading(self, board: Board) -> str:
        """Return the hall's name, with the floor's on a floor's board; empty before they are known."""
        if board.hall is None:
            return ""
        if board.floor is None:
            return board.hall.zh
        return self.zh.text("display.header.place", hall=board.hall.zh, floor=board.floor.zh)

    def date(self, time: datetime) -> Text:
        """Return a date without its year."""
        return Text(zh=_date(self.zh, time), en=_date(self.en, time))

    def clock(self, time: datetime) -> str:
        """Return hours and minutes."""
        return f"{time:%H:%M}"

    def where(self, place: Place) -> str:
        """Return window and floor in English, under the big Chinese line."""
        if not place.floor.en:
            return self.en.text("display.row.window", window=place.window_id)
        return self.en.text("display.hero.where", window=place.window_id, floor=place.floor.en)

    def window(self, window_id: str) -> str:
        """Return a window's number in a row."""
        return self.zh.text("display.row.window", window=window_id)

    def people(self, card: QueueCard) -> str:
        """Return how many wait."""
        return self.zh.text("display.card.people", count=card.waiting)

    def wait(self, card: QueueCard) -> str:
        """Return what a visitor who comes now may expect; empty while nothing honest can be said."""
        if card.is_stopped:
            return self.zh.text("display.card.stopped")
        if not card.is_open:
            return self.zh.text("display.card.closed")
        if card.wait is None:
            return ""
        low, high = card.wait.low_min, card.wait.high_min
        return self.zh.text(f"display.card.{wait_key(card.wait)}", low=low, high=high)

    def notice(self, notice: Notice) -> Text:
        """Return a page of the notice line."""
        if notice.rules is not None:
            return Text(zh=missed_call_text(notice.rules, self.zh), en=missed_call_text(notice.rules, self.en))
        return notice.text or Text(zh="", en="")

    def stale(self, line: LineNow) -> Text | None:
        """Return what people must know when the board is old, or None while it is not."""
        if line.state is not LineState.STALE or line.heard_at is None:
            return None
        time = self.clock(line.heard_at)
        return Text(zh=self.zh.text("display.line.stale", time=time), en=self.en.text("display.line.stale", time=time))

    def staff(self, board: Board) -> str:
        """Return what staff must see to, in a few words; empty when all is well."""
        if board.line.trouble and self.zh.has(key := f"display.staff.{board.line.trouble}"):
            return self.zh.text(key)
        return "" if board.has_sound else self.zh.text("display.staff.no_sound")


def _date(language: Language, time: datetime) -> str:
    weekday = language.text(f"display.weekday.{time.isoweekday()}")
    month = language.text(f"display.month.{time.month}")
    return language.text("display.header.date", month=month, day=time.day, weekday=weekday)
