"""Devices over the wire: who may pair, look and ask, and that a kiosk hears of it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from hall import errors
from hall.client import HallClient, new_key
from hall.devices import (
    Answer,
    AnswerCommand,
    CommandDevice,
    DeviceAlert,
    Health,
    MakePairingCode,
    PairRequest,
    Paper,
    PrinterState,
    Tended,
    TendingNote,
    Told,
    What,
)
from hall.exchange import Role
from tests.server.running import RunningHall
from tests.server.web.test_rules import overseer

WHY = Told(zh="设备检修", en="Under repair")


@pytest.fixture
def supervisor(running_hall: RunningHall) -> Iterator[HallClient]:
    with closing(overseer(running_hall, Role.SUPERVISOR)) as client:
        yield client


def test_a_machine_becomes_a_kiosk_with_eight_digits(running_hall: RunningHall, supervisor: HallClient) -> None:
    code = supervisor.offer_pairing(MakePairingCode(name="K2"), key=new_key())
    machine = HallClient(running_hall.url)

    paired = machine.pair(PairRequest(code=code.code.replace("-", "")), key=new_key())

    kiosk = HallClient(running_hall.url, token=paired.token)
    assert (paired.name, paired.kind, paired.hall_id) == ("K2", Role.KIOSK, "small")
    kiosk.tell_health(Health(printer=PrinterState.READY), key=new_key())
    assert {view.name: view.is_away for view in supervisor.list_devices()} == {"K1": True, "K2": False, "board": True}
    machine.close()
    kiosk.close()


def test_wrong_digits_wait_longer_and_longer(supervisor: HallClient) -> None:
    code = supervisor.offer_pairing(MakePairingCode(name="K2"), key=new_key()).code.replace("-", "")
    wrong = f"{(int(code) + 1) % 10**8:08}"
    for _ in range(5):
        with pytest.raises(errors.WrongCode):
            supervisor.pair(PairRequest(code=wrong), key=new_key())

    with pytest.raises(errors.TooManyTries):
        supervisor.pair(PairRequest(code=code), key=new_key())


def test_a_kiosk_hears_of_a_command_and_answers_it(running_hall: RunningHall, supervisor: HallClient) -> None:
    sent = supervisor.command_kiosk("K1", CommandDevice(what=What.CLOSE, words=WHY), key=new_key())

    taken = running_hall.kiosk.tell_health(Health(), key=new_key())
    done = AnswerCommand(answer=Answer.DONE)
    running_hall.kiosk.answer_command(sent.command.command_id, done, key=new_key())

    assert taken.commands == (sent.command,)
    assert sent.sent_by == "supervisor"
    assert running_hall.kiosk.tell_health(Health(), key=new_key()).commands == ()


def test_a_clerk_sees_what_is_wrong_with_a_printer_and_not_the_rest_of_a_device(running_hall: RunningHall) -> None:
    with closing(running_hall.sign_in()) as clerk:
        (silent,) = clerk.list_kiosks()
        out = Health(printer=PrinterState.TROUBLE, printer_fault="cover_open", paper=Paper.LOW, slips_left=40)
        running_hall.kiosk.tell_health(out, key=new_key())
        (broken,) = clerk.list_kiosks()
        running_hall.kiosk.tell_health(Health(printer=PrinterState.READY), key=new_key())
        (mended,) = clerk.list_kiosks()
        running_hall.clock.advance(timedelta(seconds=101))
        (away,) = clerk.list_kiosks()
        with pytest.raises(errors.NotAllowed):
            clerk.list_devices()

    assert (silent.name, silent.alert) == ("K1", None)
    assert (broken.alert, broken.printer_fault, broken.slips_left) == (DeviceAlert.PRINTER, "cover_open", 40)
    assert mended.alert is None
    assert away.alert is DeviceAlert.AWAY


def test_a_command_under_the_same_key_is_sent_once(running_hall: RunningHall, supervisor: HallClient) -> None:
    key = new_key()
    first = supervisor.command_kiosk("K1", CommandDevice(what=What.REOPEN), key=key)
    again = supervisor.command_kiosk("K1", CommandDevice(what=What.REOPEN), key=key)

    assert first == again
    assert len(running_hall.kiosk.tell_health(Health(), key=new_key()).commands) == 1


def test_heartbeats_leave_nothing_behind_but_the_last(running_hall: RunningHall) -> None:
    keys = [new_key() for _ in range(3)]
    for key in keys:
        running_hall.kiosk.tell_health(Health(), key=key)

    record = running_hall.read_record()

    assert [key for key in keys if key in record] == []


def test_only_those_in_charge_look_and_ask(running_hall: RunningHall) -> None:
    anna = running_hall.sign_in("2")
    for client in (anna, running_hall.kiosk):
        with pytest.raises(errors.NotAllowed):
            client.list_devices()
        with pytest.raises(errors.NotAllowed):
            client.command_kiosk("K1", CommandDevice(what=What.REOPEN), key=new_key())
        with pytest.raises(errors.NotAllowed):
            client.offer_pairing(MakePairingCode(name="K2"), key=new_key())
    with pytest.raises(errors.NotAllowed):
        anna.tell_health(Health(), key=new_key())
    anna.close()


def test_a_display_says_how_it_is_and_is_asked_nothing(running_hall: RunningHall, supervisor: HallClient) -> None:
    board = HallClient(running_hall.url, token=running_hall.display_token)

    assert board.tell_health(Health(version="1"), key=new_key()).commands == ()
    with pytest.raises(errors.UnknownDevice):
        supervisor.command_kiosk("board", CommandDevice(what=What.REOPEN), key=new_key())
    board.close()


def test_what_was_done_behind_the_glass_is_told_once(running_hall: RunningHall) -> None:
    note, key = TendingNote(what=Tended.OPENED, happened_at=running_hall.clock.now()), new_key()
    before = running_hall.kiosk.get_snapshot().seq
    running_hall.kiosk.note_tending(note, key=key)
    running_hall.kiosk.note_tending(note, key=key)

    assert running_hall.kiosk.get_snapshot().seq == before + 1
