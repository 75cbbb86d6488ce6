"""A visit in the phone's calendar: the form of RFC 5545, and when the number is likely to be called."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from hall.directory import directory_on
from hall.exchange import VisitView
from hall.places import Text
from hall.ticket import NotYet, WaitRange
from server.web.calendar_entry import calendar_entry
from tests.server.plans import small_plan
from tests.server.web.test_visit_page import EN, NOW, WAITING, ZH

DIRECTORY = directory_on(small_plan(), WAITING.business_date)
ENTRY = partial(calendar_entry, directory=DIRECTORY, language=ZH, url="http://hall.test/t/abc", token="abc", now=NOW)


def values_of(view: VisitView) -> dict[str, str]:
    text = ENTRY(view)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")
    lines = text.replace("\r\n ", "").splitlines()
    return dict(reversed([line.split(":", 1) for line in lines]))


def test_it_says_what_where_and_from_when_to_when() -> None:
    values = values_of(WAITING)

    assert values["SUMMARY"] == "A012 号 社会保险登记"
    assert values["LOCATION"].endswith("二楼 A 区 5、6 号窗口")
    assert (values["DTSTART"], values["DTEND"]) == ("20261124T014700Z", "20261124T015200Z")
    assert values["DTSTAMP"] == "20261124T014200Z"
    assert "http://hall.test/t/abc" in values["DESCRIPTION"]


def test_signs_that_mean_something_are_escaped_and_long_lines_fold_between_characters() -> None:
    materials = (Text(zh="身份证；户口簿, 原件" * 9, en="ID; or \\ passport"),)

    described = values_of(replace(WAITING, materials=materials))["DESCRIPTION"]

    assert "户口簿\\, 原件" * 1 in described
    assert described.count("身份证") == 9
    assert "ID\\; or \\\\ passport" in ENTRY(replace(WAITING, materials=materials), language=EN).replace("\r\n ", "")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"wait": None}, {"DTSTART;VALUE=DATE": "20261124", "DURATION": "P1D"}),
        (
            {"wait": WaitRange(low_min=90, high_min=None)},
            {"DTSTART": "20261124T031200Z", "DTEND": "20261124T034200Z"},
        ),
        (
            {"not_yet": NotYet.TOO_EARLY, "callable_from": NOW + timedelta(hours=2), "wait": None},
            {"DTSTART": "20261124T034200Z", "DTEND": "20261124T041200Z"},
        ),
    ],
)
def test_the_time_is_as_sure_as_what_is_known(change: dict[str, object], told: dict[str, str]) -> None:
    values = values_of(replace(WAITING, **change))  # type: ignore[arg-type]  # fields by name

    assert told.items() <= values.items()


@pytest.mark.parametrize(("low_min", "trigger"), [(30, "-PT10M"), (10, None), (5, None)])
def test_it_reminds_only_of_what_is_still_to_come(low_min: int, trigger: str | None) -> None:
    wait = WaitRange(low_min=low_min, high_min=low_min + 20)

    assert values_of(replace(WAITING, wait=wait)).get("TRIGGER") == trigger
