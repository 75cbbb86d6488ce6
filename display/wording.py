"""Puts what a board shows into words: Chinese first, English beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from display.board import Board, LineNow, Notice, QueueCard, RulePart
from display.line import LineState
from hall.away_words import list_away
from hall.board_parts import WindowsAway
from hall.board_words import BoardWords
from hall.named_places import Place
from hall.places import Text

LONGEST_DEVICE = 24
"""Letters of a sound device's name for which the header has room beside the hall's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StripWords:
    """A page of the strip that is one plate: what it is, the numbers or windows, and what to do."""

    title: Text
    words: str
    how: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording(BoardWords):
    """What the board on our own screens says, beside what every board does."""

    def heading(self, board: Board) -> str:
        """Return the hall's name, with those of the floor and zone that the board is for; empty before it is known."""
        return self.heading_of((board.hall, board.floor, board.zone))

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
        return self.people_in(card.waiting)

    def wait(self, card: QueueCard) -> str:
        """Return what a visitor who comes now may expect; empty while nothing honest can be said."""
        return self.wait_in(card.wait, is_open=card.is_open, is_stopped=card.is_stopped)

    def missed(self, numbers: Sequence[str]) -> StripWords:
        """Return the page of the numbers that were called and did not come."""
        return StripWords(
            title=self.pair("display.strip.missed"), words="   ".join(numbers), how=self.pair("display.strip.come_back")
        )

    def windows(self, away: WindowsAway) -> StripWords:
        """Return the page of the windows that take nobody."""
        return StripWords(
            title=self.pair("display.strip.windows"),
            words="   ".join(list_away(away, self.zh)),
            how=self.pair("display.strip.elsewhere"),
        )

    def notice(self, notice: Notice) -> Text:
        """Return a page of the notice line."""
        if notice.rules is not None:
            is_back = notice.part is RulePart.BACK
            return self.back_rule(notice.rules) if is_back else self.come_rule(notice.rules)
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
        if board.missing_sound:
            name = board.missing_sound
            name = name if len(name) <= LONGEST_DEVICE else name[: LONGEST_DEVICE - 1] + "…"
            return self.zh.text("display.staff.no_such_sound", name=name)
        return "" if board.has_sound else self.zh.text("display.staff.no_sound")
