"""What the managers read of the hall as its files have it: hours, windows, rules and matters. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, time
from pathlib import Path
from shlex import quote

from hall.hall_plan import Calendar
from hall.language import Language
from hall.places import Department, Directory, MatterToday, Session, Window
from hall.rule_book import RuleBook
from hall.rule_text import count_text, duration_text
from hall.rules import Rules, TransferOrder
from server.web.finding import find_words

MINUTE_S = 60
UNKNOWN_FOLDER = "FOLDER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a table: what it is called, and what there is to say of it."""

    name: str
    text: str
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLine:
    """A window as the table has it."""

    name: str
    where: str
    queues: str
    matters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterLine:
    """A matter with its papers; `find` are the words by which it is looked for."""

    name: str
    find: str
    how: str
    facts: tuple[str, ...]
    papers: tuple[str, ...]
    file: str


def hall_facts(directory: Directory, book: RuleBook, language: Language, *, folder: Path | None) -> dict[str, object]:
    """Return what `manage_hall.html` draws from; `folder` is where the server read the hall, if anybody told."""
    named = None if folder is None else str(folder)
    calendar_lines = sorted(_list_days(book.calendar, book.business_date, language))
    return {
        "folder": named,
        "quoted": UNKNOWN_FOLDER if named is None else quote(named),
        "next_year": book.business_date.year + 1,
        "week": [_weekday(weekday, book.hours, language) for weekday in range(1, 8)],
        "special": [line for _, line in calendar_lines],
        "covers": language.text("plan.page.years_joint").join(map(str, book.calendar.covers)),
        "windows": [_window(window, directory, language) for window in directory.windows],
        "rules": list_rules(book.rules, language),
        "departments": list(_list_matters(directory, language)),
        "matter_count": len(directory.matters),
    }


def list_rules(rules: Rules, language: Language) -> list[Line]:
    """Return every rule in words with its value, and how the file has it."""
    return [_rule(each.name, getattr(rules, each.name), language) for each in fields(rules)]


def _rule(key: str, value: object, language: Language) -> Line:
    off = f"plan.rule_off.{key}"
    is_off = not value and language.has(off)
    text = language.text(off) if is_off else language.text(f"plan.rule.{key}", value=_value(key, value, language))
    return Line(name=key, text=text, more=f"{key} = {_toml(value)}")


def _value(key: str, value: object, language: Language) -> str:
    if isinstance(value, TransferOrder):
        return language.text(f"plan.order.{value.value}")
    assert isinstance(value, int)
    if key.endswith("_s"):
        return duration_text(value, language)
    if key.endswith("_min"):
        return duration_text(value * MINUTE_S, language)
    return count_text("working_day", value, language) if key.endswith("_days") else str(value)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value.value}"' if isinstance(value, TransferOrder) else str(value)


def _weekday(weekday: int, sessions: Iterable[Session], language: Language) -> Line:
    times = sorted((one.opens, one.closes) for one in sessions if weekday in one.weekdays)
    text = _times(times, language) if times else language.text("plan.page.closed")
    return Line(name=language.text(f"rules.weekday.{weekday}"), text=text)


def _times(times: Iterable[tuple[time, time]], language: Language) -> str:
    return language.text("rules.list.and").join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in times)


def _list_days(calendar: Calendar, today: date, language: Language) -> Iterator[tuple[date, Line]]:
    for holiday in calendar.holidays:
        if today <= holiday.until:
            dates = f"{holiday.since}" if holiday.since == holiday.until else f"{holiday.since} – {holiday.until}"
            text = language.text("plan.page.holiday")
            yield holiday.since, Line(name=dates, text=text, more=language.of(holiday.name))
    for make_up in calendar.make_up_days:
        if today <= make_up.day:
            text = language.text("plan.page.make_up", weekday=language.text(f"rules.weekday.{make_up.weekday}"))
            yield make_up.day, Line(name=str(make_up.day), text=text, more=language.of(make_up.name))
    for special in calendar.special_days:
        if today <= special.day:
            times = [(one.opens, one.closes) for one in special.hours]
            text = _times(times, language) if times else language.text("plan.page.closed")
            yield special.day, Line(name=str(special.day), text=text, more=language.of(special.name))


def _window(window: Window, directory: Directory, language: Language) -> WindowLine:
    floor = next(each for each in directory.floors if each.floor_id == window.floor)
    zone = next((language.of(each.name) for each in floor.zones if each.zone_id == window.zone), "")
    names = {queue.queue_id: language.of(queue.name) for queue in directory.queues}
    weights = window.weights or (0,) * len(window.queues)
    queues = [
        language.text("plan.page.weighted", name=names[queue], weight=weight) if weight else names[queue]
        for queue, weight in zip(window.queues, weights, strict=True)
    ]
    low = language.text("plan.page.accessible") if window.accessible else ""
    own = "" if window.name is None else language.of(window.name)
    return WindowLine(
        name=f"{window.window_id} {own}".strip(),
        where=" · ".join(filter(None, (language.of(floor.name), zone, low))),
        queues=language.text("rules.list.and").join(queues),
        matters=tuple(
            language.of(each.matter.name) for each in directory.matters if window.window_id in each.handling.windows
        ),
    )


def _list_matters(directory: Directory, language: Language) -> Iterator[tuple[str, list[MatterLine]]]:
    for department in directory.departments:
        its = [each for each in directory.matters if each.matter.department == department.department_id]
        if its:
            yield language.of(department.name), [_matter(each, department, directory, language) for each in its]


def _matter(today: MatterToday, department: Department, directory: Directory, language: Language) -> MatterLine:
    matter = today.matter
    words = (matter.name.zh, matter.name.en, *matter.also, *matter.also_en)
    also = (department.name.zh, department.name.en, *department.also, matter.matter_id)
    return MatterLine(
        name=language.of(matter.name),
        find=f"{find_words(words, today.keys)} {' '.join(also).lower()}",
        how=_how(today, directory, language),
        facts=tuple(_facts(today, language)),
        papers=tuple(
            language.of(paper) + (f" {language.text('plan.page.if_needed')}" if paper.if_needed else "")
            for paper in matter.materials
        ),
        file=language.text("plan.page.matter_file", department=department.department_id, matter=matter.matter_id),
    )


def _how(today: MatterToday, directory: Directory, language: Language) -> str:
    handling = today.handling
    parts = [language.text(f"plan.mode.{handling.mode.value}")]
    if handling.windows:
        windows = language.text("rules.list.and").join(handling.windows)
        parts.append(language.text("plan.page.at", windows=windows))
    towns = [language.of(town.name) for town in directory.towns if town.town_id in handling.towns]
    if towns:
        parts.append(language.text("rules.list.and").join(towns))
    if handling.note is not None:
        parts.append(language.of(handling.note))
    return " · ".join(parts)


def _facts(today: MatterToday, language: Language) -> Iterator[str]:
    matter = today.matter
    if today.handling.is_here:
        yield language.text("plan.page.minutes", minutes=matter.minutes)
    days = matter.limit_days
    yield language.text("plan.page.limit", days=days) if days else language.text("plan.page.on_the_spot")
    if matter.fee is not None:
        yield language.text("plan.page.fee", fee=language.of(matter.fee))
    if matter.online is not None:
        yield language.text("plan.page.online", address=matter.online)
    if matter.quota is not None and matter.quota.a_day is not None:
        yield language.text("plan.page.quota_day", count=matter.quota.a_day)
