"""All boards at once: who may tell them what to show, and that staff see which of them receive nothing."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from hall import errors
from hall.board_events import AS_EVER, Face
from hall.boards import BoardHealth, Lack, TellBoards, ToldWords
from hall.client import HallClient, new_key
from hall.devices import Health
from hall.exchange import Role
from tests.server.running import RunningHall, act
from tests.server.web.test_rules import overseer
from tests.server.web.test_staff import Asking

OUT = ToldWords(zh="请从最近的出口离开", en="Please leave by the nearest exit")


@pytest.fixture
def supervisor(running_hall: RunningHall) -> Iterator[HallClient]:
    with closing(overseer(running_hall, Role.SUPERVISOR)) as client:
        yield client


@pytest.fixture
def board(running_hall: RunningHall) -> Iterator[HallClient]:
    with closing(HallClient(running_hall.url, token=running_hall.display_token)) as client:
        yield client


def lack_of(client: HallClient) -> Lack | None:
    (board,) = client.look_at_boards().boards
    return board.lack


def tell(board: HallClient, **health: object) -> None:
    board.tell_health(Health(board=BoardHealth(covers="2F", **health)), key=new_key())


def test_one_act_blanks_every_board_and_another_brings_the_calls_back(
    supervisor: HallClient, board: HallClient
) -> None:
    supervisor.tell_boards(TellBoards(face=Face.BLANK), key=new_key())
    assert board.get_snapshot().boards.face is Face.BLANK

    supervisor.tell_boards(TellBoards(), key=new_key())
    told = board.get_snapshot().boards
    assert told.face is Face.CALLS
    assert supervisor.look_at_boards().told == told


def test_an_emergency_says_what_to_do_and_ends_with_the_day(
    running_hall: RunningHall, supervisor: HallClient, board: HallClient
) -> None:
    supervisor.tell_boards(TellBoards(face=Face.EMERGENCY, words=OUT), key=new_key())
    told = board.get_snapshot().boards
    assert told.words is not None
    assert told.words.zh == OUT.zh

    running_hall.clock.advance(timedelta(days=1))
    running_hall.kiosk.tell_health(Health(), key=new_key())
    assert board.get_snapshot().boards == AS_EVER


@pytest.mark.parametrize("wrong", [TellBoards(face=Face.EMERGENCY), TellBoards(is_spoken=True)])
def test_what_has_no_words_is_refused(supervisor: HallClient, wrong: TellBoards) -> None:
    with pytest.raises(errors.BadInput):
        supervisor.tell_boards(wrong, key=new_key())


def test_only_a_supervisor_tells_the_boards_and_every_clerk_sees_how_they_are(
    running_hall: RunningHall, board: HallClient
) -> None:
    with closing(running_hall.sign_in()) as clerk:
        for client in (clerk, board):
            with pytest.raises(errors.NotAllowed):
                client.tell_boards(TellBoards(face=Face.BLANK), key=new_key())
        assert lack_of(clerk) is Lack.NEVER


def test_a_board_that_was_not_heard_for_long_receives_nothing(
    running_hall: RunningHall, supervisor: HallClient, board: HallClient
) -> None:
    tell(board)
    assert lack_of(supervisor) is None

    running_hall.clock.advance(timedelta(seconds=41))
    assert lack_of(supervisor) is Lack.AWAY


def test_a_board_that_lives_but_has_not_taken_the_last_call_is_behind(
    running_hall: RunningHall, supervisor: HallClient, board: HallClient
) -> None:
    running_hall.issue()
    with closing(running_hall.sign_in()) as clerk:
        act(clerk, "2", "call-next")
    (call,) = board.get_snapshot().calls
    tell(board, seen_seq=call.call_id - 1)
    running_hall.clock.advance(timedelta(seconds=11))
    assert lack_of(supervisor) is Lack.BEHIND

    tell(board, seen_seq=call.call_id, shown_call=call.call_id)
    assert lack_of(supervisor) is None


def test_a_board_that_should_be_heard_and_is_not_is_silent(supervisor: HallClient, board: HallClient) -> None:
    tell(board, speaks=True, has_sound=False)

    assert lack_of(supervisor) is Lack.SILENT


def test_the_desk_tells_of_a_board_what_the_page_of_the_boards_tells(
    running_hall: RunningHall, supervisor: HallClient, board: HallClient
) -> None:
    def seen() -> set[tuple[Lack | None, bool]]:
        (at_boards,) = supervisor.look_at_boards().boards
        (at_desk,) = (each for each in supervisor.list_devices() if each.kind is Role.DISPLAY)
        assert at_desk.lack is at_boards.lack
        return {(at_desk.lack, at_desk.is_away)}

    assert seen() == {(Lack.NEVER, True)}
    tell(board, speaks=True, has_sound=False)
    assert seen() == {(Lack.SILENT, False)}
    running_hall.clock.advance(timedelta(seconds=41))
    assert seen() == {(Lack.AWAY, True)}


def test_a_board_whose_token_ended_is_no_board(
    running_hall: RunningHall, supervisor: HallClient, board: HallClient
) -> None:
    tell(board)
    with closing(Asking(running_hall, Role.ADMIN)) as admin:
        admin.ask("DELETE", "/api/v1/devices/display/board")

    assert supervisor.look_at_boards().boards == ()
