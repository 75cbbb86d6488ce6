import socket

from printer import escpos
from tests.printer.machines import CUT, Bench

TICKET = b"\x1dv0\x00\x02\x00\x04\x00" + b"\xf0" * 8 + CUT


def connect(bench: Bench) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", bench.port.port), timeout=2)
    client.settimeout(2)
    return client


def test_a_client_prints_and_is_answered():
    with Bench() as bench, connect(bench) as client:
        client.sendall(escpos.ask_status(1))
        first = client.recv(16)
        client.sendall(TICKET + escpos.ask_status_in_order())
        second = client.recv(16)

    assert (first, second) == (b"\x12", b"\x00")
    assert len(bench.tickets) == 1


def test_status_is_answered_while_a_ticket_is_being_printed():
    with Bench("slow=100") as bench, connect(bench) as client:
        client.sendall(TICKET * 20)
        client.sendall(escpos.ask_status(1))

        assert client.recv(16) == b"\x12"
        assert len(bench.tickets) < 20


def test_a_second_client_is_not_heard_before_the_first_has_gone():
    with Bench() as bench, connect(bench) as first:
        first.sendall(escpos.ask_status(1))
        assert first.recv(16) == b"\x12"
        with connect(bench) as second:
            second.sendall(escpos.ask_status(4))
            second.settimeout(0.15)
            try:
                early = second.recv(16)
            except TimeoutError:
                early = b""
            first.close()
            second.settimeout(2)

            assert early == b""
            assert second.recv(16) == b"\x12"


def test_what_a_client_sent_before_it_left_is_printed():
    with Bench() as bench:
        with connect(bench) as client:
            client.sendall(TICKET)
        with connect(bench) as next_client:
            next_client.sendall(escpos.ask_status_in_order())
            next_client.recv(16)

    assert len(bench.tickets) == 1


def test_a_client_that_leaves_while_it_is_answered_harms_nothing():
    with Bench() as bench:
        for _ in range(5):
            with connect(bench) as client:
                client.sendall(escpos.ask_status(1) * 200)
        with connect(bench) as client:
            client.sendall(TICKET + escpos.ask_status_in_order())
            assert client.recv(16) == b"\x00"

    assert len(bench.tickets) == 1


def test_closing_ends_clients_that_are_connected_and_those_that_wait():
    bench = Bench()
    with connect(bench) as first, connect(bench) as second:
        first.sendall(escpos.ask_status(1))
        first.recv(16)

        bench.close()

        assert first.recv(16) == b""
        assert second.recv(16) == b""
