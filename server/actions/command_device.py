"""Devices from afar: how each is, what staff ask of a kiosk, what it answers, and what was done behind its glass."""

from datetime import datetime, timedelta

from hall.boards import Lack
from hall.device_events import KioskAnswered, KioskCommanded, KioskTended
from hall.devices import (
    AWAY_AFTER,
    AnswerCommand,
    CommandDevice,
    DeviceCommand,
    DeviceView,
    Health,
    HealthTaken,
    KioskNow,
    SentCommand,
    TendingNote,
    What,
    find_alert,
)
from hall.errors import BadInput, UnknownCommand, UnknownDevice
from hall.events import Event
from hall.exchange import Role
from hall.places import KioskPlace, Text
from server.actions.boards import find_lack, last_calls
from server.rules.hall_today import HallToday
from server.store.credentials import Device, has_device
from server.store.devices import (
    HeardDevice,
    add_command,
    find_command,
    forget_answered,
    list_heard,
    list_waiting,
    save_answer,
    save_health,
)
from server.store.hall_read import HallRead
from server.store.hall_tx import Actor, HallTx
from server.store.tickets import get_ticket

WAITING_MOST = 20
ANSWERED_KEPT = timedelta(days=7)
_UNHEARD = (Lack.NEVER, Lack.AWAY)


def take_health(tx: HallTx, device: Device, health: Health) -> HealthTaken:
    """Keep how a device is, and tell what it is still asked to do."""
    save_health(tx, device, health)
    waiting = list_waiting(tx, device.name) if device.role is Role.KIOSK else []
    return HealthTaken(at=tx.now, commands=tuple(each.command for each in waiting))


def list_devices(read: HallRead, *, now: datetime) -> tuple[DeviceView, ...]:
    """Return every device as staff see it."""
    calls = last_calls(read)
    return tuple(_view(read, heard, calls, now=now) for heard in list_heard(read))


def list_kiosks(read: HallRead, today: HallToday, *, now: datetime) -> tuple[KioskNow, ...]:
    """Return every kiosk with what clerks may know of it."""
    kiosks = (heard for heard in list_heard(read) if heard.device.role is Role.KIOSK and not heard.is_revoked)
    return tuple(_kiosk_now(heard, today.find_kiosk(heard.device.name), now=now) for heard in kiosks)


def command_kiosk(tx: HallTx, kiosk: str, asked: CommandDevice, *, actor: Actor) -> SentCommand:
    """Ask something of a kiosk, which does what it is asked in the order in which it was sent.

    Raises:
        UnknownDevice, UnknownTicket, BadInput: nothing was changed.
    """
    if not has_device(tx, Device(role=Role.KIOSK, name=kiosk)):
        raise UnknownDevice(f"no kiosk {kiosk} in this hall; GET /api/v1/devices lists them")
    if asked.what is What.CLOSE and asked.words is None:
        raise BadInput("words: say in both languages why the kiosk is closed; visitors read it")
    if asked.ticket_id is not None and asked.what is not What.REPRINT:
        raise BadInput(f"ticket_id: has no meaning for {asked.what}")
    if asked.ticket_id is not None:
        get_ticket(tx, asked.ticket_id)
    if len(list_waiting(tx, kiosk)) >= WAITING_MOST:
        raise BadInput(f"{WAITING_MOST} commands wait for {kiosk} already: it does not fetch them; look after it")
    forget_answered(tx, before=tx.now - ANSWERED_KEPT)
    command = DeviceCommand(command_id=tx.seq + 1, sent_at=tx.now, asked=asked)
    add_command(tx, command, kiosk=kiosk, sent_by=actor.name)
    words = None if asked.words is None else Text(zh=asked.words.zh, en=asked.words.en)
    told = KioskCommanded(
        kiosk=kiosk, command_id=command.command_id, what=asked.what.value, words=words, for_ticket=asked.ticket_id
    )
    tx.record(told, actor=actor)
    return SentCommand(command=command, sent_by=actor.name)


def answer_command(tx: HallTx, kiosk: str, command_id: int, answer: AnswerCommand, *, origin: str = "") -> None:
    """Note what became of a command; the first answer holds.

    Raises:
        UnknownCommand: this kiosk was never sent it.
    """
    found = find_command(tx, kiosk=kiosk, command_id=command_id)
    if found is None:
        raise UnknownCommand(f"no command {command_id} was sent to {kiosk}")
    sent, known = found
    if known is not None:
        return
    save_answer(tx, command_id, answer.answer)
    what = sent.command.asked.what.value
    told = KioskAnswered(kiosk=kiosk, command_id=command_id, what=what, answer=answer.answer.value)
    tx.record(told, actor=Actor(kind=Role.KIOSK.value, name=kiosk, origin=origin))


def note_tending(tx: HallTx, kiosk: str, note: TendingNote, *, origin: str = "") -> None:
    """Keep in the record what somebody did behind a kiosk's glass."""
    told = KioskTended(kiosk=kiosk, what=note.what.value, happened_at=note.happened_at)
    tx.record(told, actor=Actor(kind=Role.KIOSK.value, name=kiosk, origin=origin))


def _kiosk_now(heard: HeardDevice, place: KioskPlace | None, *, now: datetime) -> KioskNow:
    name, where = heard.device.name, None if place is None else place.name
    if heard.health is None:  # not set up yet
        return KioskNow(name=name, place=where)
    return KioskNow(
        name=name,
        place=where,
        alert=find_alert(heard.health, is_away=_is_away(heard, now)),
        printer_fault=heard.health.printer_fault,
        slips_left=heard.health.slips_left,
    )


def _is_away(heard: HeardDevice, now: datetime) -> bool:
    if heard.heard_at is None:
        return True
    return heard.device.role is not Role.KEYPAD and now - heard.heard_at > AWAY_AFTER  # that speaks when it is pressed


def _view(read: HallRead, heard: HeardDevice, calls: list[Event], *, now: datetime) -> DeviceView:
    lack = find_lack(heard, calls, now) if heard.device.role is Role.DISPLAY else None
    is_away = lack in _UNHEARD if heard.device.role is Role.DISPLAY else _is_away(heard, now)
    return DeviceView(
        kind=heard.device.role,
        name=heard.device.name,
        heard_at=heard.heard_at,
        is_away=is_away,
        is_revoked=heard.is_revoked,
        help_since=heard.help_since,
        health=heard.health,
        alert=find_alert(heard.health, is_away=is_away),
        lack=lack,
        waiting=tuple(list_waiting(read, heard.device.name)) if heard.device.role is Role.KIOSK else (),
    )
