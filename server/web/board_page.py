"""What the board in a browser shows of a snapshot: pure. `static/board/` keeps it true while it is open."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hall.away_words import back_text, list_away
from hall.board_parts import find_windows_away, missed_numbers, queues_shown
from hall.coverage import Coverage
from hall.language import Language
from hall.named_places import NamedPlaces
from hall.places import Directory, Text
from hall.poster import Poster, PosterKind, find_poster
from hall.queue_now import QueueNow
from hall.rule_text import come_back_text, missed_text
from hall.rules import Rules
from hall.snapshot import Snapshot, newest_of_each_ticket
from hall.ticket import ACTIVE_STATES, Call, TicketState
from hall.wait_key import wait_key
from hall.window_sign import sign_of
from server.web.rendering import texts_of

ROWS = 6
IN_ROWS = frozenset({TicketState.CALLED, TicketState.SERVING, TicketState.DONE, TicketState.OVERDUE})
NOTHING = Text(zh="", en="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The languages of a board: Chinese first, English beside it."""

    zh: Language
    en: Language

    def pair(self, key: str, **facts: object) -> Text:
        """Return a text in both."""
        return Text(zh=self.zh.text(key, **facts), en=self.en.text(key, **facts))


def board_facts(
    snapshot: Snapshot, directory: Directory, coverage: Coverage, *, words: Words, now: datetime
) -> dict[str, object]:
    """Return what `board.html` draws from."""
    known = snapshot, directory, coverage
    calls = coverage.calls_in(newest_of_each_ticket(snapshot.calls), directory)
    standing = next((call for call in calls if call.state in ACTIVE_STATES), None)
    places = NamedPlaces(directory)
    away = find_windows_away(*known, now=now.astimezone(ZoneInfo(directory.hall.time_zone)))
    return _frame_facts(*known, words=words, now=now) | {
        "hero": None if standing is None else _call_facts(standing, places),
        "rows": [_call_facts(call, places) for call in calls if call.state in IN_ROWS][:ROWS],
        "cards": [_card(queue, places, words.zh) for queue in queues_shown(*known)],
        "missed": missed_numbers(*known),
        "away": [] if away is None else list_away(away, words.zh),
    }


def sign_facts(
    snapshot: Snapshot, directory: Directory, coverage: Coverage, *, words: Words, now: datetime
) -> dict[str, object]:
    """Return what `board_sign.html` draws from; the coverage names a window."""
    local = now.astimezone(ZoneInfo(directory.hall.time_zone))
    sign = sign_of(coverage.window_id or "", snapshot, NamedPlaces(directory), now=local)
    back = Text(zh=back_text(sign.back_at, words.zh), en=back_text(sign.back_at, words.en))
    return _frame_facts(snapshot, directory, coverage, words=words, now=now) | {"sign": sign, "back": back}


def _frame_facts(
    snapshot: Snapshot, directory: Directory, coverage: Coverage, *, words: Words, now: datetime
) -> dict[str, object]:
    """Return what `board_frame.html` draws from, for every face."""
    local = now.astimezone(ZoneInfo(directory.hall.time_zone))
    places = NamedPlaces(directory)
    poster = find_poster(snapshot, directory, coverage, at=now)
    calls = coverage.calls_in(newest_of_each_ticket(snapshot.calls), directory)
    return {
        "heading": _heading(directory, coverage, words.zh),
        "clock": f"{local:%H:%M}",
        "date": Text(zh=_date(words.zh, local), en=_date(words.en, local)),
        "poster": poster,
        "poster_words": None if poster is None else _poster_words(poster, words),
        "notices": _notices(snapshot, directory, words),
        "pair": words.pair,
        "data": {
            "seq": snapshot.seq,
            "epoch": snapshot.epoch,
            "now": now.isoformat(),
            "time_zone": directory.hall.time_zone,
            "covers": str(coverage),
            "calls": [_call_facts(call, places) for call in calls],
            "windows": {window_id: _place_facts(window_id, places) for window_id in coverage.windows_in(directory)},
            "queues": sorted(coverage.queues_in(directory)),
            "texts": _script_texts(words),
        },
    }


def board_sign_in_facts(directory: Directory, language: Language, *, theme: str | None) -> dict[str, object]:
    """Return what `board_sign_in.html` draws from."""
    data = {"time_zone": directory.hall.time_zone, "texts": _sign_in_texts(language)}
    return {"hall": directory.hall, "theme": theme, "face": "display", "data": data}


def boards_data(directory: Directory, language: Language) -> dict[str, object]:
    """Return what the script of `boards.html` speaks from."""
    texts = texts_of(language, "console", ("all_boards",))
    words = {key.removeprefix("all_boards."): text for key, text in texts.items()}
    return {"time_zone": directory.hall.time_zone, "texts": words}


def _call_facts(call: Call, places: NamedPlaces) -> dict[str, object]:
    """Return a call as the page and its script read it."""
    return {
        "call_id": call.call_id,
        "ticket_id": call.ticket_id,
        "number": call.number,
        "state": call.state.value,
        "matter": places.matter(call.matter_id).zh,
        **_place_facts(call.window_id, places),
    }


def _place_facts(window_id: str, places: NamedPlaces) -> dict[str, str]:
    place = places.of_window(window_id)
    return {"window": window_id, "floor": place.floor.zh, "floor_en": place.floor.en, "colour": place.colour}


def _heading(directory: Directory, coverage: Coverage, zh: Language) -> str:
    places = NamedPlaces(directory)
    floor, zone = places.find_floor(coverage.floor_id), places.find_zone(coverage)
    named = [directory.hall.name, floor.name if floor else None, zone]
    return zh.text("display.header.between").join(name.zh for name in named if name is not None)


def _card(queue: QueueNow, places: NamedPlaces, zh: Language) -> dict[str, str]:
    name = places.queue(queue.queue_id).zh
    return {"name": name, "people": zh.text("display.card.people", count=queue.waiting), "wait": _wait(queue, zh)}


def _wait(queue: QueueNow, zh: Language) -> str:
    if queue.stopped is not None:
        return zh.text("display.card.stopped")
    if queue.open_windows == 0:
        return zh.text("display.card.closed")
    if queue.wait is None:
        return ""
    return zh.text(f"display.card.{wait_key(queue.wait)}", low=queue.wait.low_min, high=queue.wait.high_min)


def _notices(snapshot: Snapshot, directory: Directory, words: Words) -> list[Text]:
    rules = directory.hall.rules
    told = [snapshot.boards.notice] if snapshot.boards.notice else []
    come = Text(zh=_come_rule(rules, words.zh), en=_come_rule(rules, words.en))
    back = Text(zh=_back_rule(rules, words.zh), en=_back_rule(rules, words.en))
    return [*told, come, back, *directory.hall.notices]


def _come_rule(rules: Rules, language: Language) -> str:
    return language.text("rules.come_soon") + missed_text(rules, language)


def _back_rule(rules: Rules, language: Language) -> str:
    return language.text("display.strip.missed_rule", how=come_back_text(rules, language))


def _poster_words(poster: Poster, words: Words) -> tuple[Text, Text]:
    if poster.kind is PosterKind.BLANK:
        return words.pair("display.poster.blank"), NOTHING
    title, text = words.pair(f"display.poster.{poster.kind}_title"), words.pair(f"display.poster.{poster.kind}_text")
    if poster.kind is PosterKind.EMERGENCY:
        return title, poster.words or text
    if poster.kind is PosterKind.HOLIDAY and poster.words is not None:
        title = poster.words
    if poster.opens is None:
        return title, text
    key, at = f"display.poster.{'opens_today' if poster.is_today else 'opens'}", poster.opens
    zh, en = (each.text(key, date=_date(each, at), time=f"{at:%H:%M}") for each in (words.zh, words.en))
    return title, Text(zh=zh, en=en)


def _date(language: Language, time: datetime) -> str:
    weekday, month = (
        language.text(f"display.weekday.{time.isoweekday()}"),
        language.text(f"display.month.{time.month}"),
    )
    return language.text("display.header.date", month=month, day=time.day, weekday=weekday)


def _script_texts(words: Words) -> dict[str, str]:
    return texts_of(words.zh, "display", ("line", "row")) | {"en.stale": words.en.texts["display.line.stale"]}


def _sign_in_texts(language: Language) -> dict[str, str]:
    texts = texts_of(language, "display", ("sign_in",))
    return {key.removeprefix("sign_in."): text for key, text in texts.items()}
