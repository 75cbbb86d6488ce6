"""Puts what a board shows into words: Chinese first, English beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from display.board import Board, LineNow, Notice, QueueCard, RulePart
from display.line import LineState
from hall.away_words import back_text, list_away
from hall.board_parts import WindowsAway
from hall.language import Language
from hall.named_places import Place
from hall.places import Text
from hall.poster import Poster, PosterKind
from hall.rule_text import come_back_text, missed_text
from hall.rules import Rules
from hall.wait_key import wait_key

LONGEST_DEVICE = 24
"""Letters of a sound device's name for which the header has room beside the hall's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StripWords:
    """A page of the strip that is one plate: what it is, the numbers or windows, and what to do."""

    title: Text
    words: str
    how: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterWords:
    """A poster's two lines."""

    title: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The two languages of a board; every method returns finished words."""

    zh: Language
    en: Language

    def pair(self, key: str) -> Text:
        """Return a plain text in both languages."""
        return Text(zh=self.zh.text(key), en=self.en.text(key))

    def heading(self, board: Board) -> str:
        """Return the hall's name, with those of the floor and zone that the board is for; empty before it is known."""
        places = [place.zh for place in (board.hall, board.floor, board.zone) if place is not None]
        return self.zh.text("display.header.between").join(places)

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

    def back(self, back_at: datetime | None) -> Text:
        """Return when a paused window takes visitors again; nothing where nobody knows."""
        return Text(zh=back_text(back_at, self.zh), en=back_text(back_at, self.en))

    def poster(self, poster: Poster) -> PosterWords:
        """Return what stands in the place of the calls."""
        title, text = self.pair(f"display.poster.{poster.kind}_title"), self.pair(f"display.poster.{poster.kind}_text")
        if poster.kind is PosterKind.EMERGENCY:
            return PosterWords(title=title, text=poster.words or text)
        if poster.kind is PosterKind.HOLIDAY and poster.words is not None:
            title = poster.words
        if poster.opens is None:
            return PosterWords(title=title, text=text)
        return PosterWords(title=title, text=Text(zh=_opens(self.zh, poster), en=_opens(self.en, poster)))

    def notice(self, notice: Notice) -> Text:
        """Return a page of the notice line."""
        if notice.rules is not None:
            return Text(zh=_rule(notice.rules, notice.part, self.zh), en=_rule(notice.rules, notice.part, self.en))
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


def _rule(rules: Rules, part: RulePart, language: Language) -> str:
    if part is RulePart.BACK:
        return language.text("display.strip.missed_rule", how=come_back_text(rules, language))
    return language.text("rules.come_soon") + missed_text(rules, language)


def _opens(language: Language, poster: Poster) -> str:
    if poster.opens is None:
        return ""
    key = "opens_today" if poster.is_today else "opens"
    return language.text(f"display.poster.{key}", date=_date(language, poster.opens), time=f"{poster.opens:%H:%M}")


def _date(language: Language, time: datetime) -> str:
    weekday = language.text(f"display.weekday.{time.isoweekday()}")
    month = language.text(f"display.month.{time.month}")
    return language.text("display.header.date", month=month, day=time.day, weekday=weekday)
