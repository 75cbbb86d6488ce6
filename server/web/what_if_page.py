"""What the page of what-ifs asks and says; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TypeVar

from hall.language import Language
from hall.places import Directory
from hall.what_if import (
    BANDS_MIN,
    Additions,
    AskOpen,
    AskQueues,
    AskReplay,
    AskStaffing,
    Changes,
    Finding,
    GroupNeeds,
    NoAnswer,
    OpenedWindows,
    Question,
    Replayed,
    Spread,
    Staffing,
    Stretch,
)
from hall.window_spans import shortened
from server.web.bars import Bars, Value, draw_bars, scale_of

T = TypeVar("T", int, None)
ACTS = ("open", "close", "add")
WITHIN_MOST, PERCENT_LEAST, PERCENT_MOST = 240, 50, 99
RATIO_MOST, LONGEST_MOST = 99, 24 * 60


class Unclear(Exception):
    """The address asks for something that cannot be asked; `why` is the word for it, `field` what is wrong."""

    def __init__(self, why: str, field: str = "", **limits: int) -> None:
        """Take the word, and where it is about a number, between what that must be."""
        super().__init__(why)
        self.why, self.field, self.limits = why, field, limits

    def say(self, language: Language) -> str:
        """Return what is wrong and what will do."""
        field = language.text(f"waits.if.{self.field}") if self.limits else ""
        return language.text(f"waits.if.no.{self.why}", field=field, **self.limits)


def question_of(asked: Mapping[str, str], directory: Directory) -> Question | None:
    """Return what the words of an address ask, None for nothing.

    Raises:
        Unclear: they ask for something that cannot be.
    """
    match asked.get("ask"):
        case "open":
            return AskOpen()
        case "queues":
            return AskQueues()
        case "staffing":
            within = _number(asked, "within", 15, least=1, most=WITHIN_MOST)
            percent = _number(asked, "percent", 90, least=PERCENT_LEAST, most=PERCENT_MOST)
            return AskStaffing(within_min=within, percent=percent)
        case "replay":
            return AskReplay(day=_day(asked), changes=_changes(asked, directory))
        case _:
            return None


def what_if_facts(
    asked: Mapping[str, str],
    answer: Finding | None,
    directory: Directory,
    language: Language,
    *,
    why_not: Unclear | None,
) -> dict[str, object]:
    """Return what `what_if.html` draws from; `why_not` is what kept a question from being answered."""
    said = _Said(directory, language)
    if isinstance(answer, NoAnswer):
        why_not = Unclear(answer.why)
    return {
        "asked": {key: asked.get(key, "") for key in ("ask", "day", "window", "act", "from", "to", "line")}
        | {"within": asked.get("within") or "15", "percent": asked.get("percent") or "90"}
        | {key: asked.get(key, "") for key in ("ratio", "share", "longest")},
        "why_not": None if why_not is None else why_not.say(language),
        "wrong": None if why_not is None else why_not.field,
        "opened": said.opened(answer) if isinstance(answer, OpenedWindows) else None,
        "staffing": said.staffing(answer) if isinstance(answer, Staffing) else None,
        "additions": said.additions(answer) if isinstance(answer, Additions) else None,
        "replayed": said.replayed(answer) if isinstance(answer, Replayed) else None,
        "windows": [window.window_id for window in directory.windows],
        "lines_of_hall": [(queue.queue_id, language.of(queue.name)) for queue in directory.queues],
        "acts": ACTS,
    }


@dataclass(frozen=True, slots=True)
class Group:
    """The windows that share lines: in words, drawn, and as rows of a table."""

    title: str
    note: str
    plot: Bars
    rows: list[tuple[str, ...]]


class _Said:
    """Answers in words."""

    def __init__(self, directory: Directory, language: Language) -> None:
        self._language = language
        self._names = {queue.queue_id: language.of(queue.name) for queue in directory.queues}

    def opened(self, answer: OpenedWindows) -> dict[str, object]:
        rows = [
            (
                self._text("window_paused" if each.is_paused else "window", window=each.window_id),
                self._names.get(each.queue_id, each.queue_id),
                self._minutes(each.before_min),
                self._minutes(each.after_min),
                str(each.waiting),
                self._minutes(each.saved_min),
            )
            for each in answer.windows
            if round(each.before_min) > round(each.after_min)
        ]
        first = None
        if rows:
            window, queue, before, after, *_ = rows[0]
            first = self._text("opened", window=window, queue=queue, before=before, after=after)
        return {"rows": rows, "first": first or self._text("opened_nothing"), "untried": answer.untried}

    def staffing(self, answer: Staffing) -> dict[str, object]:
        lead = self._text("staffed", percent=answer.percent, minutes=answer.within_min, days=answer.days_learned)
        return {"groups": [self._group(each) for each in answer.groups], "lead": lead}

    def _group(self, group: GroupNeeds) -> Group:
        halves = [each for each in group.half_hours if each.windows or each.at_once]
        top, marks = scale_of(max((each.windows for each in halves), default=1))
        values = [Value(name=f"{each.begins:%H:%M}", value=each.windows, figure=str(each.windows)) for each in halves]
        percent = "–" if group.percent is None else f"{group.percent:.0f}%"
        return Group(
            title=self._text("group", windows=self._window_list(group.windows)),
            note=self._text("met" if group.is_met else "not_met", percent=percent, least=group.least),
            plot=draw_bars(values, top=top, marks=marks),
            rows=[
                (
                    f"{each.begins:%H:%M}",
                    f"{each.arrivals:g}",
                    str(each.at_once),
                    str(each.windows),
                    "–" if each.percent is None else f"{each.percent:.0f}%",
                )
                for each in halves
            ],
        )

    def additions(self, answer: Additions) -> dict[str, object]:
        rows = [
            (
                self._text("window", window=each.window_id),
                self._names.get(each.queue_id, each.queue_id),
                self._minutes(each.before_min),
                self._minutes(each.after_min),
                self._minutes(each.all_before_min),
                self._minutes(each.all_after_min),
            )
            for each in answer.additions
            if each.all_after_min < each.all_before_min
        ]
        tried = self._text("added_tried", tried=answer.tried, possible=answer.possible)
        return {"rows": rows, "first": tried if rows else self._text("added_nothing")}

    def replayed(self, answer: Replayed) -> dict[str, object]:
        spreads = {"was": answer.was, "before": answer.before, "after": answer.after}
        most = max(count for spread in (answer.before, answer.after) for count in spread.counts)
        return {
            "day": answer.day.isoformat(),
            "rows": [self._spread(name, spread) for name, spread in spreads.items()],
            "plots": {name: self._bars(spreads[name], most) for name in ("before", "after")},
            "left_out": answer.left_out,
            "first": self._text(
                "replayed",
                before=self._minutes(answer.before.mean_min),
                after=self._minutes(answer.after.mean_min),
            ),
        }

    def _spread(self, name: str, spread: Spread) -> tuple[str, ...]:
        return (
            self._text(f"spread_{name}"),
            str(spread.people),
            self._minutes(spread.mean_min),
            self._minutes(spread.median_min),
            self._minutes(spread.most_of_all_min),
            self._minutes(spread.longest_min),
            f"{spread.percent_within:.0f}%",
            str(spread.never_called),
        )

    def _bars(self, spread: Spread, most: int) -> Bars:
        names = [f"<{end}" for end in BANDS_MIN] + [f"{BANDS_MIN[-1]}+"]
        top, marks = scale_of(float(most))
        values = [
            Value(name=name, value=float(count), figure=str(count) if count else "")
            for name, count in zip(names, spread.counts, strict=True)
        ]
        return draw_bars(values, top=top, marks=marks)

    def _window_list(self, windows: tuple[str, ...]) -> str:
        return self._language.text("phone.page.and").join(shortened(windows))

    def _minutes(self, minutes: float) -> str:
        return self._language.text("waits.record.minutes", minutes=f"{minutes:.0f}")

    def _text(self, key: str, **facts: object) -> str:
        return self._language.text(f"waits.if.{key}", **facts)


def _changes(asked: Mapping[str, str], directory: Directory) -> Changes:
    ratio = _number(asked, "ratio", None, least=0, most=RATIO_MOST)
    longest = _number(asked, "longest", None, least=0, most=LONGEST_MOST)
    window_id, act = asked.get("window", ""), asked.get("act", "")
    share = _number(asked, "share", None, least=0, most=100)
    usual = Changes(priority_ratio=ratio, longest_wait_min=longest, appointment_share=share)
    if not window_id:
        return usual
    window = next((each for each in directory.windows if each.window_id == window_id), None)
    if window is None or act not in ACTS:
        raise Unclear("bad_input")
    if act == "add":
        line = asked.get("line", "")
        if line not in {queue.queue_id for queue in directory.queues} or line in window.queues:
            raise Unclear("bad_line", "line")
        return replace(usual, added=((window_id, line),))
    begins, ends = _time(asked, "from"), _time(asked, "to")
    if begins >= ends:
        raise Unclear("bad_times", "to")
    stretch = (Stretch(window_id=window_id, begins=begins, ends=ends),)
    opened, closed = (stretch, ()) if act == "open" else ((), stretch)
    return replace(usual, opened=opened, closed=closed)


def _number(asked: Mapping[str, str], key: str, usual: T, *, least: int, most: int) -> int | T:
    text = asked.get(key, "").strip()
    if not text:
        return usual
    if not (text.isdecimal() and text.isascii() and least <= int(text) <= most):
        raise Unclear("bad_number", key, least=least, most=most)
    return int(text)


def _day(asked: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(asked.get("day", ""))
    except ValueError:
        raise Unclear("bad_day", "day") from None


def _time(asked: Mapping[str, str], key: str) -> time:
    try:
        return time.fromisoformat(asked.get(key, ""))
    except ValueError:
        raise Unclear("bad_times", key) from None
