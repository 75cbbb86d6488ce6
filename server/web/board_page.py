"""What the board in a browser shows of a snapshot: pure. `static/board/` keeps it true while it is open."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hall.away_words import list_away
from hall.board_parts import find_windows_away, missed_numbers, queues_shown
from hall.board_words import BoardWords
from hall.coverage import Coverage
from hall.language import Language
from hall.named_places import NamedPlaces
from hall.places import Directory, Text
from hall.poster import find_poster
from hall.queue_now import QueueNow
from hall.snapshot import Snapshot, newest_of_each_ticket
from hall.ticket import ACTIVE_STATES, Call, TicketState
from hall.window_sign import sign_of
from server.web.rendering import texts_of

ROWS = 6
IN_ROWS = frozenset({TicketState.CALLED, TicketState.SERVING, TicketState.DONE, TicketState.OVERDUE})


def board_facts(
    snapshot: Snapshot, directory: Directory, coverage: Coverage, *, words: BoardWords, now: datetime
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
        "cards": [_card(queue, places, words) for queue in queues_shown(*known)],
        "missed": missed_numbers(*known),
        "away": [] if away is None else list_away(away, words.zh),
    }


def sign_facts(
    snapshot: Snapshot, directory: Directory, coverage: Coverage, *, words: BoardWords, now: datetime
) -> dict[str, object]:
    """Return what `board_sign.html` draws from; the coverage names a window."""
    local = now.astimezone(ZoneInfo(directory.hall.time_zone))
    sign = sign_of(coverage.window_id or "", snapshot, NamedPlaces(directory), now=local)
    return _frame_facts(snapshot, directory, coverage, words=words, now=now) | {
        "sign": sign,
        "back": words.back(sign.back_at),
    }


def _frame_facts(
    snapshot: Snapshot, directory: Directory, coverage: Coverage, *, words: BoardWords, now: datetime
) -> dict[str, object]:
    """Return what `board_frame.html` draws from, for every face."""
    local = now.astimezone(ZoneInfo(directory.hall.time_zone))
    places = NamedPlaces(directory)
    poster = find_poster(snapshot, directory, coverage, at=now)
    calls = coverage.calls_in(newest_of_each_ticket(snapshot.calls), directory)
    return {
        "heading": _heading(directory, coverage, words),
        "clock": words.clock(local),
        "date": words.date(local),
        "poster": poster,
        "poster_words": None if poster is None else words.poster(poster),
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


def _heading(directory: Directory, coverage: Coverage, words: BoardWords) -> str:
    places = NamedPlaces(directory)
    floor, zone = places.find_floor(coverage.floor_id), places.find_zone(coverage)
    return words.heading_of((directory.hall.name, floor.name if floor else None, zone))


def _card(queue: QueueNow, places: NamedPlaces, words: BoardWords) -> dict[str, str]:
    is_open, is_stopped = queue.open_windows > 0, queue.stopped is not None
    return {
        "name": places.queue(queue.queue_id).zh,
        "people": words.people_in(queue.waiting),
        "wait": words.wait_in(queue.wait, is_open=is_open, is_stopped=is_stopped),
    }


def _notices(snapshot: Snapshot, directory: Directory, words: BoardWords) -> list[Text]:
    rules = directory.hall.rules
    told = [snapshot.boards.notice] if snapshot.boards.notice else []
    return [*told, words.come_rule(rules), words.back_rule(rules), *directory.hall.notices]


def _script_texts(words: BoardWords) -> dict[str, str]:
    return texts_of(words.zh, "display", ("line", "row")) | {"en.stale": words.en.texts["display.line.stale"]}


def _sign_in_texts(language: Language) -> dict[str, str]:
    texts = texts_of(language, "display", ("sign_in",))
    return {key.removeprefix("sign_in."): text for key, text in texts.items()}
