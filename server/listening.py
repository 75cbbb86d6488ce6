"""Listening: the socket, uvicorn, and an end within seconds however many streams are open."""

import logging
import resource
import socket
import sys

import uvicorn
from starlette.types import ASGIApp

from hall.errors import BadSettings
from server.app import HallServer
from server.joined_writes import JoiningProtocol

BACKLOG = 2_048
GRACE_S = 3
"""After this a request that still runs is cut off: a stop takes at most 5 s."""

KEEP_ALIVE_S = 65
"""Longer than a kiosk or console usually rests, so that a touch finds its connection open."""

THIS_MACHINE = "127.0.0.1,::1"
"""Proxies that are trusted unless others are named: what comes from elsewhere cannot say that it is somebody else."""

FILES_WANTED = 65_536
"""Open files: one for each phone; the usual limit is 1,024."""

UNACKNOWLEDGED_MOST_MS = 60_000
"""A client whose machine takes nothing for so long is dropped by the kernel, also while its window is shut."""

_log = logging.getLogger(__name__)


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes a free one.

    Raises:
        BadSettings: the address is taken or not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if sys.platform == "linux":
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNACKNOWLEDGED_MOST_MS)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)  # from here on clients wait for the server to be ready instead of being refused
    except OSError as error:
        listener.close()
        raise BadSettings(f"cannot listen at {host} port {port}: {error.strerror}") from error
    return listener


def address_of_this_machine() -> str:
    """Return the address by which others in the network reach this machine, 127.0.0.1 without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: it only chooses the way out (RFC 5737 address)
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def raise_file_limit() -> None:
    """Allow as many open files as phones may follow, or as many as the system lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_WANTED if hard == resource.RLIM_INFINITY else min(FILES_WANTED, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class HallListener(uvicorn.Server):
    """uvicorn, told to end the streams before it waits for them."""

    def __init__(self, hall: HallServer, *, proxies: str = THIS_MACHINE) -> None:
        """Take the server whose requests to answer, and the proxies whose word on the client's address holds."""
        self._hall = hall
        super().__init__(_config(hall.asgi, proxies))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop: no new requests, streams end, acts that are under way are answered."""
        self._hall.end_streams()
        await super().shutdown(sockets)


def _config(app: ASGIApp, proxies: str) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        backlog=BACKLOG,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
        timeout_keep_alive=KEEP_ALIVE_S,
        lifespan="on",
        ws="none",
        http=JoiningProtocol,
        proxy_headers=True,  # where they come from a proxy that we trust, they tell the client's address
        forwarded_allow_ips=proxies,
    )
