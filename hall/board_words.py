"""What every board says, on a screen of ours and in a browser: Chinese first, English beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hall.away_words import back_text
from hall.language import Language
from hall.places import Text
from hall.poster import Poster, PosterKind
from hall.rule_text import come_back_text, missed_text
from hall.rules import Rules
from hall.ticket import WaitRange
from hall.wait_key import wait_key


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterWords:
    """A poster's two lines."""

    title: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardWords:
    """The two languages of a board; every method returns finished words."""

    zh: Language
    en: Language

    def pair(self, key: str, **facts: object) -> Text:
        """Return a text in both languages."""
        return Text(zh=self.zh.text(key, **facts), en=self.en.text(key, **facts))

    def heading_of(self, places: Iterable[Text | None]) -> str:
        """Return the name of the hall with those of the floor and zone that the board is for, as far as it has them."""
        return self.zh.text("display.header.between").join(place.zh for place in places if place is not None)

    def date(self, time: datetime) -> Text:
        """Return a date without its year."""
        return Text(zh=_date(self.zh, time), en=_date(self.en, time))

    def clock(self, time: datetime) -> str:
        """Return hours and minutes."""
        return f"{time:%H:%M}"

    def people_in(self, waiting: int) -> str:
        """Return how many wait."""
        return self.zh.text("display.card.people", count=waiting)

    def wait_in(self, wait: WaitRange | None, *, is_open: bool, is_stopped: bool) -> str:
        """Return what a visitor who comes to a queue now may expect; empty while nothing honest can be said."""
        if is_stopped:
            return self.zh.text("display.card.stopped")
        if not is_open:
            return self.zh.text("display.card.closed")
        return (
            "" if wait is None else self.zh.text(f"display.card.{wait_key(wait)}", low=wait.low_min, high=wait.high_min)
        )

    def back(self, back_at: datetime | None) -> Text:
        """Return when a paused window takes visitors again; nothing where nobody knows."""
        return Text(zh=back_text(back_at, self.zh), en=back_text(back_at, self.en))

    def poster(self, poster: Poster) -> PosterWords:
        """Return what stands in the place of the calls; a glass that is blank says one thing."""
        if poster.kind is PosterKind.BLANK:
            return PosterWords(title=self.pair("display.poster.blank"), text=Text(zh="", en=""))
        title, text = self.pair(f"display.poster.{poster.kind}_title"), self.pair(f"display.poster.{poster.kind}_text")
        if poster.kind is PosterKind.EMERGENCY:
            return PosterWords(title=title, text=poster.words or text)
        if poster.kind is PosterKind.HOLIDAY and poster.words is not None:
            title = poster.words
        if poster.opens is None:
            return PosterWords(title=title, text=text)
        key = f"display.poster.{'opens_today' if poster.is_today else 'opens'}"
        return PosterWords(
            title=title, text=Text(zh=_opens(key, poster.opens, self.zh), en=_opens(key, poster.opens, self.en))
        )

    def come_rule(self, rules: Rules) -> Text:
        """Return the rule of being called: come soon, and when a number counts as missed."""
        return Text(zh=_come_rule(rules, self.zh), en=_come_rule(rules, self.en))

    def back_rule(self, rules: Rules) -> Text:
        """Return how a number that was missed comes back."""
        return Text(zh=_back_rule(rules, self.zh), en=_back_rule(rules, self.en))


def _come_rule(rules: Rules, language: Language) -> str:
    return language.text("rules.come_soon") + missed_text(rules, language)


def _back_rule(rules: Rules, language: Language) -> str:
    return language.text("display.strip.missed_rule", how=come_back_text(rules, language))


def _opens(key: str, at: datetime, language: Language) -> str:
    return language.text(key, date=_date(language, at), time=f"{at:%H:%M}")


def _date(language: Language, time: datetime) -> str:
    weekday = language.text(f"display.weekday.{time.isoweekday()}")
    month = language.text(f"display.month.{time.month}")
    return language.text("display.header.date", month=month, day=time.day, weekday=weekday)
