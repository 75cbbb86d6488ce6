"""Hashing: how many passwords and codes are looked at side by side, whoever sends them."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_turns = asyncio.Semaphore(2)
"""Each takes 32 MiB and a tenth of a second of a core."""


async def look_at_hashes(look: Callable[[], T]) -> T:
    """Return what a look that hashes found, in a thread, when it is its turn."""
    async with _turns:
        return await asyncio.to_thread(look)
