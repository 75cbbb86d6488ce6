"""Commands from afar: each once, what must last outlives a restart, each is answered."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from hall.clock import SetClock
from hall.devices import Answer, CommandDevice, DeviceCommand, Told, What
from hall.errors import DiskUnusable, UnknownTicket
from kiosk.upkeep.orders import Orders, Standing
from tests.fakes.hall_server import at

WHY = Told(zh="检修", en="Repair")
CLOSE = CommandDevice(what=What.CLOSE, words=WHY)
REPRINT = CommandDevice(what=What.REPRINT, ticket_id=7)


@dataclass
class Kiosk:
    """A kiosk's orders, and what they led to."""

    folder: Path
    clock: SetClock = field(default_factory=lambda: SetClock(at(9)))
    reprinted: list[int | None] = field(default_factory=list)
    told: list[Standing] = field(default_factory=list)
    refusal: Exception | None = None
    ids: int = 0

    def start(self) -> Orders:
        self.orders = Orders(self.folder, now=self.clock.now, reprint=self.reprint, hand_over=self.told.append)
        return self.orders

    def reprint(self, ticket_id: int | None, key: str) -> None:
        assert len(key) >= 8
        self.reprinted.append(ticket_id)
        if self.refusal is not None:
            raise self.refusal

    def command(self, asked: CommandDevice) -> DeviceCommand:
        self.ids += 1
        return DeviceCommand(command_id=self.ids, sent_at=self.clock.now(), asked=asked)

    def answers(self) -> list[Answer | None]:
        return [seen.answer.answer if seen.answer else None for seen in self.orders.list_untold()]


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    kiosk = Kiosk(tmp_path / "state")
    kiosk.start()
    return kiosk


def test_a_closed_kiosk_is_closed_after_a_restart_until_it_is_opened(kiosk: Kiosk) -> None:
    kiosk.orders.take(kiosk.command(CLOSE))
    assert kiosk.orders.standing.closed == WHY
    assert kiosk.start().standing.closed == WHY

    kiosk.orders.take(kiosk.command(CommandDevice(what=What.REOPEN)))

    assert kiosk.start().standing.closed is None
    assert [each.closed for each in kiosk.told] == [WHY, None]


def test_a_message_stays_for_its_minutes(kiosk: Kiosk) -> None:
    kiosk.orders.take(kiosk.command(CommandDevice(what=What.MESSAGE, words=WHY, minutes=30)))
    standing, now = kiosk.start().standing, kiosk.clock.now()

    assert standing.message_at(now + timedelta(minutes=29)) == WHY
    assert standing.message_at(now + timedelta(minutes=30)) is None


def test_a_command_that_comes_twice_is_done_once_and_answered_again(kiosk: Kiosk) -> None:
    command = kiosk.command(REPRINT)
    kiosk.orders.take(command)
    kiosk.orders.note_told(kiosk.orders.list_untold()[0])
    assert kiosk.answers() == []

    kiosk.start().take(command)

    assert kiosk.reprinted == [7]
    assert kiosk.answers() == [Answer.DONE]


def test_a_command_in_whose_middle_the_kiosk_ended_is_not_done_again(kiosk: Kiosk) -> None:
    command = kiosk.command(REPRINT)
    kiosk.refusal = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        kiosk.orders.take(command)

    kiosk.start().take(command)

    assert kiosk.reprinted == [7]
    assert kiosk.answers() == [Answer.FAILED]


def test_a_slip_that_nobody_waits_for_any_more_is_not_printed(kiosk: Kiosk) -> None:
    command = kiosk.command(REPRINT)
    kiosk.clock.advance(timedelta(minutes=6))
    kiosk.orders.take(command)

    assert kiosk.reprinted == []
    assert kiosk.answers() == [Answer.TOO_LATE]


def test_a_refusal_is_the_answer(kiosk: Kiosk) -> None:
    kiosk.refusal = UnknownTicket()
    kiosk.orders.take(kiosk.command(REPRINT))

    [seen] = kiosk.orders.list_untold()
    assert seen.answer is not None
    assert (seen.answer.answer, seen.answer.why) == (Answer.FAILED, "unknown_ticket")


def test_the_same_number_at_another_time_is_another_command(kiosk: Kiosk) -> None:
    kiosk.orders.take(kiosk.command(REPRINT))
    kiosk.clock.advance(timedelta(minutes=1))
    kiosk.ids = 0  # the record was brought back from a backup
    kiosk.orders.take(kiosk.command(REPRINT))

    assert kiosk.reprinted == [7, 7]


def test_what_cannot_be_kept_is_not_done(kiosk: Kiosk) -> None:
    (kiosk.folder / "orders.json.new").mkdir()  # where every new file is begun
    with pytest.raises(DiskUnusable):
        kiosk.orders.take(kiosk.command(REPRINT))

    assert kiosk.reprinted == []


def test_what_cannot_be_read_begins_as_open(kiosk: Kiosk) -> None:
    kiosk.orders.take(kiosk.command(CLOSE))
    (kiosk.folder / "orders.json").write_text("{", encoding="utf-8")

    assert kiosk.start().standing == Standing()
    assert (kiosk.folder / "orders.json.damaged").read_text(encoding="utf-8") == "{"
    kiosk.orders.take(kiosk.command(CLOSE))
    assert kiosk.start().standing.closed is not None, "and it goes on"
