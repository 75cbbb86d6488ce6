"""What programs say of the staff's accounts, passwords and sessions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints

from hall.bodies import STRICT, Flag
from hall.exchange import Role

Name = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00-\x20]*$")]
Password = Annotated[str, StringConstraints(min_length=1, max_length=256, pattern=r"^[^\x00-\x1f]*$")]
Code = Annotated[str, StringConstraints(min_length=1, max_length=64)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeFirstAdmin:
    """POST /api/v1/staff/first: the code that the server said when it started, and who shall be the hall's admin."""

    __pydantic_config__ = STRICT

    code: Annotated[str, StringConstraints(max_length=64)]
    name: Name
    password: Password


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword:
    """POST /api/v1/staff/password: a new password in place of the old, or of one that is good once."""

    __pydantic_config__ = STRICT

    clerk: Name
    password: Password
    new_password: Password
    code: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChosen:
    """The answer: the password is chosen; the role tells where one may go on with it."""

    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFactor:
    """POST /api/v1/staff/second-factor: a secret for an authenticator app; `code` is of the one that is set already."""

    __pydantic_config__ = STRICT

    clerk: Name
    password: Password
    code: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedFactor:
    """A secret as it is typed into an app (base32), and the address that apps read from a QR code; told only here."""

    secret: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFactor(OfferedFactor):
    """The same with the QR code of the address: rows of modules, `1` for black."""

    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmFactor:
    """POST /api/v1/staff/second-factor/confirmation: the first code of the app that has the secret."""

    __pydantic_config__ = STRICT

    clerk: Name
    password: Password
    code: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodes:
    """Codes for paper, each good once in place of the app's; told only here."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddStaff:
    """POST /api/v1/staff: somebody new."""

    __pydantic_config__ = STRICT

    name: Name
    role: Role
    windows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStaff:
    """PUT /api/v1/staff/{name}: role and windows anew; who is locked is signed out at once and cannot sign in."""

    __pydantic_config__ = STRICT

    role: Role
    windows: tuple[str, ...] = ()
    is_locked: Flag = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffView:
    """One line of GET /api/v1/staff; `sessions` are those that are open."""

    name: str
    role: Role
    windows: tuple[str, ...]
    is_locked: bool
    must_change: bool
    password_made_at: datetime
    sessions: int
    has_second_factor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OncePassword:
    """A password that is good for choosing another one, told only here."""

    name: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """One line of GET /api/v1/sessions: where one is signed in."""

    window_id: str | None
    since: datetime
    seen_at: datetime
    expires_at: datetime
    origin: str
    is_this: bool
