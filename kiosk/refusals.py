"""Refusals: what the kiosk says when there is no number to be had: why, and what to do. Pure; the words are keys."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hall.errors import (
    AppointmentNotOpen,
    HallClosed,
    HallError,
    MayNotBeServed,
    QueueStopped,
    QuotaUsedUp,
    UnknownAppointment,
)
from hall.language import Language
from kiosk.phrases import join_sentences

NEEDS_CONSENT = "needs_consent"
"""The verdict of MayNotBeServed on which the visitor decides; on any other no number is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalWords:
    """Title, reason and what to do; `asks_consent`: a number may be taken all the same; `may_mend`: or typed anew."""

    title: str
    text: str
    advice: str = ""
    asks_consent: bool = False
    may_mend: bool = False


def asks_consent(error: HallError | None) -> bool:
    """Whether the visitor may take a number although it may not be dealt with today."""
    return isinstance(error, MayNotBeServed) and error.facts.get("verdict", NEEDS_CONSENT) == NEEDS_CONSENT


def refusal_words(error: HallError | None, language: Language, *, today: date) -> RefusalWords:
    """Return what is said of a refusal, by its code and its facts.

    Args:
        error: what the server answered.
        language: the visitor's.
        today: the hall's date, to say "today" and "tomorrow".
    """
    if asks_consent(error):
        return RefusalWords(
            title=language.text("kiosk.consent.title"),
            text=language.text(f"kiosk.consent.{_consent_text(error)}", **_facts(error, language, today)),
            advice=language.text("kiosk.consent.advice"),
            asks_consent=True,
        )
    key = f"kiosk.refused.{_kind(error)}"
    known = language.has(key)
    title = f"{key}_title"
    return RefusalWords(
        title=language.text(title if language.has(title) else "kiosk.refused.title"),
        text=language.text(key if known else "kiosk.refused.other", **_facts(error, language, today)),
        advice=language.text(f"{key}_advice") if language.has(f"{key}_advice") else "",
        may_mend=isinstance(error, UnknownAppointment),
    )


def refusal_text(words: RefusalWords, language: Language) -> str:
    """Return why, and what to do, as one text."""
    return join_sentences(language, (words.text, words.advice))


def short_refusal(error: HallError, language: Language, *, today: date) -> str:
    """Return the same in a few words, for a card or a tile."""
    kind = _kind(error)
    key = f"kiosk.short.{kind}"
    return language.text(key if language.has(key) else "kiosk.short.other", **_facts(error, language, today))


def moment_phrase(language: Language, moment: datetime, *, today: date) -> str:
    """Return a moment of the hall as people say it: 今天 13:30, 明天 9:00, 3月5日 9:00."""
    time = f"{moment.hour}:{moment.minute:02}"
    if moment.date() in {today, today + timedelta(days=1)}:
        name = "today" if moment.date() == today else "tomorrow"
        return language.text(f"kiosk.moment.{name}", time=time)
    month = language.text(f"kiosk.month_short.{moment.month}")
    return language.text("kiosk.moment.day", month_short=month, day=moment.day, time=time)


def _consent_text(error: HallError | None) -> str:
    """Return the last word of the key: where nobody is ahead it is the matter itself that may take too long."""
    return "text_nobody" if error is not None and error.facts.get("waiting") == 0 else "text"


def _kind(error: HallError | None) -> str:
    """Return the last word of the key: the code, and where its facts make a difference, which."""
    if error is None:
        return "other"
    match error:
        case HallClosed() if "until" not in error.facts:
            which = "_long"
        case QueueStopped() if "reason_zh" not in error.facts:
            which = "_plainly"
        case AppointmentNotOpen() if "slot" in error.facts:
            which = "_another_day"
        case QuotaUsedUp() if "next_slot" in error.facts:
            which = "_until"
        case QuotaUsedUp() if error.facts.get("limit") == "person":
            which = "_person"
        case _:
            which = ""
    return error.code + which


def _facts(error: HallError | None, language: Language, today: date) -> dict[str, object]:
    if error is None:
        return {}
    facts: dict[str, object] = dict(error.facts)
    for name in ("until", "next_slot", "slot"):
        if name in facts:
            facts[name] = moment_phrase(language, datetime.fromisoformat(str(facts[name])), today=today)
    facts["reason"] = facts.get(f"reason_{language.code}", "")
    return {"number": "", "waiting": "", "minutes": ""} | facts
