import json
import threading
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from printer.bitmap import Bitmap
from printer.virtual.machine import PrintedTicket
from printer.virtual.mode import Findings
from printer.virtual.tray import Tray

RECEIVED_AT = datetime(2026, 3, 2, 1, 45, 0, 125000, tzinfo=UTC)


def ticket(raw: bytes = b"\x1b@A\n", **findings: Counter[str]) -> PrintedTicket:
    picture = Bitmap(width_dots=10, height_dots=1, data=b"\x80\x40")
    return PrintedTicket(picture=picture, raw=raw, received_at=RECEIVED_AT, findings=Findings(**findings))  # type: ignore[arg-type]


def ledger(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "paper.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_ticket_leaves_its_picture_its_bytes_and_a_line(tmp_path: Path):
    Tray(tmp_path / "paper").put(ticket(unknown=Counter({"1B 7E": 2}), malformed=Counter({"GS V": 1})))

    assert ledger(tmp_path / "paper") == [
        {
            "index": 1,
            "received_at": "2026-03-02T01:45:00.125000+00:00",
            "bytes": 4,
            "width_dots": 10,
            "height_dots": 1,
            "unknown_commands": 2,
            "malformed_commands": 1,
            "undrawn_commands": 0,
            "realtime_in_data": 0,
            "details": {"1B 7E": 2, "GS V": 1},
            "png": "0001.png",
            "bin": "0001.bin",
        }
    ]
    assert (tmp_path / "paper" / "0001.bin").read_bytes() == b"\x1b@A\n"
    with Image.open(tmp_path / "paper" / "0001.png") as picture:
        assert list(picture.convert("L").tobytes()) == [0] + [255] * 8 + [0]


def test_a_realtime_command_inside_an_image_is_counted(tmp_path: Path):
    tray = Tray(tmp_path)

    tray.put(ticket(raw=b"\x10\x04\x01\x1dv0\x00\x03\x00\x01\x00\x10\x04\x01"))

    assert tray.list_entries()[0].realtime_in_data == 2


def test_counting_goes_on_where_an_earlier_run_stopped(tmp_path: Path):
    Tray(tmp_path).put(ticket())

    tray = Tray(tmp_path)
    tray.put(ticket())

    assert [entry.png for entry in tray.list_entries()] == ["0002.png"]
    assert [line["index"] for line in ledger(tmp_path)] == [1, 2]


def test_two_printers_on_one_folder_never_take_the_same_number(tmp_path: Path):
    threads = [
        threading.Thread(target=lambda tray=tray: [tray.put(ticket()) for _ in range(10)])
        for tray in (Tray(tmp_path), Tray(tmp_path))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(line["index"] for line in ledger(tmp_path)) == list(range(1, 21))
