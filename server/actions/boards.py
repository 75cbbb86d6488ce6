"""Boards: a supervisor tells all of them what to show, and staff see which of them do not receive the calls."""

from datetime import datetime

from hall.board_events import AS_EVER, BoardsNow, BoardsTold, Face
from hall.boards import BEHIND_AFTER, BOARD_AWAY_AFTER, BoardNow, BoardsView, Lack, TellBoards, ToldWords
from hall.errors import BadInput
from hall.events import Event
from hall.exchange import Role
from hall.places import Text
from hall.snapshot import boards_now
from server.rules.hall_today import HallToday
from server.store.counters import BOARDS_TOLD, Counters
from server.store.devices import HeardDevice, list_heard
from server.store.event_log import get_event, list_last_calls
from server.store.hall_read import HallRead
from server.store.hall_tx import Actor, HallTx


def tell_boards(tx: HallTx, today: HallToday, asked: TellBoards, *, actor: Actor) -> BoardsNow:
    """Show something on all boards until something else is told, or the business date ends.

    Raises:
        BadInput: an emergency without words, or something to be spoken without any; nothing was changed.
    """
    if asked.face is Face.EMERGENCY and asked.words is None:
        raise BadInput("words: say in both languages what people are to do; everybody in the hall reads and hears it")
    if asked.is_spoken and asked.notice is None:
        raise BadInput("is_spoken: there is no notice to be spoken")
    told = BoardsTold(
        face=asked.face,
        words=_text(asked.words) if asked.face is Face.EMERGENCY else None,
        notice=_text(asked.notice),
        is_spoken=asked.is_spoken,
    )
    event = tx.record(told, actor=actor)
    tx.counters.set(today.business_date, BOARDS_TOLD, event.seq)
    return boards_now(told, event.seq)


def boards_told(read: HallRead, today: HallToday) -> BoardsNow:
    """Return what all boards show now."""
    seq = Counters(read).get(today.business_date, BOARDS_TOLD)
    body = get_event(read, seq).body if seq else None
    return boards_now(body, seq) if isinstance(body, BoardsTold) else AS_EVER


def look_at_boards(read: HallRead, today: HallToday, *, now: datetime) -> BoardsView:
    """Return what all boards show, and which of them do not receive the calls."""
    calls = last_calls(read)
    boards = (heard for heard in list_heard(read) if heard.device.role is Role.DISPLAY and not heard.is_revoked)
    return BoardsView(
        told=boards_told(read, today),
        boards=tuple(
            BoardNow(
                name=heard.device.name,
                heard_at=heard.heard_at,
                board=heard.health.board if heard.health else None,
                lack=find_lack(heard, calls, now),
            )
            for heard in boards
        ),
    )


def last_calls(read: HallRead) -> list[Event]:
    """Return the call of this business date that every board should show by now: none, or the last."""
    return list_last_calls(read, after=read.get_hall().day_seq, most=1)


def find_lack(heard: HeardDevice, calls: list[Event], now: datetime) -> Lack | None:
    """Return why people before a board may miss a call; every page of the staff's tells it from here."""
    if heard.heard_at is None:
        return Lack.NEVER
    board = heard.health.board if heard.health else None
    if board is None or now - heard.heard_at > BOARD_AWAY_AFTER:
        return Lack.AWAY
    if any(call.seq > board.seen_seq and now - call.at > BEHIND_AFTER for call in calls):
        return Lack.BEHIND
    return Lack.SILENT if board.speaks and not board.has_sound else None


def _text(words: ToldWords | None) -> Text | None:
    return None if words is None else Text(zh=words.zh, en=words.en)
