"""The audit trail: every line is tied to all before it, on both engines, whatever was done, refused or rolled back."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import text

from hall.audit import AuditLine, ChainCheck, Place, link_of
from hall.errors import BrokenChain
from server.actions.look_at_audit import check_chain, pages_of
from server.store.audit_log import get_head, list_audit, list_audit_back
from server.store.hall_tx import Actor, HallTx, Note
from tests.server.lane_hall import LaneHall, cancelling, issuing

ANNA = Actor(kind="clerk", name="anna", origin="192.0.2.7")


@pytest.fixture
def trail(lane_hall: LaneHall) -> LaneHall:
    """A hall whose trail has events 1 to 4 and notes 1 to 3, as 1, 2, note 1, 3, note 2, note 3, 4."""
    note = Note(actor=ANNA, act="sign_in", about="window 2")
    lane_hall.submit(issuing("insure")).result(10)
    lane_hall.run(lambda tx: tx.note(note))
    lane_hall.submit(issuing("insure")).result(10)
    for _ in range(2):
        lane_hall.run(lambda tx: tx.note(note))
    lane_hall.submit(issuing("insure")).result(10)
    return lane_hall


def lines_of(hall: LaneHall) -> list[AuditLine]:
    return [line for page in pages_of(hall.reader) for line in page]


def change(hall: LaneHall, *statements: str) -> None:
    hall.keeps_chain = False
    with hall.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def faults_of(hall: LaneHall) -> list[str]:
    with pytest.raises(BrokenChain) as broken:
        check_chain(hall.reader)
    return broken.value.detail.splitlines()


def test_read_from_the_end_back_the_same_lines_come_in_the_other_order(trail: LaneHall) -> None:
    forth = [(line.seq, line.note) for line in lines_of(trail)]
    end = trail.reader.ask_now(get_head)
    back: list[tuple[int, int]] = []
    place = Place(seq=end.seq + 1, note=end.note + 1)
    while True:
        look = partial(list_audit_back, after=Place(), before=place, most=2)
        lines, place = trail.reader.ask_now(lambda read, look=look: look(read))
        if not lines:
            break
        back += [(line.seq, line.note) for line in lines]

    assert back == forth[::-1]
    since_third = partial(list_audit_back, after=Place(seq=2, note=1), before=Place(seq=end.seq + 1, note=9), most=9)
    lines, _place = trail.reader.ask_now(since_third)
    assert [(line.seq, line.note) for line in lines] == [each for each in back if each > (2, 1)]


def test_events_and_notes_stand_in_the_order_in_which_they_happened(trail: LaneHall) -> None:
    head, older = check_chain(trail.reader)

    assert [(line.seq, line.note) for line in lines_of(trail)] == [
        (1, 0),
        (2, 0),
        (2, 1),
        (3, 0),
        (3, 2),
        (3, 3),
        (4, 0),
    ]
    assert (head.seq, head.note, older) == (4, 3, 0)
    assert {(line.actor, line.origin, line.act) for line in lines_of(trail) if line.note} == {
        ("anna", "192.0.2.7", "sign_in")
    }


def test_pages_of_any_length_make_the_same_trail(trail: LaneHall) -> None:
    for most in (1, 2, 3):
        found, place = [], Place()
        while True:
            lines, place = trail.reader.ask_now(partial(list_audit, after=place, most=most))
            if not lines:
                break
            found += lines
        assert found == lines_of(trail)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE event SET actor_id = 'bert' WHERE seq = 3", "event 3 "),
        ("UPDATE event SET at_us = at_us + 1 WHERE seq = 3", "event 3 "),
        ("UPDATE event SET data = '{}' WHERE seq = 3", "event 3 "),
        ("UPDATE event SET origin = '192.0.2.8' WHERE seq = 3", "event 3 "),
        ("UPDATE event SET link = NULL WHERE seq = 3", "event 3: its link was taken away"),
        ("UPDATE event SET link = NULL WHERE seq < 3", "note 1 "),
        ("UPDATE audit_note SET result = 'not_allowed' WHERE note_no = 2", "note 2 "),
        ("UPDATE audit_note SET actor_id = 'anna\n192.0.2.7', origin = '' WHERE note_no = 2", "note 2 "),
        ("DELETE FROM event WHERE seq = 3", "note 2: lines are missing before it"),
        ("DELETE FROM audit_note WHERE note_no = 2", "note 3: lines are missing before it"),
        ("UPDATE audit_note SET after_seq = 2 WHERE note_no = 2", "note 2 "),
        ("DELETE FROM event WHERE seq = 4", "the end: the hall counts 4 events and 3 notes"),
        ("UPDATE hall SET link = ''", "the end: the last line is not that"),
    ],
)
def test_whatever_is_touched_is_told_with_its_place(trail: LaneHall, statement: str, told: str) -> None:
    change(trail, statement)

    faults = faults_of(trail)

    assert any(fault.startswith(told) for fault in faults), faults
    assert len(faults) <= 3


def test_an_end_that_was_noted_elsewhere_shows_that_all_was_written_anew(trail: LaneHall) -> None:
    noted, _ = check_chain(trail.reader)
    trail.submit(issuing("insure")).result(10)
    check_chain(trail.reader, expected=noted)
    change(trail, "UPDATE event SET actor_id = 'K9' WHERE seq = 2", "UPDATE hall SET link = ''", *_rewritten(trail))

    check_chain(trail.reader)
    with pytest.raises(BrokenChain, match="no line has this link"):
        check_chain(trail.reader, expected=noted)


def _rewritten(hall: LaneHall) -> Iterator[str]:
    """Return what somebody would write who has the whole database in hand: every link made anew."""
    before = hall.almanac.hall_id
    for line in lines_of(hall):
        forged = replace(line, actor="K9") if (line.seq, line.note) == (2, 0) else line
        before = link_of(before, forged)
        table, key = ("audit_note", f"note_no = {line.note}") if line.note else ("event", f"seq = {line.seq}")
        yield f"UPDATE {table} SET link = '{before}' WHERE {key}"
    yield f"UPDATE hall SET link = '{before}'"


def test_a_batch_that_was_rolled_back_leaves_no_trace_in_the_chain(lane_hall: LaneHall) -> None:
    def fails(tx: HallTx) -> None:
        tx.note(Note(actor=ANNA, act="never"))
        raise RuntimeError("an act that wrote and failed")

    with lane_hall.held():
        issued = [lane_hall.submit(issuing("insure")) for _ in range(3)]
        failed = lane_hall.lane.submit(fails)
        issued += [lane_hall.submit(issuing("insure")) for _ in range(3)]

    assert all(reply.result(10).status == 200 for reply in issued)
    assert failed.exception(10) is not None
    assert [line.act for line in lines_of(lane_hall)] == ["BusinessDayStarted", *["TicketIssued"] * 6]


def test_an_exported_trail_is_checked_without_the_record(trail: LaneHall) -> None:
    trail.submit(cancelling(1)).result(10)
    check = ChainCheck(trail.almanac.hall_id)

    assert [fault for line in lines_of(trail) for fault in check.take(line)] == []
    assert json.loads(lines_of(trail)[1].data)["ticket_id"] == 1
