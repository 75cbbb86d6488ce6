"""How the program ends, and what follows: the composition root acts on it."""

from enum import StrEnum


class Ending(StrEnum):
    """Why the program ends."""

    TOLD = "told"
    RESTART = "restart"
    SET_UP = "set_up"
    LEAVE = "leave"


LEFT_CODE = 77
"""The exit code when somebody ended the program at the page for maintenance: systemd then starts no other."""
