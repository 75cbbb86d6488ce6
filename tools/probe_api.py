"""Schemathesis against the real server, once for every role, in all its phases (`python -m tools.probe_api`).

Schemathesis is no dependency: it draws half of what it needs from elsewhere and is used a few times a year. Have it in
an environment of its own (`python -m venv /tmp/st && /tmp/st/bin/pip install schemathesis`) and name it with
`--schemathesis`. The server runs on a new record in a temporary folder; nothing else is touched.

Half of the ids that are drawn are such as the hall has (tickets that wait, windows, matters), so that acts are done and
not only refused. What is open to everybody is asked as nobody, and as slowly as the server's limits say; passwords and
codes as fast as it goes, so that most are told to wait. Left out: streams, which do not end, and the two acts by which
whoever asks signs out; those are asked in a round of their own.
One check is left out: that everything is accepted which has the right form. A hall refuses what no form can say (a slot
that is past, a span of more than a year, a name that is taken).
"""

import argparse
import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

from benchmarks.server_process import Record, ServerProcess
from hall.client import HallClient, new_key
from hall.exchange import IssueRequest, Role, SignInRequest
from server.web.declared import OPEN_KEY, Open

STREAMS, SIGNING_OUT = "/events$", "DELETE /api/v1/sessions"
LEFT_OUT = "positive_data_acceptance"
AT_WINDOW = {Role.CLERK: "2", Role.GUIDE: "4", Role.SUPERVISOR: "5"}
ROLES = (Role.CLERK, Role.GUIDE, Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR)
DEVICES = {Role.KIOSK: "K1", Role.DISPLAY: "board", Role.TABLET: "5", Role.KEYPAD: "5"}
MATTERS = ("social_insurance_registration", "marriage_registration", "business_licence")
TICKETS = 40

Known = dict[str, list[str | int]]


def main() -> int:
    """Ask with every role that was named; return 1 if anything was found."""
    arguments = _read_arguments()
    with tempfile.TemporaryDirectory() as folder:
        record = Record(data=Path(folder))
        server = ServerProcess(record, log=Path(folder) / "server.log")
        server.start()
        try:
            tokens = _make_tokens(record, server.url, arguments.roles)
            spec = _write_spec(Path(folder), server.url, _make_known(record, server.url))
            found = [name for name, token in tokens.items() if _probe(arguments, server.url, spec, name, token)]
        finally:
            server.stop()
    print(f"found something as: {', '.join(found)}" if found else "nothing found")
    return 1 if found else 0


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--schemathesis", default="schemathesis", help="the program, if it is not on the path")
    parser.add_argument("--examples", type=int, default=30, help="random requests for each route and role")
    parser.add_argument("--seed", type=int, default=1)
    every = [*(role.value for role in (*ROLES, *DEVICES)), "nobody"]
    parser.add_argument("--roles", nargs="+", choices=every, default=every)
    return parser.parse_args()


def _make_tokens(record: Record, url: str, roles: list[str]) -> dict[str, str | None]:
    """Return a credential of each role; of `nobody` none."""
    tokens: dict[str, str | None] = {}
    for role in (Role(each) for each in roles if each != "nobody"):
        if role in DEVICES:
            tokens[role] = record.add_device(role.value, DEVICES[role])
            continue
        name = f"probing-{role}"
        client = HallClient(url)
        wanted = SignInRequest(
            clerk=name, password=record.add_clerks(name, role=role.value)[name], window_id=AT_WINDOW.get(role)
        )
        tokens[role] = client.sign_in(wanted, key=new_key()).session_token
        client.close()
    return tokens | ({"nobody": None} if "nobody" in roles else {})


def _make_known(record: Record, url: str) -> Known:
    """Have some people wait, and return what the hall knows, by the names of parameters and fields."""
    kiosk = HallClient(url, token=record.add_kiosk("K9"))
    issued = [
        kiosk.issue_ticket(IssueRequest(matter_id=MATTERS[turn % len(MATTERS)], consent=True), key=new_key())
        for turn in range(TICKETS)
    ]
    directory = kiosk.get_directory()
    kiosk.close()
    record.add_clerks("spare1", "spare2")
    return {
        "ticket_id": [each.ticket.ticket_id for each in issued],
        "token": [each.token for each in issued],
        "number": [each.ticket.number for each in issued],
        "matter_id": list(MATTERS),
        "queue_id": [each.ticket.queue_id for each in issued[: len(MATTERS)]],
        "window_id": [window.window_id for window in directory.windows[:6]],
        "name": ["spare1", "spare2"],
        "kiosk": ["K1", "K9"],
    }


def _write_spec(folder: Path, url: str, known: Known) -> Path:
    """Write the server's description as a file, with what the hall knows in it."""
    with urllib.request.urlopen(f"{url}/openapi.json") as answer:
        spec = json.load(answer)
    for path in spec["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", ()):
                parameter["schema"] = _or_known(parameter["schema"], known.get(parameter["name"]))
    for schema in spec["components"]["schemas"].values():
        if schema.get("additionalProperties") is False:  # what is sent; what is answered may say more
            properties = schema.get("properties", {})
            properties |= {name: _or_known(each, known.get(name)) for name, each in properties.items()}
    written = folder / "openapi.json"
    written.write_text(json.dumps(spec))
    return written


def _or_known(schema: dict[str, Any], known: list[str | int] | None) -> dict[str, Any]:
    if known is None or "pattern" in schema or "enum" in schema or "$ref" in schema:
        return schema
    return {"anyOf": [{"enum": sorted(set(known), key=str)}, schema]}


def _probe(arguments: argparse.Namespace, url: str, spec: Path, name: str, token: str | None) -> bool:
    """Ask everything with a role, then sign out with it; return whether anything was found."""
    command = [arguments.schemathesis, "run", str(spec), "--url", url, "--exclude-checks", LEFT_OUT]
    command += ["--seed", str(arguments.seed), "--max-examples", str(arguments.examples), "--continue-on-failure"]
    command += ["--suppress-health-check", "all", "--request-timeout", "20", "--no-color"]
    out = [SIGNING_OUT, f"{SIGNING_OUT}/current"]
    typed = _list_open(spec, {Open.PASSWORD, Open.CODE})
    if token is None:  # who guesses waits up to a quarter of an hour: what is typed is asked without waiting for that
        rounds = [
            ["--rate-limit", "auto", "--exclude-path-regex", STREAMS, *_each("--exclude-name", typed)],
            [*_each("--include-name", typed), "--exclude-checks", f"{LEFT_OUT},missing_required_header"],
        ]
    else:
        command += ["--header", f"Authorization: Bearer {token}"]
        rounds = [["--exclude-path-regex", STREAMS, *_each("--exclude-name", [*out, *_list_open(spec, set(Open))])]]
    if name in ROLES:
        rounds.append(_each("--include-name", out))
    print(f"\n=== as {name}", flush=True)
    return any([subprocess.run([*command, *more], check=False).returncode for more in rounds])  # noqa: C419 -- all run


def _list_open(spec: Path, whom: set[Open]) -> list[str]:
    """Return the routes that are open without a credential, as Schemathesis names them."""
    paths = json.loads(spec.read_text())["paths"].items()
    return [f"{method.upper()} {path}" for path, each in paths for method in each if each[method].get(OPEN_KEY) in whom]


def _each(option: str, values: list[str]) -> list[str]:
    return [word for value in values for word in (option, value)]


if __name__ == "__main__":
    sys.exit(main())
