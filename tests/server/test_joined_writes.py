import asyncio
from typing import cast

from server.joined_writes import JoinedWrites


class Wire(asyncio.Transport):
    """Keeps what is written, as the kernel would be handed it."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 1)})
        self.writes: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.writes.append(bytes(data))

    def close(self) -> None:
        self.writes.append(b"closed")


def joined(wire: Wire) -> JoinedWrites:
    return JoinedWrites(wire, asyncio.get_running_loop())


def test_what_is_written_in_one_turn_leaves_together() -> None:
    async def run() -> None:
        wire = Wire()
        transport = joined(wire)
        for part in (b"head ", b"body"):
            transport.write(part)
        await asyncio.sleep(0)
        transport.write(b"next")
        await asyncio.sleep(0)
        await asyncio.sleep(0)

        assert wire.writes == [b"head body", b"next"]

    asyncio.run(run())


def test_closing_writes_first_what_is_kept() -> None:
    async def run() -> None:
        wire = Wire()
        transport = joined(wire)
        transport.write(b"last")
        transport.close()
        await asyncio.sleep(0)

        assert wire.writes == [b"last", b"closed"]

    asyncio.run(run())


def test_all_else_is_the_transports_own() -> None:
    async def run() -> None:
        transport = cast("asyncio.Transport", joined(Wire()))

        assert transport.get_extra_info("peername") == ("127.0.0.1", 1)

    asyncio.run(run())
