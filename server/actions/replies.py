"""Replies: brings the answers of a lane's batch to the event loop together, however many acts were in it.

A `call_soon_threadsafe` for each answer would cost half as much as the act itself.
"""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any


class Replies:
    """What lanes have answered and the loop has not yet fetched."""

    def __init__(self) -> None:
        """Begin empty."""
        self._come: deque[tuple[asyncio.Future[Any], object, BaseException | None]] = deque()
        self._is_called = False

    def expect(self) -> "LoopReply":
        """Return a reply whose future the running loop waits for."""
        return LoopReply(self, asyncio.get_running_loop().create_future())

    def bring(self, future: "asyncio.Future[Any]", answer: object, error: BaseException | None) -> None:
        """Put an answer where the loop fetches it; called on a lane's thread."""
        self._come.append((future, answer, error))
        if not self._is_called:  # else the loop was called already, and takes this one with the others
            self._is_called = True
            future.get_loop().call_soon_threadsafe(self._fetch)

    def _fetch(self) -> None:
        self._is_called = False  # before anything is taken: what comes from now on calls again
        while self._come:
            future, answer, error = self._come.popleft()
            if future.done():  # whoever waited has gone
                continue
            if error is None:
                future.set_result(answer)
            else:
                future.set_exception(error)


@dataclass(frozen=True, slots=True)
class LoopReply:
    """Where a lane puts the answer of one act, and the future that it comes out of."""

    replies: Replies
    future: "asyncio.Future[Any]"

    def set_running_or_notify_cancel(self) -> bool:
        """Return whether anybody still waits; they may go at any time, and what was begun is done all the same."""
        return not self.future.done()

    def set_result(self, answer: object, /) -> None:
        """Take what the act answered."""
        self.replies.bring(self.future, answer, None)

    def set_exception(self, error: BaseException, /) -> None:
        """Take what refused the act."""
        self.replies.bring(self.future, None, error)
