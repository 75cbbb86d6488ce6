"""The rules of calling in words, from the very constants that the engine uses, for every face that says them.

Each function says one rule in one language, and nothing ("") where it is off; `hall.rule_book` puts them in order.
"""

from collections.abc import Iterable

from hall.language import Language
from hall.offline import number_text
from hall.rules import Rules
from hall.ticket import PriorityClass


def missed_call_text(rules: Rules, language: Language, *, has_slip: bool = True) -> str:
    """Say what to do when a number is called, and what becomes of it when its visitor does not come.

    Without a slip there is no code to scan: the number itself is typed at a kiosk, or told at the desk.
    """
    return language.text("rules.come_soon") + when_missed_text(rules, language, has_slip=has_slip)


def missed_text(rules: Rules, language: Language) -> str:
    """Say when a number that was called counts as missed, without the full stop."""
    grace = duration_text(rules.overdue_grace_s, language)
    return language.text("rules.missed", calls=count_text("call", rules.overdue_min_calls, language), grace=grace)


def when_missed_text(rules: Rules, language: Language, *, has_slip: bool = True) -> str:
    """Say what becomes of a number whose visitor does not come; paper has room for no more."""
    then = come_back_text(rules, language, has_slip=has_slip)
    return missed_text(rules, language) + language.text("rules.missed_then") + then


def come_back_text(rules: Rules, language: Language, *, has_slip: bool = True) -> str:
    """Say how a number that was passed over comes back, and when it is due then."""
    if rules.overdue_limit == 0:
        return language.text("rules.back_at_desk")
    key = "rules.back" if has_slip else "rules.back_without_slip"
    if rules.overdue_after_calls == 0:
        return language.text(f"{key}_at_once")
    return language.text(key, after=count_text("more_call", rules.overdue_after_calls, language))


def due_text(rules: Rules, language: Language) -> str:
    """Say where in the order an overdue number stands that came back."""
    if rules.overdue_after_calls == 0:
        return language.text("rules.order.due_at_once")
    return language.text("rules.order.due", after=count_text("more_call", rules.overdue_after_calls, language))


def longest_wait_text(rules: Rules, language: Language) -> str:
    """Say after how long a wait somebody is next, whatever the class."""
    return _if_on("rules.order.longest_wait", rules.longest_wait_min * 60, language)


def priority_turns_text(rules: Rules, language: Language) -> str:
    """Say how priority numbers and others take turns."""
    return language.text("rules.order.priority", numbers=count_text("priority_number", rules.priority_ratio, language))


def appointment_share_text(rules: Rules, language: Language) -> str:
    """Say how appointments and walk-ins of a class take turns."""
    if rules.appointment_share == 0:
        return language.text("rules.order.walk_ins_first")
    if rules.appointment_share == 100:
        return language.text("rules.order.appointments_first")
    return language.text("rules.order.appointments", share=rules.appointment_share)


def priority_classes_text(language: Language) -> str:
    """Say who the priority classes are."""
    names = [language.text(f"rules.class.{each.value}") for each in PriorityClass if each is not PriorityClass.NORMAL]
    return language.text("rules.priority.classes", classes=join(names, language))


def recall_text(rules: Rules, language: Language) -> str:
    """Say how often and how soon a number is called again."""
    if rules.max_calls == 1:
        return language.text("rules.called.once")
    interval = duration_text(rules.recall_interval_s, language)
    return language.text("rules.called.recall", calls=count_text("call", rules.max_calls, language), interval=interval)


def priority_grace_text(rules: Rules, language: Language) -> str:
    """Say how much longer the priority classes are waited for; nothing where it is as long as for others."""
    if rules.overdue_grace_priority_s == rules.overdue_grace_s:
        return ""
    grace = duration_text(rules.overdue_grace_priority_s, language)
    return language.text("rules.called.priority_grace", grace=grace)


def who_marks_overdue_text(rules: Rules, language: Language) -> str:
    """Say whether a person or the server passes a number over."""
    if not rules.auto_overdue:
        return language.text("rules.called.overdue_by_clerk")
    return language.text("rules.called.overdue_by_server", calls=count_text("call", rules.max_calls, language))


def overdue_limit_text(rules: Rules, language: Language) -> str:
    """Say how often visitors bring their number back by themselves."""
    if rules.overdue_limit == 0:
        return ""  # the sentence on missed calls sends everybody to the desk
    return language.text("rules.called.limit", times=count_text("time", rules.overdue_limit, language))


def reprint_text(rules: Rules, language: Language) -> str:
    """Say how a lost slip comes back."""
    if rules.reprint_limit == 0:
        return language.text("rules.taking.reprint_at_desk")
    return language.text("rules.taking.reprint", times=count_text("time", rules.reprint_limit, language))


def overdue_expires_text(rules: Rules, language: Language) -> str:
    """Say how long an overdue number can come back."""
    if rules.overdue_expires_min == 0:
        return language.text("rules.called.expires_with_day")
    return _if_on("rules.called.expires", rules.overdue_expires_min * 60, language)


def undo_call_text(rules: Rules, language: Language) -> str:
    """Say how long a mis-pressed call can be taken back."""
    return _if_on("rules.called.undo", rules.undo_call_s, language)


def reopen_text(rules: Rules, language: Language) -> str:
    """Say how long a mis-pressed finish can be taken back."""
    return _if_on("rules.visit.reopen", rules.reopen_s, language)


def transfer_text(rules: Rules, language: Language) -> str:
    """Say where a number from another window stands."""
    return language.text(f"rules.visit.transfer_{rules.transfer_order.value}")


def hold_text(rules: Rules, language: Language) -> str:
    """Say that a number may be parked, how many at a window, and when the window is reminded of it."""
    reminder = duration_text(rules.hold_reminder_min * 60, language)
    return language.text("rules.visit.hold", most=count_text("number", rules.holds_most, language), reminder=reminder)


def appointment_in_time_text(rules: Rules, language: Language) -> str:
    """Say who is in time for an appointment, and what holds for those who are early."""
    early, late = rules.appointment_early_min, rules.appointment_late_min
    key = f"rules.appointment.in_time{'_early' if early else ''}{'_late' if late else ''}"
    return language.text(key, early=duration_text(early * 60, language), late=duration_text(late * 60, language))


def appointment_late_text(rules: Rules, language: Language) -> str:
    """Say what becomes of an appointment whose visitor comes late."""
    if rules.appointment_late_min == 0:
        return language.text("rules.appointment.late_at_all")
    return _if_on("rules.appointment.late", rules.appointment_late_min * 60, language)


def double_tap_text(rules: Rules, language: Language) -> str:
    """Say that a second press at the same kiosk gives no second number."""
    return _if_on("rules.taking.double_tap", rules.double_tap_s, language)


def last_issue_text(rules: Rules, language: Language) -> str:
    """Say how long before closing no more numbers are given out."""
    return _if_on("rules.opening.last_issue", rules.last_issue_min * 60, language)


def likely_too_late_text(rules: Rules, language: Language) -> str:
    """Say what somebody is told who will likely not be served before closing."""
    return language.text(f"rules.opening.{'consent' if rules.last_issue_consent else 'no_consent'}")


def offline_text(rules: Rules, language: Language) -> str:
    """Say that kiosks go on while the hall's system is away, and what becomes of such a number."""
    if rules.offline_numbers == 0:
        return ""
    facts = {
        "example": number_text("K2", 1),
        "numbers": count_text("number", rules.offline_numbers, language),
        "time": duration_text(rules.offline_min * 60, language),
    }
    return language.text("rules.taking.offline", **facts)


def rating_text(rules: Rules, language: Language) -> str:
    """Say that a visit may be rated, that nobody learns by whom, and by when a bad review is settled."""
    return language.text("rules.visit.rating", days=count_text("working_day", rules.rectify_days, language))


def stale_call_text(rules: Rules, language: Language) -> str:
    """Say who looks at a call that is neither started nor given up."""
    window = duration_text(rules.stale_call_s, language)
    supervisor = duration_text(rules.stale_call_supervisor_s, language)
    return language.text("rules.watch.stale_call", window=window, supervisor=supervisor)


def unanswered_text(rules: Rules, language: Language) -> str:
    """Say when the supervisor is told of people who wait beside a free window."""
    return _if_on("rules.watch.unanswered", rules.unanswered_min * 60, language)


def out_of_turn_text(rules: Rules, language: Language) -> str:
    """Say who may call out of turn, and that it is counted in public."""
    return language.text(f"rules.watch.out_of_turn_{'clerks' if rules.clerks_call_specific else 'supervisors'}")


def duration_text(seconds: int, language: Language) -> str:
    """Say a length of time as people do: in hours or minutes where they are whole, else in seconds."""
    for unit, unit_s in (("hour", 3600), ("minute", 60)):
        if seconds and seconds % unit_s == 0:
            return count_text(unit, seconds // unit_s, language)
    return count_text("second", seconds, language)


def count_text(thing: str, count: int, language: Language) -> str:
    """Say so many of something, by the key of its name in the singular."""
    return language.text(f"rules.count.{thing if count == 1 else f'{thing}s'}", count=count)


def join(parts: Iterable[str], language: Language) -> str:
    """Join the members of a list as a sentence does."""
    return language.text("rules.list.and").join(parts)


def _if_on(key: str, seconds: int, language: Language) -> str:
    """Say a rule that is made of one length of time; nothing where that is 0."""
    return language.text(key, time=duration_text(seconds, language)) if seconds else ""
