"""Quotas: a day's, a slot's and a person's, and what is said when one is used up."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from hall.hall_plan import Calendar
from hall.places import Quota, Session
from server.rules.hours import Hours
from server.rules.quotas import Exhausted, Limit, Slot, Used, find_exhausted, list_slots

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 9, 14)
HOURS = Hours(
    sessions=(
        Session(weekdays=(1, 2, 3, 4, 5), opens=time(9), closes=time(11)),
        Session(weekdays=(1, 2, 3, 4, 5), opens=time(13, 15), closes=time(14)),
    ),
    calendar=Calendar(),
    zone=ZONE,
)
QUOTA = Quota(slot_min=30, a_slot=2)
SLOTS = list_slots(QUOTA, HOURS, DAY)


def local(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, 14, hour, minute, tzinfo=ZONE)


def find(quota: Quota, used: Used, at: datetime, *, slots: tuple[Slot, ...] = SLOTS) -> Exhausted | None:
    return find_exhausted(quota, used, slots=slots, at=at, takes_appointments=True)


def taken(*slots: tuple[datetime, int]) -> Used:
    return Used(slots={begins.astimezone(UTC): count for begins, count in slots})


def test_slots_follow_the_clock_and_are_cut_by_opening_and_closing() -> None:
    assert [(slot.begins, slot.ends) for slot in SLOTS] == [
        (local(9), local(9, 30)),
        (local(9, 30), local(10)),
        (local(10), local(10, 30)),
        (local(10, 30), local(11)),
        (local(13, 15), local(13, 30)),
        (local(13, 30), local(14)),
    ]


def test_who_comes_before_the_opening_takes_of_the_slot_that_opens_next() -> None:
    assert SLOTS[0].counts_since == local(0)
    assert SLOTS[1].counts_since == local(9, 30)
    assert SLOTS[4].counts_since == local(11)


def test_there_are_no_slots_without_a_slot_quota_or_on_a_closed_day() -> None:
    assert list_slots(Quota(a_day=9), HOURS, DAY) == ()
    assert list_slots(QUOTA, HOURS, date(2026, 9, 13)) == ()


def test_a_hall_that_is_always_open_has_slots_all_day() -> None:
    slots = list_slots(replace(QUOTA, slot_min=60), replace(HOURS, open_always=True), DAY)

    assert len(slots) == 24
    assert slots[-1].ends == local(0) + timedelta(days=1)


def test_a_quota_with_room_refuses_nobody() -> None:
    assert find(Quota(a_day=3, a_person=1), Used(day=2, slots={}, person=0), local(9)) is None


def test_a_day_that_is_full_offers_an_appointment_and_no_slot() -> None:
    assert find(Quota(a_day=3, slot_min=30, a_slot=2), Used(day=3, slots={}), local(9)) == Exhausted(
        limit=Limit.DAY, next_slot=None, may_book=True
    )


def test_where_no_appointments_are_taken_none_is_offered() -> None:
    found = find_exhausted(Quota(a_day=3), Used(day=3, slots={}), slots=(), at=local(9), takes_appointments=False)

    assert found is not None
    assert not found.may_book


def test_a_person_s_own_quota_is_told_before_the_day_s() -> None:
    found = find(Quota(a_day=3, a_person=1), Used(day=3, slots={}, person=1), local(9))

    assert found is not None
    assert found.limit is Limit.PERSON


def test_nobody_unknown_is_held_to_a_person_s_quota() -> None:
    assert find(Quota(a_person=1), Used(day=50, slots={}, person=None), local(9)) is None


def test_a_full_slot_names_the_next_one_with_room() -> None:
    used = taken((local(9), 2), (local(9, 30), 2), (local(10), 1))

    assert find(QUOTA, used, local(9, 10)) == Exhausted(limit=Limit.SLOT, next_slot=SLOTS[2], may_book=True)
    assert find(QUOTA, used, local(10)) is None


def test_a_full_slot_may_be_the_last_with_room() -> None:
    used = taken(*((slot.begins, 2) for slot in SLOTS))

    assert find(QUOTA, used, local(9, 10)) == Exhausted(limit=Limit.SLOT, next_slot=None, may_book=True)


def test_before_the_opening_and_in_the_break_the_next_slot_counts() -> None:
    used = taken((local(9), 2), (local(13, 15), 2))

    early, in_break = find(QUOTA, used, local(8, 20)), find(QUOTA, used, local(11, 30))

    assert early is not None
    assert early.next_slot == SLOTS[1]
    assert in_break is not None
    assert in_break.next_slot == SLOTS[5]


def test_after_closing_no_slot_is_in_the_way() -> None:
    assert find(QUOTA, taken((local(13, 30), 2)), local(14)) is None


@given(a_slot=st.integers(1, 4), presses=st.lists(st.integers(0, 14 * 60 + 30), max_size=60).map(sorted))
def test_no_slot_ever_holds_more_than_its_quota(a_slot: int, presses: list[int]) -> None:
    quota = replace(QUOTA, a_slot=a_slot)
    given_at: list[datetime] = []
    for minute in presses:
        at = local(0) + timedelta(minutes=minute)
        counted = {s.begins: sum(s.counts_since <= one < s.ends for one in given_at) for s in SLOTS}
        if find(quota, Used(slots=counted), at) is None:
            given_at.append(at)

    for slot in SLOTS:
        assert sum(slot.counts_since <= one < slot.ends for one in given_at) <= a_slot


@given(a_slot=st.integers(1, 3), used=st.lists(st.integers(0, 4), min_size=6, max_size=6), minute=st.integers(0, 900))
def test_the_slot_that_is_named_has_room(a_slot: int, used: list[int], minute: int) -> None:
    counted = {slot.begins: count for slot, count in zip(SLOTS, used, strict=True)}
    at = local(0) + timedelta(minutes=minute)

    found = find(replace(QUOTA, a_slot=a_slot), Used(slots=counted), at)

    if found is not None and found.next_slot is not None:
        assert found.next_slot.begins > at
        assert find(replace(QUOTA, a_slot=a_slot), Used(slots=counted), found.next_slot.begins) is None
