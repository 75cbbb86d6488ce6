"""What the board in a browser shows of a snapshot: pure. `static/board/main.js` keeps it true while it is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hall.board_parts import find_windows_away, missed_numbers, queues_shown
from hall.coverage import Coverage
from hall.language import Language
from hall.places import Directory, Floor, Text
from hall.poster import Poster, PosterKind, find_poster
from hall.queue_now import QueueNow
from hall.rule_text import come_back_text, missed_text
from hall.rules import Rules
from hall.snapshot import Snapshot, newest_of_each_ticket
from hall.ticket import ACTIVE_STATES, Call, TicketState
from hall.wait_key import wait_key
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
    snapshot: Snapshot,
    directory: Directory,
    coverage: Coverage,
    *,
    languages: Mapping[str, Language],
    now: datetime,
) -> dict[str, object]:
    """Return what `board.html` draws from."""
    words = Words(zh=languages["zh"], en=languages["en"])
    local = now.astimezone(ZoneInfo(directory.hall.time_zone))
    known = snapshot, directory, coverage
    calls = coverage.calls_in(newest_of_each_ticket(snapshot.calls), directory)
    standing = next((call for call in calls if call.state in ACTIVE_STATES), None)
    poster = find_poster(*known, at=now)
    return {
        "hall": directory.hall,
        "heading": _heading(directory, coverage, words),
        "clock": f"{local:%H:%M}",
        "date": Text(zh=_date(words.zh, local), en=_date(words.en, local)),
        "poster": poster,
        "poster_words": None if poster is None else _poster_words(poster, words),
        "hero": None if standing is None else call_facts(standing, directory),
        "rows": [call_facts(call, directory) for call in calls if call.state in IN_ROWS][:ROWS],
        "cards": [_card(queue, directory, words.zh) for queue in queues_shown(*known)],
        "missed": missed_numbers(*known),
        "away": find_windows_away(*known),
        "notices": _notices(snapshot, directory, words),
        "pair": words.pair,
        "data": {
            "seq": snapshot.seq,
            "epoch": snapshot.epoch,
            "now": now.isoformat(),
            "time_zone": directory.hall.time_zone,
            "covers": str(coverage),
            "calls": [call_facts(call, directory) for call in calls],
            "windows": {window_id: place_facts(window_id, directory) for window_id in coverage.windows_in(directory)},
            "queues": sorted(coverage.queues_in(directory)),
            "texts": _script_texts(words),
        },
    }


def board_sign_in_facts(directory: Directory, language: Language) -> dict[str, object]:
    """Return what `board_sign_in.html` draws from."""
    return {"hall": directory.hall, "data": {"time_zone": directory.hall.time_zone, "texts": _sign_in_texts(language)}}


def boards_data(directory: Directory, language: Language) -> dict[str, object]:
    """Return what the script of `boards.html` speaks from."""
    texts = texts_of(language, "console", ("all_boards",))
    words = {key.removeprefix("all_boards."): text for key, text in texts.items()}
    return {"time_zone": directory.hall.time_zone, "texts": words}


def coverage_of(asked: Mapping[str, str], directory: Directory) -> Coverage:
    """Return the part of the hall that an address asks for; what the hall does not have is left out."""
    queues = frozenset(asked.get("queues", "").split(",")) & {queue.queue_id for queue in directory.queues}
    floors = {floor.floor_id for floor in directory.floors}
    zones = {window.zone for window in directory.windows}
    return Coverage(
        floor_id=asked["floor"] if asked.get("floor") in floors else None,
        zone_id=asked["zone"] if asked.get("zone") in zones else None,
        queue_ids=queues or None,
    )


def call_facts(call: Call, directory: Directory) -> dict[str, object]:
    """Return a call as the page and its script read it."""
    matter = next((each.matter.name for each in directory.matters if each.matter.matter_id == call.matter_id), NOTHING)
    return {
        "call_id": call.call_id,
        "ticket_id": call.ticket_id,
        "number": call.number,
        "state": call.state.value,
        "matter": matter.zh,
        **place_facts(call.window_id, directory),
    }


def place_facts(window_id: str, directory: Directory) -> dict[str, str]:
    """Return a window and its floor by name and colour; what the hall no longer has stays empty."""
    window = next((each for each in directory.windows if each.window_id == window_id), None)
    floor = next((each for each in directory.floors if window and each.floor_id == window.floor), None)
    if floor is None:
        return {"window": window_id, "floor": "", "floor_en": "", "colour": ""}
    return {"window": window_id, "floor": floor.name.zh, "floor_en": floor.name.en, "colour": floor.colour}


def _heading(directory: Directory, coverage: Coverage, words: Words) -> str:
    floor = _find_floor(directory, coverage)
    floors = directory.floors if floor is None else (floor,)
    zone = next((zone.name.zh for one in floors for zone in one.zones if zone.zone_id == coverage.zone_id), None)
    places = [directory.hall.name.zh, floor.name.zh if floor else None, zone]
    return words.zh.text("display.header.between").join(place for place in places if place)


def _find_floor(directory: Directory, coverage: Coverage) -> Floor | None:
    return next((floor for floor in directory.floors if floor.floor_id == coverage.floor_id), None)


def _card(queue: QueueNow, directory: Directory, zh: Language) -> dict[str, str]:
    name = next((each.name.zh for each in directory.queues if each.queue_id == queue.queue_id), queue.queue_id)
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
