"""A visit as an entry for the phone's calendar, by RFC 5545; pure.

It says when the number is likely to be called as of now; the page goes on telling it better.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256

from hall.exchange import VisitView
from hall.language import Language
from hall.places import Directory
from hall.rule_text import missed_call_text
from server.web.visit_page import place_of

LINE_MOST = 75
"""Octets in a line; longer ones go on in the next, after a space."""

REMIND_BEFORE = timedelta(minutes=10)
USUAL_STAY = timedelta(minutes=30)


def calendar_entry(
    view: VisitView, directory: Directory, language: Language, *, url: str, token: str, now: datetime
) -> str:
    """Return the entry of a waiting visit; of the whole day where nobody can say when it is called."""
    place = place_of(view.floor, view.zone, view.windows, language)
    matter, hall = language.of(view.matter), language.of(directory.hall.name)
    told = [missed_call_text(directory.hall.rules, language), *(language.of(each) for each in view.materials), url]
    title = _text(language.text("phone.calendar.title", number=view.number, matter=matter))
    span = _span(view, now)
    if span is None:
        when = (f"DTSTART;VALUE=DATE:{_day(view.business_date)}", "DURATION:P1D")
    else:
        when = (f"DTSTART:{_utc(span[0])}", f"DTEND:{_utc(span[1])}")
    is_past = span is not None and span[0] - now <= REMIND_BEFORE  # some calendars ring at once for what is past
    alarm = () if is_past else _alarm(title)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Yinhao//visit//EN",
        "BEGIN:VEVENT",
        f"UID:{sha256(token.encode()).hexdigest()[:24]}@{directory.hall.hall_id}",
        f"DTSTAMP:{_utc(now)}",
        *when,
        f"SUMMARY:{title}",
        f"LOCATION:{_text(f'{hall} {place}')}",
        f"DESCRIPTION:{_text(chr(10).join(told))}",
        *alarm,
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _span(view: VisitView, now: datetime) -> tuple[datetime, datetime] | None:
    """Return from when until when the visitor may be called; None where nobody knows."""
    if view.callable_from is not None:
        return view.callable_from, view.callable_from + USUAL_STAY
    if view.wait is None:
        return None
    begin = now + timedelta(minutes=view.wait.low_min)
    end = begin + USUAL_STAY if view.wait.high_min is None else now + timedelta(minutes=view.wait.high_min)
    return begin, max(end, begin + timedelta(minutes=5))


def _alarm(title: str) -> tuple[str, ...]:
    trigger = f"TRIGGER:-PT{REMIND_BEFORE // timedelta(minutes=1)}M"
    return "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{title}", trigger, "END:VALARM"


def _utc(moment: datetime) -> str:
    assert moment.utcoffset() == timedelta(0), "moments of the record are in UTC"
    return f"{moment:%Y%m%dT%H%M%SZ}"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _text(text: str) -> str:
    """Return a text as a value: backslash, semicolon, comma and line ends have a meaning there."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts that are short enough, none of which breaks a character."""
    part, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE_MOST:
            yield part
            part, size = " ", 1
        part, size = part + character, size + octets
    yield part
