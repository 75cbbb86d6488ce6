"""LossyLine: a line to PostgreSQL that can lose the answer to a commit."""

import socket
import threading

COMMIT = b"COMMIT"


class LossyLine:
    """Carries connections to a server; told to, it delivers the next commit, waits for its answer, and hangs up."""

    def __init__(self, port: int) -> None:
        self._server = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.loses_next = threading.Event()
        self.lost = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        with client, socket.create_connection(self._server) as server:
            back = threading.Thread(target=self._pump, args=(server, client), daemon=True)
            back.start()
            while words := _receive(client):
                if COMMIT in words and self.loses_next.is_set():
                    self.loses_next.clear()
                    self._lose_answer(client, server, words)
                    break
                server.sendall(words)
            _hang_up(server)
            back.join(10)

    def _lose_answer(self, client: socket.socket, server: socket.socket, words: bytes) -> None:
        _hang_up(client)  # whatever the server says now goes nowhere
        server.sendall(words)
        server.sendall(b"X\0\0\0\4")  # Terminate: the server reads it when the commit is done, and closes
        self.lost += 1

    def _pump(self, server: socket.socket, client: socket.socket) -> None:
        while words := _receive(server):
            try:
                client.sendall(words)
            except OSError:
                continue
        _hang_up(client)


def _receive(line: socket.socket) -> bytes:
    try:
        return line.recv(65_536)
    except OSError:
        return b""


def _hang_up(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
