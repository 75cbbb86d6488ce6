"""The virtual printer on the network: raw TCP as on port 9100, one client at a time as real printers do it.

Further clients are accepted and wait, unread, until the one before closes (Epson UB-E02 manual). The printing has a
thread of its own, so status requests are answered while a ticket is being printed.
"""

import socket
import struct
from contextlib import suppress
from threading import Event, Lock, Thread

from printer.virtual.machine import PORTION_BYTES, VirtualPrinter

_WAIT_S = 0.05
_ANSWER_TIMEOUT_S = 1.0
_PORTIONS_PER_S = 50
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class PrinterPort:
    """Listens on an address and feeds a virtual printer until it is closed."""

    def __init__(self, printer: VirtualPrinter, host: str, port: int) -> None:
        """Begin to listen; port 0 takes any free one. Raises OSError if the address cannot be had."""
        self._printer = printer
        self._listener = socket.create_server((host, port))
        self._listener.settimeout(_WAIT_S)
        self.port: int = self._listener.getsockname()[1]
        self._closing = Event()
        self._turn = Lock()
        self._threads = [Thread(target=self._accept, name="printer-port"), Thread(target=self._work, name="printer")]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop listening and printing, and end every connection; blocks until all threads have ended."""
        self._closing.set()
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _accept(self) -> None:
        clients: list[Thread] = []
        while not self._closing.is_set():
            try:
                client, _ = self._listener.accept()
            except TimeoutError:
                continue
            clients = [thread for thread in clients if thread.is_alive()]
            clients.append(Thread(target=self._serve_in_turn, args=(client,), name="printer-client"))
            clients[-1].start()
        self._listener.settimeout(0)
        with suppress(BlockingIOError):
            while True:  # connected, not yet accepted: closing the listener alone would reset them
                self._listener.accept()[0].close()
        for thread in clients:
            thread.join()

    def _serve_in_turn(self, client: socket.socket) -> None:
        with client:
            while not self._turn.acquire(timeout=_WAIT_S):
                if self._closing.is_set():
                    return
            try:
                self._serve(client)
            finally:
                self._printer.disconnect()
                self._turn.release()

    def _serve(self, client: socket.socket) -> None:
        client.settimeout(_ANSWER_TIMEOUT_S)

        def reply(data: bytes) -> None:
            with suppress(OSError):  # the client went away: the printer prints on
                client.sendall(data)

        self._printer.connect(reply)
        while not self._closing.is_set():
            if not self._printer.is_line_up:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
                return
            if not self._printer.is_reading:
                self._closing.wait(_WAIT_S)
                continue
            data = _receive(client)
            if data == b"":
                return
            if data:
                self._printer.receive(data)

    def _work(self) -> None:
        while not self._closing.is_set():
            speed = self._printer.bytes_per_s
            done = self._printer.work(max(1, speed // _PORTIONS_PER_S) if speed else PORTION_BYTES)
            if not done:
                self._printer.wait_for_work(_WAIT_S)
            elif speed:
                self._closing.wait(done / speed)


def _receive(client: socket.socket) -> bytes | None:
    """Return what came, b"" at the end of the connection, None if nothing came for a moment."""
    client.settimeout(_WAIT_S)
    try:
        return client.recv(PORTION_BYTES)
    except TimeoutError:
        return None
    except OSError:
        return b""
    finally:
        client.settimeout(_ANSWER_TIMEOUT_S)
