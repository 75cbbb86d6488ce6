"""Phrases: what the kiosk says of windows, queues, limits and times, in one language. Pure; the words are keys."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from hall.language import Language
from hall.places import Floor, MatterToday, RoomKind, Window
from hall.queue_now import QueueNow
from hall.ticket import IssuedTicket, WaitRange
from hall.wait_key import own_wait_key
from hall.window_spans import spans_of
from kiosk.guide import Guide, Where, standing


class Tone(StrEnum):
    """How long a list of windows may be: a pill says "5·6号", a heading "5、6 号窗口"."""

    SHORT = "short"
    LONG = "long"


def windows_phrase(language: Language, windows: tuple[Window, ...], tone: Tone) -> str:
    """Return a list of windows; three or more in a row become a span (5–8)."""
    names = [window.window_id for window in windows]
    spans = _spans(names)
    joined = language.text(f"kiosk.windows.{tone}_joint").join(spans)
    number = "one" if len(names) == 1 else "many"
    return language.text(f"kiosk.windows.{tone}_{number}", windows=joined)


def pill_phrase(language: Language, where: Where) -> str:
    """Return floor and windows as short as they can be: 二楼 5·6号."""
    windows = windows_phrase(language, where.windows, Tone.SHORT)
    floor = min(language.of(where.floor.name), where.floor.short, key=len)
    return language.text("kiosk.windows.pill", floor=floor, windows=windows)


def desk_phrase(language: Language, guide: Guide, *, near: Floor | None = None) -> str:
    """Return which floor a guide desk is on, and what it is called there; empty when the plan has none.

    `near` is where the visitor goes to; otherwise it is the nearest to this kiosk.
    """
    desk = guide.find_room({RoomKind.DESK}, near=near)
    if desk is None:
        return ""
    floor, room = desk
    name = language.of(room.name)
    is_plain = name == language.text("kiosk.desk.name")
    return language.text("kiosk.desk.at" if is_plain else "kiosk.desk.named", floor=language.of(floor.name), desk=name)


def queue_phrase(language: Language, queue: QueueNow | None) -> str:
    """Return the line about a queue, figures marked as `[n]…[/n]`."""
    facts: dict[str, object] = {}
    if queue is not None:
        facts["people"] = queue.waiting
        if queue.wait is not None:
            facts["wait"] = span_phrase(queue.wait)
    return language.text(f"kiosk.queue.{standing(queue)}", **facts)


def people_phrase(language: Language, people: int | None) -> str:
    """Return "7 人", "1 person", "7 people"; words that say so when nobody can tell them yet."""
    if people is None:
        return language.text("kiosk.people.unknown")
    return language.text("kiosk.people.one" if people == 1 else "kiosk.people.many", people=people)


def wait_phrase(language: Language, wait: WaitRange | None, *, is_late: bool = False) -> str:
    """Return "12–18 分钟"; words that say so when there is no estimate.

    `is_late`: the hall closes soon, so that who need not wait may still not be dealt with to the end.
    """
    if wait is None:
        return language.text("kiosk.wait.unknown")
    if wait.high_min == 0:
        return language.text("kiosk.wait.nobody" if is_late else "kiosk.wait.at_once")
    return language.text("kiosk.wait.range", wait=span_phrase(wait))


def own_wait_phrase(language: Language, wait: WaitRange | None) -> str:
    """Return the same for somebody who has a number: in the last minutes that it is called soon."""
    soon = wait is not None and own_wait_key(wait) == "soon"
    return language.text("kiosk.wait.soon") if soon else wait_phrase(language, wait)


def span_phrase(wait: WaitRange) -> str:
    """Return "12–18", "5" when both ends agree, or "90+" where no end is told."""
    if wait.high_min is None:
        return f"{wait.low_min}+"
    if wait.low_min == wait.high_min:
        return str(wait.high_min)
    return f"{wait.low_min}–{wait.high_min}"


def limit_phrase(language: Language, today: MatterToday) -> str:
    """Return the promised time limit."""
    days = today.matter.limit_days
    if not days:
        return language.text("kiosk.limit.at_once")
    return language.text("kiosk.limit.one" if days == 1 else "kiosk.limit.many", days=days)


def date_phrase(language: Language, moment: datetime, zone: ZoneInfo) -> str:
    """Return the hall's date with its weekday: 3月1日 星期四, Thu 1 Mar."""
    local = moment.astimezone(zone)
    weekday = language.text(f"kiosk.weekday.{local.isoweekday()}")
    month = language.text(f"kiosk.month_short.{local.month}")
    return language.text("kiosk.date", weekday=weekday, month_short=month, day=local.day)


def time_phrase(moment: datetime, zone: ZoneInfo) -> str:
    """Return the hall's time of day: 09:42."""
    return moment.astimezone(zone).strftime("%H:%M")


def around_phrase(language: Language, issued: IssuedTicket, zone: ZoneInfo, *, now: datetime) -> str:
    """Return the time of day around which the number may be called: the middle of its range, from now on."""
    if issued.wait is None or issued.wait.high_min is None:
        return language.text("kiosk.ticket.around_unknown")
    middle = timedelta(minutes=(issued.wait.low_min + issued.wait.high_min) / 2)
    return time_phrase(now + middle, zone)


def join_sentences(language: Language, sentences: Iterable[str]) -> str:
    """Return whole sentences as one text, without those that are empty."""
    return ("" if language.code == "zh" else " ").join(filter(None, sentences))


def _spans(names: list[str]) -> list[str]:
    if not all(name.isdecimal() for name in names):
        return names
    return spans_of(int(name) for name in names)
