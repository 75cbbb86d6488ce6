"""Devices are paired, say how they are, and are asked something from afar."""

from datetime import timedelta

import pytest

from hall.device_events import DevicePaired, KioskAnswered, KioskCommanded, KioskTended, PairingOffered
from hall.devices import (
    CODE_LIVES,
    Answer,
    AnswerCommand,
    CommandDevice,
    DeviceAlert,
    Health,
    MakePairingCode,
    Paired,
    PairingCode,
    Paper,
    PrinterState,
    SentCommand,
    Tended,
    TendingNote,
    Told,
    What,
)
from hall.errors import BadInput, UnknownCommand, UnknownDevice, UnknownTicket, WrongCode
from hall.exchange import Role
from hall.places import Text
from server.actions.command_device import answer_command, command_kiosk, list_devices, note_tending, take_health
from server.actions.make_credentials import add_device
from server.actions.pair_device import (
    CODES_MOST,
    WRONG_MOST,
    find_typed,
    list_candidates,
    make_code,
    note_wrong_code,
    offer_pairing,
    pair,
)
from server.store.credentials import Device, find_device, hash_token
from server.store.devices import StoredCode
from server.store.hall_tx import Actor
from tests.server.lane_hall import LaneHall

BOSS = Actor(kind=Role.SUPERVISOR.value, name="wang")
K1 = Device(role=Role.KIOSK, name="K1")
WHY = Told(zh="设备检修", en="Under repair")


def offer(hall: LaneHall, name: str = "K1", *, replace: bool = False) -> PairingCode:
    wanted = MakePairingCode(kind=Role.KIOSK, name=name, replace=replace)
    new = make_code()
    return hall.run(lambda tx: offer_pairing(tx, wanted, new=new, actor=BOSS))


def find(hall: LaneHall, typed: str, *, key: str = "first-key") -> StoredCode | None:
    codes = hall.ask(lambda read: list_candidates(read, now=hall.clock.now(), key=key))
    return find_typed(typed, codes)


def use(hall: LaneHall, typed: str, *, token: str = "secret", key: str = "first-key") -> Paired:
    code = find(hall, typed, key=key)
    if code is None:
        raise WrongCode
    return hall.run(lambda tx: pair(tx, code.code_id, key=key, token=token, hall=Text(zh="厅", en="Hall")))


def send(hall: LaneHall, asked: CommandDevice) -> SentCommand:
    return hall.run(lambda tx: command_kiosk(tx, "K1", asked, actor=BOSS))


def beat(hall: LaneHall, health: Health | None = None) -> tuple[int, ...]:
    taken = hall.run(lambda tx: take_health(tx, K1, health or Health()))
    return tuple(command.command_id for command in taken.commands)


def test_the_digits_of_a_code_make_a_machine_the_device(lane_hall: LaneHall) -> None:
    code = offer(lane_hall)

    paired = use(lane_hall, code.code)

    assert len(code.code) == 9
    assert code.code[4] == "-"
    assert (paired.kind, paired.name, paired.token) == (Role.KIOSK, "K1", "secret")
    assert lane_hall.ask(lambda read: find_device(read, hash_token("secret"))) == K1
    bodies = [event.body for event in lane_hall.events]
    assert PairingOffered(device_kind="kiosk", device="K1") in bodies
    assert DevicePaired(device_kind="kiosk", device="K1") in bodies


def test_a_code_is_good_for_one_machine_and_for_a_repeat_of_the_same_request(lane_hall: LaneHall) -> None:
    code = offer(lane_hall)
    use(lane_hall, code.code, token="lost on the way")

    assert use(lane_hall, code.code, token="again").token == "again"
    with pytest.raises(WrongCode):
        use(lane_hall, code.code, key="another-machine")


def test_a_code_ends_after_a_quarter_of_an_hour(lane_hall: LaneHall) -> None:
    code = offer(lane_hall)
    lane_hall.clock.advance(CODE_LIVES)

    with pytest.raises(WrongCode):
        use(lane_hall, code.code)


def test_a_code_ends_when_wrong_ones_were_typed_too_often(lane_hall: LaneHall) -> None:
    code = offer(lane_hall)
    for _ in range(WRONG_MOST - 1):
        lane_hall.run(note_wrong_code)
    assert find(lane_hall, code.code) is not None

    lane_hall.run(note_wrong_code)

    assert find(lane_hall, code.code) is None


def test_the_digits_are_not_in_the_record(lane_hall: LaneHall) -> None:
    code = offer(lane_hall)

    [kept] = lane_hall.ask(lambda read: list_candidates(read, now=lane_hall.clock.now(), key=""))

    assert kept.code_hash.startswith("$argon2id$")
    assert code.code[:4] not in kept.code_id


@pytest.mark.parametrize("name", ["k2", "2K", "KIOSK12", "超长名字😀的取号机", "K-2"])
def test_a_new_kiosk_has_a_name_that_its_offline_numbers_can_begin_with(lane_hall: LaneHall, name: str) -> None:
    with pytest.raises(BadInput) as refused:
        offer(lane_hall, name)

    assert refused.value.facts == {"field": "name", "why": "kiosk_name"}


def test_a_kiosk_that_has_another_name_may_be_replaced(lane_hall: LaneHall) -> None:
    lane_hall.run(lambda tx: add_device(tx, role=Role.KIOSK, name="hall-entrance", replace=False))

    assert offer(lane_hall, "hall-entrance", replace=True).name == "hall-entrance"


def test_a_device_that_exists_is_paired_anew_only_when_that_is_meant(lane_hall: LaneHall) -> None:
    old = lane_hall.run(lambda tx: add_device(tx, role=Role.KIOSK, name="K1", replace=False))
    with pytest.raises(BadInput, match="--replace"):
        offer(lane_hall)

    code = offer(lane_hall, replace=True)
    assert lane_hall.ask(lambda read: find_device(read, hash_token(old))) == K1
    use(lane_hall, code.code)

    assert lane_hall.ask(lambda read: find_device(read, hash_token(old))) is None


def test_a_new_code_for_a_device_ends_the_one_before(lane_hall: LaneHall) -> None:
    first, second = offer(lane_hall), offer(lane_hall)

    assert find(lane_hall, first.code) is None
    assert find(lane_hall, second.code) is not None


def test_only_so_many_codes_wait_at_a_time(lane_hall: LaneHall) -> None:
    for place in range(CODES_MOST):
        offer(lane_hall, f"K{place}")

    with pytest.raises(BadInput, match="wait"):
        offer(lane_hall, "K9")


@pytest.fixture
def k1(lane_hall: LaneHall) -> LaneHall:
    lane_hall.run(lambda tx: add_device(tx, role=Role.KIOSK, name="K1", replace=True))
    return lane_hall


def test_a_device_is_away_until_it_is_heard_and_when_it_falls_silent(k1: LaneHall) -> None:
    def views() -> dict[str, tuple[bool, Health | None]]:
        found = k1.ask(lambda read: list_devices(read, now=k1.clock.now()))
        return {view.name: (view.is_away, view.health) for view in found}

    assert views()["K1"] == (True, None)
    beat(k1, Health(version="1", screen="home"))
    beat(k1, Health(version="2", screen="ticket"))
    assert views()["K1"] == (False, Health(version="2", screen="ticket"))

    k1.clock.advance(timedelta(minutes=2))

    assert views()["K1"] == (True, Health(version="2", screen="ticket"))


@pytest.mark.parametrize(
    ("health", "alert"),
    [
        (Health(), None),
        (Health(printer=PrinterState.READY, paper=Paper.ENOUGH), None),
        (Health(printer=PrinterState.READY, paper=Paper.LOW), DeviceAlert.PAPER_LOW),
        (Health(printer=PrinterState.TROUBLE, printer_fault="cover_open", paper=Paper.LOW), DeviceAlert.PRINTER),
        (Health(printer=PrinterState.AWAY, printer_fault="unreachable"), DeviceAlert.PRINTER),
        (Health(printer=PrinterState.TROUBLE, printer_fault="paper_out", paper=Paper.OUT), DeviceAlert.PAPER_OUT),
    ],
)
def test_staff_are_told_what_to_see_to(k1: LaneHall, health: Health, alert: DeviceAlert | None) -> None:
    beat(k1, health)
    (view,) = (each for each in k1.ask(lambda read: list_devices(read, now=k1.clock.now())) if each.name == "K1")
    k1.clock.advance(timedelta(minutes=2))
    (later,) = (each for each in k1.ask(lambda read: list_devices(read, now=k1.clock.now())) if each.name == "K1")

    assert view.alert is alert
    assert later.alert is DeviceAlert.AWAY


def test_a_command_is_told_until_it_is_answered(k1: LaneHall) -> None:
    closing = send(k1, CommandDevice(what=What.CLOSE, words=WHY)).command
    message = send(k1, CommandDevice(what=What.MESSAGE, words=WHY)).command
    assert beat(k1) == (closing.command_id, message.command_id)
    assert beat(k1) == (closing.command_id, message.command_id)

    done = AnswerCommand(answer=Answer.DONE)
    k1.run(lambda tx: answer_command(tx, "K1", closing.command_id, done))
    k1.run(lambda tx: answer_command(tx, "K1", closing.command_id, AnswerCommand(answer=Answer.FAILED)))

    assert beat(k1) == (message.command_id,)
    bodies = [event.body for event in k1.events]
    asked = [body for body in bodies if isinstance(body, KioskCommanded)]
    assert [(body.kiosk, body.what, body.words) for body in asked] == [
        ("K1", "close", Text(zh=WHY.zh, en=WHY.en)),
        ("K1", "message", Text(zh=WHY.zh, en=WHY.en)),
    ]
    answers = [body.answer for body in bodies if isinstance(body, KioskAnswered)]
    assert answers == ["done"]


def test_what_cannot_be_asked_is_refused(k1: LaneHall) -> None:
    with pytest.raises(UnknownDevice):
        k1.run(lambda tx: command_kiosk(tx, "K7", CommandDevice(what=What.REOPEN), actor=BOSS))
    with pytest.raises(BadInput, match="both languages"):
        send(k1, CommandDevice(what=What.CLOSE))
    with pytest.raises(BadInput, match="ticket_id"):
        send(k1, CommandDevice(what=What.REOPEN, ticket_id=1))
    with pytest.raises(UnknownTicket):
        send(k1, CommandDevice(what=What.REPRINT, ticket_id=99))
    with pytest.raises(UnknownCommand):
        k1.run(lambda tx: answer_command(tx, "K1", 99, AnswerCommand(answer=Answer.DONE)))
    assert beat(k1) == ()


def test_a_kiosk_that_fetches_nothing_is_not_sent_more_and_more(k1: LaneHall) -> None:
    for _ in range(20):
        send(k1, CommandDevice(what=What.REOPEN))

    with pytest.raises(BadInput, match="look after it"):
        send(k1, CommandDevice(what=What.REOPEN))


def test_answered_commands_are_forgotten_after_a_week(k1: LaneHall) -> None:
    old = send(k1, CommandDevice(what=What.REOPEN)).command
    k1.run(lambda tx: answer_command(tx, "K1", old.command_id, AnswerCommand(answer=Answer.DONE)))
    k1.clock.advance(timedelta(days=8))
    send(k1, CommandDevice(what=What.REOPEN))

    with pytest.raises(UnknownCommand):
        k1.run(lambda tx: answer_command(tx, "K1", old.command_id, AnswerCommand(answer=Answer.DONE)))


def test_what_is_done_behind_the_glass_is_in_the_record(k1: LaneHall) -> None:
    at = k1.clock.now() - timedelta(minutes=5)
    k1.run(lambda tx: note_tending(tx, "K1", TendingNote(what=Tended.PIN_WRONG, happened_at=at)))

    assert k1.events[-1].body == KioskTended(kiosk="K1", what="pin_wrong", happened_at=at)
