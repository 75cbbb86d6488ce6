"""Which passwords will do: two profiles, as the hall's `passwords` names them.

`dengbao` follows GB/T 22239-2019 (身份鉴别: complexity, periodic change), `asvs` OWASP ASVS 5.0 (6.2: length, no
composition, no periodic change). Both want twelve signs and refuse what is tried first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from hall.rules import PasswordProfile

MOST = 128
"""More is refused rather than cut."""

CORE_LEAST = 5
"""So many different signs must be left when everything that is tried first is taken out of a password; every common
word after the first counts for two, as three of them are not guessed."""

KEYBOARD_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv")
RUN = 4
"""Neighbours on a keyboard row or in the alphabet, so many at once, count for nothing."""


class Fault(StrEnum):
    """What is wrong with a password."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_COMMON = "too_common"
    HAS_NAME = "has_name"
    TOO_UNIFORM = "too_uniform"
    USED_BEFORE = "used_before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a profile asks.

    Attributes:
        least: signs.
        classes: of small letters, capitals, digits and other signs, so many must occur; 0 for no matter.
        history: so many passwords of the past may not come again; the present one never may.
        age: after which a password must be changed, None for never.
    """

    least: int = 12
    classes: int = 0
    history: int = 0
    age: timedelta | None = None


PROFILES = {
    PasswordProfile.DENGBAO: Profile(classes=3, history=5, age=timedelta(days=90)),
    PasswordProfile.ASVS: Profile(),
}


def find_fault(password: str, profile: Profile, *, name: str, common: Sequence[str]) -> Fault | None:
    """Return what is wrong with a password, None when it will do.

    Args:
        password: as it was typed.
        profile: of the hall.
        name: whose it is to be.
        common: what is tried first, in small letters; the hall's own words too.
    """
    if len(password) < profile.least:
        return Fault.TOO_SHORT
    if len(password) > MOST:
        return Fault.TOO_LONG
    if len(name) > 2 and name.lower() in password.lower():
        return Fault.HAS_NAME
    if _count_core(password, common) < CORE_LEAST:
        return Fault.TOO_COMMON
    if _count_classes(password) < profile.classes:
        return Fault.TOO_UNIFORM
    return None


def _count_core(password: str, common: Sequence[str]) -> int:
    """Return what a password is worth without common words, runs of neighbours and repetitions."""
    core, words = password.lower(), 0
    for word in sorted((word for word in common if word in core), key=len, reverse=True):
        words += word in core
        core = core.replace(word, "")
    for row in (*KEYBOARD_ROWS, *(row[::-1] for row in KEYBOARD_ROWS)):
        for start in range(len(row) - RUN + 1):
            core = core.replace(row[start : start + RUN], "")
    core = re.sub(r"(.{1,4}?)\1+", r"\1", core)
    return len(set(core)) + 2 * max(0, words - 1)


def _count_classes(password: str) -> int:
    kinds = (str.islower, str.isupper, str.isdigit, lambda each: not each.isalnum())
    return sum(any(kind(each) for each in password) for kind in kinds)
