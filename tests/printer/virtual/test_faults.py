import pytest

from hall.errors import BadInput
from printer.virtual.faults import ArmedFault, FaultKind, read_fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("paper-out", ArmedFault(kind=FaultKind.PAPER_OUT)),
        ("cover-open@12000", ArmedFault(kind=FaultKind.COVER_OPEN, at_byte=12000)),
        ("slow=960", ArmedFault(kind=FaultKind.SLOW, bytes_per_s=960)),
        ("slow=960@100", ArmedFault(kind=FaultKind.SLOW, at_byte=100, bytes_per_s=960)),
    ],
)
def test_a_fault_is_written_as_a_word_with_its_byte(text: str, fault: ArmedFault):
    assert read_fault(text) == fault


@pytest.mark.parametrize("text", ["", "fire", "paper-out@", "paper-out@soon", "drop=3", "slow=", "slow=fast", "slow=0"])
def test_anything_else_is_refused_with_what_is_possible(text: str):
    with pytest.raises(BadInput):
        read_fault(text)
