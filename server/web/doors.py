"""The doors to the staff's pages: for whom each is, and which of them a role may go through. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from hall.exchange import STAFF_ROLES, Role
from server.rules.rights import Right, may


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A page where people of the staff begin: its name in addresses and texts, and the rights of which one opens it."""

    name: str
    rights: frozenset[Right]

    @property
    def path(self) -> str:
        """Where it is."""
        return f"/{self.name}"


MANAGED_BY = frozenset(
    {Right.READ_FIGURES, Right.MANAGE_STAFF, Right.MAKE_DEVICES, Right.READ_AUDIT, Right.READ_RATINGS}
)
"""The rights of the managers' pages."""

DOORS = (
    Door(name="console", rights=frozenset({Right.WORK_AT_WINDOW})),
    Door(name="desk", rights=frozenset({Right.WORK_AT_DESK})),
    Door(name="manage", rights=MANAGED_BY),
    Door(name="boards", rights=frozenset({Right.TELL_BOARDS})),
)

SIGN_IN = DOORS[:3]
"""Those at which somebody signs in."""

OF_MACHINES = ("board", "rate")
"""Pages of machines: a television, a tablet at a window."""


def doors_of(role: Role) -> tuple[Door, ...]:
    """Return the doors that a role may go through; where it has most to do first."""
    mine = [door for door in DOORS if any(may(role, right) for right in door.rights)]
    return tuple(sorted(mine, key=lambda door: door.name != FIRST[role]))


FIRST: Mapping[Role, str] = {
    Role.CLERK: "console",
    Role.GUIDE: "desk",
    Role.SUPERVISOR: "desk",
    Role.ADMIN: "manage",
    Role.AUDITOR: "manage",
}
"""Where a role's day begins."""


def paths_by_role() -> dict[str, list[str]]:
    """Return the names of the doors of everybody on the staff, for a page's script."""
    return {role.value: [door.name for door in doors_of(role)] for role in STAFF_ROLES}
