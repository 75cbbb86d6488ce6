import threading

import pytest

from kiosk.work_thread import WorkThread

PATIENCE_S = 5


@pytest.fixture
def faults() -> list[Exception]:
    return []


@pytest.fixture
def thread(faults: list[Exception]) -> WorkThread:
    return WorkThread("back-room", on_fault=faults.append)


def _fail() -> None:
    raise IndexError


def wait_for(thread: WorkThread) -> None:
    done = threading.Event()
    thread.do(done.set)
    assert done.wait(PATIENCE_S)


def test_one_thing_is_done_after_another_away_from_the_caller(thread: WorkThread) -> None:
    done: list[tuple[int, str]] = []
    for number in range(5):
        thread.do(lambda number=number: done.append((number, threading.current_thread().name)))  # type: ignore[misc]

    wait_for(thread)

    assert [number for number, _ in done] == list(range(5))
    assert {name.rpartition("_")[0] for _, name in done} == {"back-room"}


def test_a_fault_is_logged_and_told_and_the_next_is_done(
    thread: WorkThread, faults: list[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    thread.do(_fail)

    wait_for(thread)

    assert [type(fault) for fault in faults] == [IndexError]
    assert "back-room: what was asked failed" in caplog.text


def test_after_the_end_nothing_waits_to_be_done(thread: WorkThread) -> None:
    may_go, is_in, done = threading.Event(), threading.Event(), []

    def hold() -> None:
        is_in.set()
        may_go.wait(PATIENCE_S)

    thread.do(hold)
    thread.do(lambda: done.append("late"))
    assert is_in.wait(PATIENCE_S)
    thread.stop()
    may_go.set()

    for each in threading.enumerate():
        if each.name.startswith("back-room"):
            each.join(PATIENCE_S)
    assert done == []
