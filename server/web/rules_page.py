"""What the public page of the rules says: the rule book by chapters; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from hall.language import Language
from hall.places import Text
from hall.rule_book import RuleBook, Sentence
from hall.rule_text import count_text

IN_ORDER = "order"
"""The chapter whose sentences hold one after another: it is numbered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A heading with the rules below it."""

    name: str
    title: str
    rules: tuple[str, ...]
    is_numbered: bool


def rules_facts(book: RuleBook, language: Language) -> dict[str, object]:
    """Return what `rules.html` draws from, beside the hall and the size of the text."""
    return {"chapters": list_chapters(book.sentences, language), "out_of_turn": out_of_turn_lines(book, language)}


def list_chapters(sentences: Iterable[Sentence], language: Language) -> list[Chapter]:
    """Return the book in one language, chapter by chapter."""
    return [
        Chapter(
            name=name,
            title=language.text(f"rules.page.chapter.{name}"),
            rules=tuple(language.of(Text(zh=each.zh, en=each.en)) for each in those),
            is_numbered=name == IN_ORDER,
        )
        for name, those in groupby(sentences, key=lambda sentence: sentence.chapter)
    ]


def out_of_turn_lines(book: RuleBook, language: Language) -> list[str]:
    """Return how many calls were made out of turn today, then a line for each reason."""
    told = book.out_of_turn
    if not told.total:
        return [language.text("rules.page.none_out_of_turn")]
    reasons = [
        language.text(
            "rules.page.reason_count",
            reason=language.of(Text(zh=each.zh, en=each.en)),
            times=count_text("time", each.count, language),
        )
        for each in told.reasons
    ]
    return [language.text("rules.page.some_out_of_turn", times=count_text("time", told.total, language)), *reasons]
