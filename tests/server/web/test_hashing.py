"""Passwords and codes are looked at two at a time, whatever comes at once."""

import asyncio
import threading
from collections.abc import Callable

from server.web.hashing import look_at_hashes

ASKED = 6


def test_never_more_than_two_are_looked_at_side_by_side() -> None:
    at_once, most, lock = 0, 0, threading.Lock()
    two_are_in = threading.Barrier(2)

    def look(number: int) -> Callable[[], int]:
        def count() -> int:
            nonlocal at_once, most
            with lock:
                at_once += 1
                most = max(most, at_once)
            two_are_in.wait(10)
            with lock:
                at_once -= 1
            return number

        return count

    async def all_at_once() -> list[int]:
        return await asyncio.gather(*(look_at_hashes(look(number)) for number in range(ASKED)))

    assert asyncio.run(all_at_once()) == list(range(ASKED))
    assert most == 2
