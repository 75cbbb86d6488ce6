import os
import termios
import threading
import tty
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from printer.errors import LineLost, PrinterUnreachable, WriteStalled
from printer.transports.file import FileTransport


@pytest.fixture
def device() -> Iterator[tuple[int, Path]]:
    """A terminal pair: the near end behaves as a device file, the far end is the printer."""
    printer, near = os.openpty()
    os.set_blocking(printer, True)
    path = Path(os.ttyname(near))
    tty.setraw(near, termios.TCSANOW)
    yield printer, path
    os.close(near)
    with suppress(OSError):  # a test may have pulled it out
        os.close(printer)


def test_a_plain_file_collects_the_bytes_of_every_job_and_answers_nothing(tmp_path: Path):
    transport = FileTransport(path=tmp_path / "jobs.bin")

    for job in (b"one", b"two"):
        line = transport.connect(timeout_s=1)
        line.send(job, stall_s=1)
        line.close()

    assert (tmp_path / "jobs.bin").read_bytes() == b"onetwo"
    assert not line.can_answer


def test_a_folder_that_is_not_there_is_unreachable(tmp_path: Path):
    with pytest.raises(PrinterUnreachable, match="no/jobs"):
        FileTransport(path=tmp_path / "no" / "jobs.bin").connect(timeout_s=1)


def test_a_device_is_used_both_ways(device: tuple[int, Path]):
    printer, path = device
    line = FileTransport(path=path).connect(timeout_s=1)

    line.send(b"\x10\x04\x01", stall_s=1)
    heard = os.read(printer, 16)
    os.write(printer, b"\x12")

    assert heard == b"\x10\x04\x01"
    assert line.can_answer
    assert line.receive(timeout_s=1) == b"\x12"
    assert line.receive(timeout_s=0.01) == b""
    line.close()


def test_a_device_that_takes_no_more_stalls_the_sending_at_its_deadline(device: tuple[int, Path]):
    _, path = device
    line = FileTransport(path=path).connect(timeout_s=1)

    with pytest.raises(WriteStalled) as caught:
        line.send(bytes(1_000_000), stall_s=0.1)

    assert 0 < caught.value.accepted < 1_000_000
    line.close()


def test_a_device_that_is_slow_gets_everything(device: tuple[int, Path]):
    printer, path = device
    line = FileTransport(path=path).connect(timeout_s=1)
    heard = bytearray()

    def read_slowly() -> None:
        while len(heard) < 100_000:
            heard.extend(os.read(printer, 1000))

    thread = threading.Thread(target=read_slowly)
    thread.start()
    line.send(bytes(100_000), stall_s=5)
    thread.join()

    assert len(heard) == 100_000
    line.close()


def test_a_device_that_was_pulled_out_is_a_lost_line(device: tuple[int, Path]):
    printer, path = device
    line = FileTransport(path=path).connect(timeout_s=1)
    os.close(printer)

    with pytest.raises(LineLost):
        line.send(b"x", stall_s=1)
    line.close()


def test_one_program_at_a_time_prints_on_a_file(tmp_path: Path):
    first = FileTransport(path=tmp_path / "lp0").connect(timeout_s=0.1)

    with pytest.raises(PrinterUnreachable, match="another program"):
        FileTransport(path=tmp_path / "lp0").connect(timeout_s=0.1)

    first.close()
    FileTransport(path=tmp_path / "lp0").connect(timeout_s=0.1).close()
