"""`whatif`: what opening a window would do now, the windows that a day needs, and a past day run otherwise."""

import argparse
import re
from collections.abc import Callable, Iterator
from datetime import date, time
from functools import partial

from hall.clock import Clock
from hall.errors import BadInput
from hall.places import SearchKeys
from hall.what_if import (
    Additions,
    AskOpen,
    AskQueues,
    AskReplay,
    AskStaffing,
    Changes,
    Finding,
    NoAnswer,
    OpenedWindows,
    Question,
    Replayed,
    Spread,
    Staffing,
    Stretch,
)
from hall.wire import to_json
from server.actions.almanac import Almanac
from server.settings import add_where, read_plan
from server.store.reader import Reader

OpenReader = Callable[[argparse.Namespace], Reader]
MakeQuestion = Callable[[argparse.Namespace], Question]

WHY_NOT = {
    "no_past_day": "the record holds no whole day yet: there is nothing to play a usual day from",
    "no_such_day": "the record has no visits of that day",
    "nobody_waits": "nobody waits at the moment",
}


def add_what_if_verbs(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", open_reader: OpenReader) -> None:
    """Add the command with its verbs to a parser."""
    what_if = commands.add_parser("whatif", help="what other hours, lines or rules would do to the waits")
    verbs = what_if.add_subparsers(required=True)
    _add(verbs, "open", "What opening one window more would do now.", lambda _: AskOpen(), open_reader)
    windows = _add(
        verbs,
        "windows",
        "How many windows a usual day needs, half hour by half hour.",
        lambda parsed: AskStaffing(within_min=parsed.within, percent=parsed.percent),
        open_reader,
    )
    windows.add_argument("--within", type=int, default=15, metavar="MINUTES", help="how long a wait may be (15)")
    windows.add_argument("--percent", type=int, default=90, help="of how many of a hundred (90)")
    _add(verbs, "lines", "Which line would help most at which other window.", lambda _: AskQueues(), open_reader)
    replay = _add(verbs, "replay", "A past day played again, run otherwise.", _replay_asked, open_reader)
    replay.add_argument("day", type=_day, metavar="DATE", help="as in 2026-11-25")
    for name, what in (
        ("--open", "a window that is open then, as in 7@11:00-12:30"),
        ("--close", "one that is shut then"),
    ):
        replay.add_argument(name, type=_stretch, action="append", default=[], metavar="WINDOW@FROM-TO", help=what)
    replay.add_argument("--add", type=_pair, action="append", default=[], metavar="WINDOW=LINE", help="one line more")
    replay.add_argument(
        "--weights", type=_weights, action="append", default=[], metavar="WINDOW=LINE:PARTS,…", help="shares of calls"
    )
    replay.add_argument("--priority-ratio", type=int, metavar="N", help="priority numbers called for each other one")
    replay.add_argument(
        "--appointment-share", type=int, metavar="PERCENT", help="of the calls while others wait, at most so many"
    )
    replay.add_argument("--longest-wait", type=int, metavar="MINUTES", help="who waited longer is first; 0 for none")


def _add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    what: str,
    make: MakeQuestion,
    open_reader: OpenReader,
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=what, description=what)
    add_where(parser)
    parser.add_argument("--json", action="store_true", help="the whole answer as JSON")
    parser.set_defaults(run=lambda parsed, clock: ask(parsed, make(parsed), open_reader, clock))
    return parser


def ask(parsed: argparse.Namespace, question: Question, open_reader: OpenReader, clock: Clock) -> Iterator[str]:
    """Finding a question from the record, in lines or as JSON.

    Raises:
        BadInput: there is no answer; it says why.
    """
    # Only this command plays anything: the others start without it.
    from server.actions.look_ahead import LookAhead  # noqa: PLC0415
    from server.actions.what_if import WhatIf  # noqa: PLC0415

    almanac = Almanac(read_plan(parsed.hall), lambda _words: SearchKeys())
    reader = open_reader(parsed)
    try:
        what_if = WhatIf(almanac, LookAhead(almanac))
        answer = reader.ask_now(partial(what_if.answer, question, now=clock.now()))
    finally:
        reader.close()
    if isinstance(answer, NoAnswer):
        raise BadInput(answer.text or WHY_NOT[answer.why])
    if parsed.json:
        yield to_json(answer).decode()
    else:
        yield from lines_of(answer)


def lines_of(answer: Finding) -> Iterator[str]:
    """Tell an answer in lines."""
    match answer:
        case OpenedWindows():
            yield from _opened(answer)
        case Staffing():
            yield from _staffing(answer)
        case Additions():
            yield from _additions(answer)
        case Replayed():
            yield f"{'':<10}{'people':>8}{'mean':>7}{'half':>7}{'90 %':>7}{'longest':>9}{'in 15 min':>11}"
            for name, spread in (("was", answer.was), ("replayed", answer.before), ("changed", answer.after)):
                yield _spread(name, spread)
            yield f"left out: {answer.left_out} (reserved for a window, called out of turn, came back, or never called)"


def _opened(answer: OpenedWindows) -> Iterator[str]:
    if not answer.windows:
        yield "no window that is shut or paused serves anybody who waits"
    for each in answer.windows:
        state = "paused" if each.is_paused else "shut"
        yield (
            f"window {each.window_id} ({state}): next in {each.queue_id} {each.before_min:g} -> {each.after_min:g} min"
            f"; {each.waiting} wait for it, all sooner by {each.saved_min:g} min together"
        )
    if answer.untried:
        yield f"not tried for want of time: {answer.untried} windows"


def _staffing(answer: Staffing) -> Iterator[str]:
    yield f"so that {answer.percent} % wait at most {answer.within_min} min; learned from {answer.days_learned} days"
    for group in answer.groups:
        yield f"windows {', '.join(group.windows)} (at least {group.least} reach all their lines)"
        yield f"  {'from':<7}{'come':>6}{'Erlang C':>10}{'played':>8}{'within':>9}"
        for half in group.half_hours:
            within = "-" if half.percent is None else f"{half.percent:g} %"
            yield f"  {half.begins:%H:%M}  {half.arrivals:>6g}{half.at_once:>10}{half.windows:>8}{within:>9}"
        whole = "-" if group.percent is None else f"{group.percent:g} %"
        yield f"  the whole day: {whole}{'' if group.is_met else '; the aim is not met in every half hour'}"


def _additions(answer: Additions) -> Iterator[str]:
    for each in answer.additions:
        yield (
            f"{each.queue_id} at window {each.window_id}: its mean wait {each.before_min:g} -> {each.after_min:g} min, "
            f"everybody's {each.all_before_min:g} -> {each.all_after_min:g} min"
        )
    yield f"played {answer.tried} of {answer.possible} pairs: the longest waits at the windows with most time"


def _spread(name: str, spread: Spread) -> str:
    figures = f"{spread.mean_min:>7g}{spread.median_min:>7g}{spread.most_of_all_min:>7g}{spread.longest_min:>9g}"
    never = f"; never called: {spread.never_called}" if spread.never_called else ""
    return f"{name:<10}{spread.people:>8}{figures}{spread.percent_within:>9g} %{never}"


def _replay_asked(parsed: argparse.Namespace) -> AskReplay:
    changes = Changes(
        opened=tuple(parsed.open),
        closed=tuple(parsed.close),
        added=tuple(parsed.add),
        weights=tuple(one for each in parsed.weights for one in each),
        priority_ratio=parsed.priority_ratio,
        longest_wait_min=parsed.longest_wait,
        appointment_share=parsed.appointment_share,
    )
    return AskReplay(day=parsed.day, changes=changes)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: as in 2026-11-25") from None


def _stretch(text: str) -> Stretch:
    found = re.fullmatch(r"(\S+)@(\d{1,2}:\d\d)-(\d{1,2}:\d\d)", text)
    try:
        if found is not None:
            begins, ends = (time.fromisoformat(each.zfill(5)) for each in found.groups()[1:])
            return Stretch(window_id=found[1], begins=begins, ends=ends)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r}: as in 7@11:00-12:30")


def _pair(text: str) -> tuple[str, str]:
    window, equals, queue = text.partition("=")
    if not (window and equals and queue):
        raise argparse.ArgumentTypeError(f"{text!r}: as in 7=social")
    return window, queue


def _weights(text: str) -> tuple[tuple[str, str, int], ...]:
    window, _, rest = text.partition("=")
    found = [re.fullmatch(r"([^:]+):(\d{1,2})", each) for each in rest.split(",")]
    if not window or not all(found):
        raise argparse.ArgumentTypeError(f"{text!r}: as in 7=social:2,civil:1")
    return tuple((window, each[1], int(each[2])) for each in found if each)
