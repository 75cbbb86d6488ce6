"""docs/errors.md says of every error what it is and what to do, as the code has it."""

import re
from pathlib import Path

from hall.errors import HallError
from server.web.problems import STATUS, UNSENT, list_codes

PAGE = Path(__file__).resolve().parents[3] / "docs" / "errors.md"
ROW = re.compile(r"^\| `(\w+)` \| (\d+|–) \| (.+?) \| (.+) \|$", re.MULTILINE)


def rows() -> dict[str, tuple[str, str, str]]:
    found = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert len({code for code, *_ in found}) == len(found), "a code stands there twice"
    return {code: (status, means, do) for code, status, means, do in found}


def test_every_error_is_on_the_page_with_its_status_and_meaning() -> None:
    expected = {code: (str(status), means) for code, (status, means) in list_codes().items()}
    expected |= {kind.code: ("–", str(kind.__doc__)) for kind in UNSENT}

    assert {code: row[:2] for code, row in rows().items()} == expected


def test_every_error_says_what_to_do() -> None:
    assert [code for code, (_, means, do) in rows().items() if len(do) < 15 or do == means] == []


def test_no_two_errors_share_a_code_and_none_that_is_sent_lacks_one() -> None:
    kinds = [kind for kind in HallError.__subclasses__() if kind.__module__ == HallError.__module__]

    assert len({kind.code for kind in kinds}) == len(kinds)
    assert set(STATUS).isdisjoint(UNSENT)
    assert {kind.code for kind in kinds} | {HallError.code} <= {*rows()}
