"""Forget: commands so old that no client repeats them any more."""

from datetime import timedelta

from server.store.commands import list_keys_before
from server.store.hall_tx import HallTx

COMMANDS_KEPT = timedelta(hours=48)
FORGOTTEN_AT_ONCE = 200
"""So few that nobody waits for them."""


def forget_old(tx: HallTx) -> int:
    """Forget some old commands, and with them the tokens in their answers; return how many."""
    keys = list_keys_before(tx, tx.now - COMMANDS_KEPT, most=FORGOTTEN_AT_ONCE)
    tx.forget_commands(keys)
    return len(keys)
