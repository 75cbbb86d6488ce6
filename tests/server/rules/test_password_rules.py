"""Which passwords will do, by each profile."""

import pytest

from hall.rules import PasswordProfile
from server.actions.passwords import make_password, make_policy
from server.rules.password_rules import MOST, PROFILES, Fault, find_fault
from server.settings import COMMON_PASSWORDS
from tests.server.plans import small_plan

COMMON = make_policy(small_plan(), COMMON_PASSWORDS).common
DENGBAO, ASVS = PROFILES[PasswordProfile.DENGBAO], PROFILES[PasswordProfile.ASVS]


@pytest.mark.parametrize(
    ("password", "dengbao", "asvs"),
    [
        ("Kestrel-7-lamp-Jove", None, None),
        ("kestrel lamp jove bought", Fault.TOO_UNIFORM, None),
        ("correct-horse-battery", Fault.TOO_UNIFORM, None),
        ("我的口令是蓝色的小船呀", Fault.TOO_SHORT, Fault.TOO_SHORT),
        ("我的口令是蓝色的小船Ab1呀", None, None),
        ("Short-7", Fault.TOO_SHORT, Fault.TOO_SHORT),
        ("Password1234", Fault.TOO_COMMON, Fault.TOO_COMMON),
        ("Admin@123456", Fault.TOO_COMMON, Fault.TOO_COMMON),
        ("Qwertyuiop123!", Fault.TOO_COMMON, Fault.TOO_COMMON),
        ("Aaaaaaaaaaa1", Fault.TOO_COMMON, Fault.TOO_COMMON),
        ("Abcdefgh1234", Fault.TOO_COMMON, Fault.TOO_COMMON),
        ("1qaz@WSX3edc", Fault.TOO_COMMON, Fault.TOO_COMMON),
        ("Woaini5201314", Fault.TOO_COMMON, Fault.TOO_COMMON),
        ("Wang-Xiaoming-7", Fault.HAS_NAME, Fault.HAS_NAME),
        ("K7-" * 50, Fault.TOO_LONG, Fault.TOO_LONG),
    ],
)
def test_a_password_is_judged_by_the_halls_profile(password: str, dengbao: Fault | None, asvs: Fault | None) -> None:
    judged = [find_fault(password, profile, name="xiaoming", common=COMMON) for profile in (DENGBAO, ASVS)]

    assert judged == [dengbao, asvs]


def test_passwords_that_the_server_makes_will_do() -> None:
    for _ in range(200):
        made = make_password()
        assert find_fault(made, DENGBAO, name="anna", common=COMMON) is None, made


def test_long_passwords_are_taken_whole() -> None:
    assert MOST >= 64
