import socket
import threading
from contextlib import closing

import pytest

from printer.errors import LineLost, PrinterInUse, PrinterUnreachable, WriteStalled
from printer.transports.tcp import TcpTransport


@pytest.fixture
def far_end():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        yield server


def transport_to(server: socket.socket) -> TcpTransport:
    return TcpTransport(host="127.0.0.1", port=server.getsockname()[1])


def test_what_is_sent_arrives_and_what_comes_back_is_returned(far_end: socket.socket):
    line = transport_to(far_end).connect(timeout_s=1)
    printer, _ = far_end.accept()

    line.send(b"\x10\x04\x01", stall_s=1)
    printer.sendall(b"\x12")

    with printer:
        assert printer.recv(16) == b"\x10\x04\x01"
        assert line.receive(timeout_s=1) == b"\x12"
        assert line.receive(timeout_s=0.01) == b""
    line.close()


def test_another_program_of_this_machine_waits_until_the_line_is_closed(far_end: socket.socket):
    line = transport_to(far_end).connect(timeout_s=1)

    with pytest.raises(PrinterInUse, match="another program"):
        transport_to(far_end).connect(timeout_s=0)
    line.close()

    transport_to(far_end).connect(timeout_s=1).close()


def test_nobody_there_is_unreachable(far_end: socket.socket):
    transport = transport_to(far_end)
    far_end.close()

    with pytest.raises(PrinterUnreachable, match="tcp://127"):
        transport.connect(timeout_s=1)


def test_a_printer_that_never_reads_stalls_the_sending_at_its_deadline(far_end: socket.socket):
    line = transport_to(far_end).connect(timeout_s=1)
    printer, _ = far_end.accept()

    with printer, pytest.raises(WriteStalled) as caught:
        line.send(bytes(50_000_000), stall_s=0.1)

    assert 0 < caught.value.accepted < 50_000_000
    line.close()


def test_a_printer_that_reads_slowly_gets_everything_however_long_it_takes(far_end: socket.socket):
    line = transport_to(far_end).connect(timeout_s=1)
    printer, _ = far_end.accept()
    heard: list[int] = []
    never = threading.Event()

    def read_slowly() -> None:
        with printer:
            while not never.wait(0.04) and (data := printer.recv(600_000, socket.MSG_WAITALL)):
                heard.append(len(data))

    thread = threading.Thread(target=read_slowly)
    thread.start()
    with closing(line):
        line.send(bytes(8_000_000), stall_s=0.3)
    thread.join()

    assert sum(heard) == 8_000_000


def test_a_printer_that_answers_while_it_reads_is_listened_to(far_end: socket.socket):
    """Neither side may wait for the other with full buffers."""
    line = transport_to(far_end).connect(timeout_s=1)
    printer, _ = far_end.accept()
    heard = bytearray()

    def talk_back() -> None:
        with printer:
            while len(heard) < 2_000_000 and (data := printer.recv(65_536)):
                heard.extend(data)
                printer.sendall(b"\x12" * len(data))

    thread = threading.Thread(target=talk_back)
    thread.start()
    answers = b""
    with closing(line):
        line.send(b"x" * 2_000_000, stall_s=5)
        while len(answers) < 2_000_000:
            answers += line.receive(timeout_s=1)
    thread.join()

    assert len(heard) == 2_000_000


def test_the_end_of_the_connection_is_told_after_what_came_before_it(far_end: socket.socket):
    line = transport_to(far_end).connect(timeout_s=1)
    printer, _ = far_end.accept()
    printer.sendall(b"\x12")
    printer.close()

    assert line.receive(timeout_s=1) == b"\x12"
    with pytest.raises(LineLost):
        line.receive(timeout_s=1)
    line.close()


def test_sending_into_an_ended_connection_is_a_lost_line(far_end: socket.socket):
    line = transport_to(far_end).connect(timeout_s=1)
    far_end.accept()[0].close()

    with pytest.raises(LineLost):
        line.send(bytes(10_000_000), stall_s=1)
    line.close()
