"""Whose certificates are believed, before a real server with TLS."""

import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from hall.authorities import find_authorities
from hall.client import HallClient
from hall.errors import ServerAway, ServerUnclear

NAME = ("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1")


def make_authority(folder: Path, name: str) -> tuple[Path, Path]:
    """Make a certificate that vouches for itself; return it and its key."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    subprocess.run([*command, *NAME, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    return certificate, key


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"no")

    def log_message(self, *_words: object) -> None: ...


@contextmanager
def serving(certificate: Path, key: Path) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Answering)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"https://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_only_a_server_that_the_halls_own_authority_vouches_for_is_spoken_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall, other = make_authority(tmp_path, "hall"), make_authority(tmp_path, "other")
    monkeypatch.setenv("SSL_CERT_FILE", str(hall[0]))

    with serving(*hall) as url, closing(HallClient(url, token="t")) as client, pytest.raises(ServerUnclear):
        client.get_directory()  # it was heard, and says nothing that a hall's server says
    with serving(*other) as url, closing(HallClient(url, token="t")) as client, pytest.raises(ServerAway):
        client.get_directory()


def test_a_file_that_is_not_there_leaves_the_usual_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")

    assert find_authorities() != "/nowhere/ca.pem"
