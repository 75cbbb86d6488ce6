"""What a printer says of itself, and the profile that is named for it."""

from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest

from printer.escpos import ask_status
from printer.probe import Findings, probe
from printer.profiles import load_profiles
from printer.transports.tcp import TcpTransport
from tests.printer.machines import SHORT, Bench


def found(maker: str = "", model: str = "", *, in_order: bool = False, process_id: bool = False) -> Findings:
    return Findings(
        maker=maker,
        model=model,
        answers_at_once=True,
        answers_in_order=in_order,
        answers_process_id=process_id,
        reports_changes=False,
        mixes_clients=False,
    )


def test_a_printer_is_asked_all_and_prints_nothing():
    with Bench() as bench:
        findings = probe(TcpTransport(host="127.0.0.1", port=bench.port.port), SHORT)

        assert bench.list_after_repair() == []
    assert (findings.maker, findings.model) == ("Yinhao", "Virtual printer")
    assert findings.answers_at_once
    assert findings.answers_in_order
    assert findings.answers_process_id
    assert findings.reports_changes
    assert not findings.mixes_clients


def test_one_that_answers_nothing_is_found_out():
    with Bench("mute") as bench:
        findings = probe(TcpTransport(host="127.0.0.1", port=bench.port.port), SHORT)

    assert findings.profile_name == "write-only-80"


def test_one_that_would_mix_the_slips_of_two_kiosks_is_found_out():
    class Answering(BaseRequestHandler):
        def handle(self) -> None:
            while data := self.request.recv(64):
                self.request.sendall(b"\x12" if data == ask_status(1) else b"")

    with ThreadingTCPServer(("127.0.0.1", 0), Answering) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        findings = probe(TcpTransport(host="127.0.0.1", port=server.server_address[1]), SHORT)
        server.shutdown()

    assert findings.mixes_clients


@pytest.mark.parametrize(
    ("findings", "profile_name"),
    [
        (found("EPSON", "TM-T88VI", process_id=True), "epson-tm-t88"),
        (found("EPSON", "TM-m30", process_id=True), "epson-tm-t20"),
        (found("Xprinter", "XP-58IIH", in_order=True), "xprinter-58"),
        (found("SNBC", "BTP-R880NP", in_order=True), "snbc-btp-r880np"),
        (found("CUSTOM", "VKP80III"), "custom-vkp80iii"),
        (found("CUSTOM", "VKP80II"), "custom-vkp80"),
        (found("CUSTOM", "KPM216H"), "custom-kpm"),
        (found(process_id=True), "epson-tm-t20"),
        (found(in_order=True), "generic-80"),
        (found(), "write-only-80"),
    ],
)
def test_the_fitting_profile_is_one_that_there_is(findings: Findings, profile_name: str):
    assert findings.profile_name == profile_name
    assert profile_name in load_profiles()
