"""The rule book: everything of the hall's rules that touches a visitor, in order, in plain words in both languages.

Every sentence is made from the constants that the engine works with; a rule that is off says so, or nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from hall import rule_text
from hall.hall_plan import AfterLast, Calendar, HallPlan, Series
from hall.hours_text import different_days_text, hours_text
from hall.language import Language
from hall.places import Quota, Session
from hall.rule_text import count_text, duration_text, join
from hall.rules import Rules
from hall.ticket import PriorityClass
from hall.window_spans import runs_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One rule in words; `key` names it, its chapter before the dot: `order.priority`."""

    key: str
    zh: str
    en: str

    @property
    def chapter(self) -> str:
        """The chapter of the book in which it stands."""
        return self.key.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaRule:
    """限号 of a queue or of a matter: one of the two is named."""

    queue_id: str | None = None
    matter_id: str | None = None
    quota: Quota


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowShares:
    """The shares in which a window calls from its queues while people wait in each."""

    window_id: str
    queues: tuple[str, ...]
    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonInPublic:
    """How many calls out of turn were made for a reason; `key` names it in `rules.reason` of the languages."""

    key: str
    zh: str
    en: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfTurnToday:
    """How many calls were made out of turn today, and why: no word that a clerk typed, and nobody's name."""

    total: int = 0
    reasons: tuple[ReasonInPublic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """GET /api/v1/rules: the constants as they are, and the sentences made from them."""

    business_date: date
    time_zone: str
    open_always: bool
    hours: tuple[Session, ...]
    calendar: Calendar
    rules: Rules
    series: tuple[Series, ...]
    quotas: tuple[QuotaRule, ...]
    shares: tuple[WindowShares, ...]
    priority_classes: tuple[PriorityClass, ...]
    sentences: tuple[Sentence, ...]
    out_of_turn: OutOfTurnToday = OutOfTurnToday()


def write_rule_book(plan: HallPlan, today: date, *, zh: Language, en: Language) -> RuleBook:
    """Return the book as of a business date: only the calendar's part depends on it."""
    hall = plan.hall
    return RuleBook(
        business_date=today,
        time_zone=hall.time_zone,
        open_always=hall.open_always,
        hours=hall.hours,
        calendar=plan.calendar,
        rules=hall.rules,
        series=plan.series,
        quotas=_list_quotas(plan),
        shares=tuple(
            WindowShares(window_id=window.window_id, queues=window.queues, weights=window.weights)
            for window in plan.windows
            if window.weights
        ),
        priority_classes=tuple(each for each in PriorityClass if each is not PriorityClass.NORMAL),
        sentences=tuple(
            Sentence(key=key, zh=text, en=say(plan, today, en))
            for key, say in SENTENCES.items()
            if (text := say(plan, today, zh))
        ),
    )


def tell_out_of_turn(counts: Iterable[tuple[str, int]], *, zh: Language, en: Language) -> OutOfTurnToday:
    """Return the public form of reasons with their counts.

    A reason in the words of the language files is told; all others, which may name somebody, are told as one.
    """
    keys = [key for key in zh.texts if key.startswith(REASON)]
    known = {language.texts[key]: key for language in (zh, en) for key in keys}
    totals: dict[str, int] = {}
    for reason, count in counts:
        key = known.get(reason.strip(), OTHER_REASON)
        totals[key] = totals.get(key, 0) + count
    told = sorted(totals, key=lambda key: (key == OTHER_REASON, -totals[key]))
    return OutOfTurnToday(
        total=sum(totals.values()),
        reasons=tuple(
            ReasonInPublic(key=key.removeprefix(REASON), zh=zh.texts[key], en=en.texts[key], count=totals[key])
            for key in told
        ),
    )


REASON = "rules.reason."
OTHER_REASON = f"{REASON}other"

Say = Callable[[HallPlan, date, Language], str]
"""Says one rule in one language; nothing where it is off."""


def _of_rules(say: Callable[[Rules, Language], str]) -> Say:
    return lambda plan, _today, language: say(plan.hall.rules, language)


def _always(key: str) -> Say:
    return lambda _plan, _today, language: language.text(key)


def _while_hours_count(say: Callable[[Rules, Language], str]) -> Say:
    """Say a rule of closing time; a hall that is always open has none."""
    return lambda plan, _today, language: "" if plan.hall.open_always else say(plan.hall.rules, language)


def _hours(plan: HallPlan, _today: date, language: Language) -> str:
    if plan.hall.open_always:
        return language.text("rules.opening.always")
    return language.text("rules.opening.hours", hours=hours_text(plan.hall.hours, language))


def _different_days(plan: HallPlan, today: date, language: Language) -> str:
    days = "" if plan.hall.open_always else different_days_text(plan.calendar, today, language)
    return language.text("rules.opening.days", days=days) if days else ""


def _numbers(plan: HallPlan, _today: date, language: Language) -> str:
    return language.text("rules.taking.numbers", ranges=_ranges(plan.series, language))


def _after_last(after_last: AfterLast) -> Say:
    def say(plan: HallPlan, _today: date, language: Language) -> str:
        series = [one for one in plan.series if one.after_last is after_last]
        return language.text(f"rules.taking.{after_last.value}", prefixes=_prefixes(series, language)) if series else ""

    return say


def _skipped(plan: HallPlan, _today: date, language: Language) -> str:
    """Say the endings that no number has; series with the same ones in one."""
    skipping: dict[tuple[str, ...], list[Series]] = {}
    for one in plan.series:
        if one.skip:
            skipping.setdefault(one.skip, []).append(one)
    return " ".join(
        language.text("rules.taking.skip", prefixes=_prefixes(series, language), endings=join(endings, language))
        for endings, series in skipping.items()
    )


def _quotas(plan: HallPlan, _today: date, language: Language) -> str:
    names = {queue.queue_id: queue.name for queue in plan.queues}
    names |= {matter.matter_id: matter.name for matter in plan.matters}
    lines = [
        language.text(
            "rules.taking.quota",
            name=language.of(names[rule.queue_id or rule.matter_id or ""]),
            limits=_limits(rule.quota, language),
        )
        for rule in _list_quotas(plan)
    ]
    return " ".join(lines) if lines else language.text("rules.taking.no_quota")


def _quota_back(plan: HallPlan, _today: date, language: Language) -> str:
    return language.text("rules.taking.quota_back") if _list_quotas(plan) else ""


def _weights(plan: HallPlan, _today: date, language: Language) -> str:
    names = {queue.queue_id: language.of(queue.name) for queue in plan.queues}
    windows = []
    for window in plan.windows:
        shares = [
            language.text("rules.order.weighted_queue", queue=names[queue_id], share=weight)
            for queue_id, weight in zip(window.queues, window.weights, strict=False)  # no weights: no shares
        ]
        if shares:
            facts = {"window": window.window_id, "shares": join(shares, language)}
            windows.append(language.text("rules.order.weighted_window", **facts))
    return language.text("rules.order.weights", windows=join(windows, language)) if windows else ""


def _after_others(plan: HallPlan, _today: date, language: Language) -> str:
    names = [language.of(queue.name) for queue in plan.queues if queue.after_others]
    return language.text("rules.visit.after_others", queues=join(names, language)) if names else ""


def _long_wait_watched(rules: Rules, language: Language) -> str:
    if not rules.longest_wait_min:
        return ""
    return language.text("rules.watch.long_wait", time=duration_text(rules.longest_wait_min * 60, language))


def _list_quotas(plan: HallPlan) -> tuple[QuotaRule, ...]:
    queues = [QuotaRule(queue_id=one.queue_id, quota=one.quota) for one in plan.queues if one.quota is not None]
    matters = [QuotaRule(matter_id=one.matter_id, quota=one.quota) for one in plan.matters if one.quota is not None]
    return (*queues, *matters)


def _limits(quota: Quota, language: Language) -> str:
    def said(key: str, most: int, **facts: str) -> str:
        return language.text(f"rules.taking.{key}", numbers=count_text("number", most, language), **facts)

    parts = []
    if quota.a_day is not None:
        parts.append(said("quota_day", quota.a_day))
    if quota.slot_min is not None and quota.a_slot is not None:
        parts.append(said("quota_slot", quota.a_slot, time=duration_text(quota.slot_min * 60, language)))
    if quota.a_person is not None:
        parts.append(said("quota_person", quota.a_person))
    return language.text("rules.list.with").join(parts)


def _ranges(series: Iterable[Series], language: Language) -> str:
    """Say from which number to which; series with the same range in one."""
    ranges: dict[tuple[str, str], list[Series]] = {}
    for one in series:
        first, last = (f"{value:0{one.digits}d}" for value in (one.first, one.last))
        ranges.setdefault((first, last), []).append(one)
    said = [
        language.text("rules.taking.range", prefixes=_prefixes(those, language), first=first, last=last)
        for (first, last), those in ranges.items()
    ]
    return language.text("rules.list.with").join(said)


def _prefixes(series: Iterable[Series], language: Language) -> str:
    """Say the letters of some series: three or more that follow one another as A–C."""
    prefixes = sorted({one.prefix for one in series})
    letters = [ord(prefix) for prefix in prefixes if len(prefix) == 1]
    longer = [prefix for prefix in prefixes if len(prefix) > 1]
    runs = ["–".join(map(chr, run)) for run in runs_of(letters)]
    return join([*runs, *longer], language)


SENTENCES: dict[str, Say] = {
    "opening.hours": _hours,
    "opening.days": _different_days,
    "opening.last_issue": _while_hours_count(rule_text.last_issue_text),
    "opening.likely_too_late": _while_hours_count(rule_text.likely_too_late_text),
    "opening.end": _always("rules.opening.end"),
    "taking.numbers": _numbers,
    "taking.extend": _after_last(AfterLast.EXTEND),
    "taking.wrap": _after_last(AfterLast.WRAP),
    "taking.skip": _skipped,
    "taking.double_tap": _of_rules(rule_text.double_tap_text),
    "taking.one_each": _always("rules.taking.one_each"),
    "taking.quotas": _quotas,
    "taking.quota_back": _quota_back,
    "taking.stopped": _always("rules.taking.stopped"),
    "taking.offline": _of_rules(rule_text.offline_text),
    "taking.reprint": _of_rules(rule_text.reprint_text),
    "order.overdue": _of_rules(rule_text.due_text),
    "order.longest_wait": _of_rules(rule_text.longest_wait_text),
    "order.priority": _of_rules(rule_text.priority_turns_text),
    "order.appointments": _of_rules(rule_text.appointment_share_text),
    "order.weights": _weights,
    "order.arrival": _always("rules.order.arrival"),
    "order.not_due": _always("rules.order.not_due"),
    "priority.classes": lambda _plan, _today, language: rule_text.priority_classes_text(language),
    "priority.granted": _always("rules.priority.granted"),
    "called.missed": _of_rules(rule_text.missed_call_text),
    "called.recall": _of_rules(rule_text.recall_text),
    "called.priority_grace": _of_rules(rule_text.priority_grace_text),
    "called.who_marks": _of_rules(rule_text.who_marks_overdue_text),
    "called.limit": _of_rules(rule_text.overdue_limit_text),
    "called.expires": _of_rules(rule_text.overdue_expires_text),
    "called.at_window": _always("rules.called.at_window"),
    "called.undo": _of_rules(rule_text.undo_call_text),
    "appointment.in_time": _of_rules(rule_text.appointment_in_time_text),
    "appointment.late": _of_rules(rule_text.appointment_late_text),
    "visit.several": _always("rules.visit.several"),
    "visit.after_others": _after_others,
    "visit.transfer": _of_rules(rule_text.transfer_text),
    "visit.hold": _of_rules(rule_text.hold_text),
    "visit.reopen": _of_rules(rule_text.reopen_text),
    "visit.rating": _of_rules(rule_text.rating_text),
    "watch.stale_call": _of_rules(rule_text.stale_call_text),
    "watch.unanswered": _of_rules(rule_text.unanswered_text),
    "watch.long_wait": _of_rules(_long_wait_watched),
    "watch.out_of_turn": _of_rules(rule_text.out_of_turn_text),
}
"""What the book says, in its order; the seven of `order` are in that of `server/rules/choosing.py`."""
