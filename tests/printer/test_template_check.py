"""What is complained of in a template before a hall uses it."""

from pathlib import Path

import pytest

from printer.errors import BadTemplate
from printer.profiles import get_profile
from printer.slip import TicketKind
from printer.template_check import check_template_file
from tests.printer.machines import ASSETS

TICKETS = ASSETS / "tickets"
GOOD = "^^^^{{number}}^^^^\n{{matter.zh}}\n{code:{{url}};option:qrcode,8,m}\n"


def complaints_of(tmp_path: Path, source: str, profile_name: str = "generic-80") -> str:
    file = tmp_path / "mine.txt"
    file.write_text(source, encoding="utf-8")
    return "\n".join(check_template_file(file, assets=ASSETS, profile=get_profile(profile_name)))


@pytest.mark.parametrize("profile_name", ["generic-80", "generic-58", "epson-tm-t88"])
@pytest.mark.parametrize("kind", list(TicketKind))
def test_the_shipped_tickets_are_fit_for_printing(profile_name: str, kind: TicketKind):
    assert check_template_file(TICKETS / f"{kind}.txt", assets=ASSETS, profile=get_profile(profile_name)) == ()


def test_a_short_template_is_fit_too(tmp_path: Path):
    assert complaints_of(tmp_path, GOOD) == ""


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        (GOOD.replace("number", "issued_at"), "the number is missing"),
        ("{{number}}", "the code is missing"),
        (GOOD.replace("qrcode,8", "qrcode,4"), "4 dots per module"),
        (GOOD.replace("{{url}}", "{{url}}{{url}}"), "more than 42 bytes"),
        (GOOD + "{space:99}\n" * 3, "mm of paper"),
        (GOOD + "^^^^^^^^^WWWWWWWW^^^^^^^^^\n", "wider than the paper"),
        (GOOD + "𠮷\n", "is in no printer"),
        ("{{#if priority}}\n{{#if reprint_count}}\n" + GOOD + "{{/if}}\n{{/if}}\n", "the number is missing"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, source: str, complaint: str):
    assert complaint in complaints_of(tmp_path, source)


def test_an_unknown_field_is_refused_at_once(tmp_path: Path):
    with pytest.raises(BadTemplate, match='line 1: unknown field "numbr", did you mean "number"'):
        complaints_of(tmp_path, "{{numbr}}")
