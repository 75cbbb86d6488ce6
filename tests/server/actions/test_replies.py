import asyncio
import threading

import pytest

from hall.errors import NobodyWaiting
from server.actions.replies import LoopReply, Replies


def from_another_thread(settle: "list[tuple[LoopReply, object]]") -> None:
    def run() -> None:
        for reply, answer in settle:
            if isinstance(answer, Exception):
                reply.set_exception(answer)
            else:
                reply.set_result(answer)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


class CountingLoop(asyncio.SelectorEventLoop):
    calls = 0

    def call_soon_threadsafe(self, *args: object, **named: object) -> asyncio.Handle:
        self.calls += 1
        return super().call_soon_threadsafe(*args, **named)


def test_answers_and_refusals_come_to_whoever_waits() -> None:
    async def wait() -> None:
        replies = Replies()
        one, two = replies.expect(), replies.expect()
        from_another_thread([(two, NobodyWaiting()), (one, "one")])

        assert await one.future == "one"
        with pytest.raises(NobodyWaiting):
            await two.future

    asyncio.run(wait())


def test_the_loop_is_called_once_for_a_whole_batch() -> None:
    async def wait() -> int:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, CountingLoop)
        replies = Replies()
        batch = [replies.expect() for _ in range(50)]
        before = loop.calls
        from_another_thread([(reply, number) for number, reply in enumerate(batch)])

        assert [await reply.future for reply in batch] == list(range(50))
        return loop.calls - before

    with asyncio.Runner(loop_factory=CountingLoop) as runner:
        assert runner.run(wait()) == 1


def test_the_loop_is_called_again_for_the_next_batch() -> None:
    async def wait() -> None:
        replies = Replies()
        for number in range(3):
            reply = replies.expect()
            from_another_thread([(reply, number)])
            assert await asyncio.wait_for(reply.future, 5) == number

    asyncio.run(wait())


def test_an_answer_that_nobody_waits_for_any_more_harms_no_other() -> None:
    async def wait() -> None:
        replies = Replies()
        gone, stays = replies.expect(), replies.expect()
        gone.future.cancel()
        assert [gone.set_running_or_notify_cancel(), stays.set_running_or_notify_cancel()] == [False, True]
        from_another_thread([(gone, "late"), (stays, "here")])

        assert await stays.future == "here"

    asyncio.run(wait())
