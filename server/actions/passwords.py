"""The staff's passwords: what the hall asks of them, hashed with argon2id, never kept in the clear."""

import re
import secrets
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from argon2.exceptions import VerifyMismatchError

from hall.argon import HASHER
from hall.errors import PasswordRefused
from hall.hall_plan import HallPlan
from server.rules.password_rules import PROFILES, Fault, Profile, find_fault

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 3, 4
"""Three groups of four: 31^12 is 2^59. With the server's delays nobody guesses it, and it can be copied from a slip of
paper. Small letters, digits and hyphens are the three kinds of signs that the profile `dengbao` asks for."""


def _unlike_any() -> str:
    """Return what looks like a password's hash and is none: it takes as long to verify against, and no time to make."""
    random = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (HASHER.salt_len, HASHER.hash_len))
    return "$".join(("", "argon2id", "v=19", f"m={HASHER.memory_cost},t={HASHER.time_cost},p=1", *random))


_NOBODY = _unlike_any()
"""Verified against for names that do not exist, so that they take as long as those that do."""


def make_password() -> str:
    """Return a password that nobody can guess, without letters that look alike."""
    while True:
        made = "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
        if any(each.isdigit() for each in made) and any(each.isalpha() for each in made):
            return made


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordPolicy:
    """What the hall asks of passwords; `common` is what is tried first."""

    profile: Profile
    common: tuple[str, ...]

    def check(self, password: str, *, name: str) -> None:
        """Check that a password will do for somebody.

        Raises:
            PasswordRefused: the facts say why not.
        """
        fault = find_fault(password, self.profile, name=name, common=self.common)
        if fault is not None:
            self.refuse(fault)

    def check_unused(self, password: str, hashes: Iterable[str]) -> None:
        """Check that a password is none of those that may not come again; takes a tenth of a second for each.

        Raises:
            PasswordRefused: it is.
        """
        if any(is_password(password, known) for known in hashes):
            self.refuse(Fault.USED_BEFORE)

    def is_too_old(self, made_at: datetime, *, now: datetime) -> bool:
        """Whether a password must be changed for its age."""
        return self.profile.age is not None and now - made_at >= self.profile.age

    def days_left(self, made_at: datetime, *, now: datetime) -> int | None:
        """Return in how many days a password must be changed, None for never."""
        return None if self.profile.age is None else (made_at + self.profile.age - now).days

    def refuse(self, fault: Fault) -> NoReturn:
        """Refuse a password for its fault."""
        facts = {"why": fault.value, "least": self.profile.least, "kinds": self.profile.classes}
        raise PasswordRefused(
            f"password: {fault.value.replace('_', ' ')} (at least {self.profile.least} signs"
            + (f" of {self.profile.classes} kinds" if self.profile.classes else "")
            + ")",
            **facts,
        )


def make_policy(plan: HallPlan, common: Path) -> PasswordPolicy:
    """Return the policy of a hall.

    Args:
        plan: whose profile it is, and whose name is tried first there.
        common: the file of common passwords, one a line.
    """
    words = (line for line in common.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    own = (word.lower() for word in re.findall(r"[A-Za-z0-9]{3,}", f"{plan.hall.hall_id} {plan.hall.name.en}"))
    return PasswordPolicy(profile=PROFILES[plan.hall.passwords], common=(*words, *own))


def hash_password(password: str) -> str:
    """Return what is kept of a password; takes a tenth of a second."""
    return HASHER.hash(password)


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether a password is the one that was hashed; takes a tenth of a second, also without any hash."""
    try:
        HASHER.verify(password_hash or _NOBODY, password)
    except VerifyMismatchError:
        return False
    return password_hash is not None
