"""`audit`: whether the trail's chain holds, and the trail as JSON Lines."""

import argparse
import re
import sys
from collections.abc import Callable, Iterator

from hall.audit import AuditHead
from hall.clock import Clock
from hall.errors import BrokenChain
from hall.wire import to_json
from server.actions.look_at_audit import check_chain, pages_of
from server.settings import add_where
from server.store.reader import Reader

OpenReader = Callable[[argparse.Namespace], Reader]


def add_audit_verbs(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", open_reader: OpenReader) -> None:
    """Add the command with its verbs to a parser."""
    audit = commands.add_parser("audit", help="the audit trail: who did what, and whether it was touched")
    verbs = audit.add_subparsers(required=True)
    verify_help = "Check the trail's chain; say where it is broken (exit code 1)."
    verifying = verbs.add_parser("verify", help=verify_help, description=verify_help)
    add_where(verifying)
    verifying.add_argument(
        "--expect",
        type=_head,
        metavar="SEQ.NOTE:LINK",
        help="an end that `audit verify` or the server's log told earlier: everything up to it must be as it was",
    )
    verifying.set_defaults(run=lambda arguments, clock: verify(open_reader(arguments), arguments.expect, clock))
    export_help = "Tell the whole trail as JSON Lines, each with its link."
    exporting = verbs.add_parser("export", help=export_help, description=export_help)
    add_where(exporting)
    exporting.set_defaults(run=lambda arguments, clock: export(open_reader(arguments), clock))


def verify(reader: Reader, expected: AuditHead | None, _clock: Clock) -> Iterator[str]:
    """`audit verify`: tell that the chain holds, and its end; a chain that does not is told on standard error."""
    try:
        head, unlinked = check_chain(reader, expected=expected)
    except BrokenChain as broken:
        sys.stderr.write("".join(f"yinhao: broken: {line}\n" for line in broken.detail.splitlines()))
        raise SystemExit(1) from None
    finally:
        reader.close()
    older = f" ({unlinked} events are older than the chain)" if unlinked else ""
    yield f"the chain holds: {head.seq} events and {head.note} notes{older}"
    yield f"{head.seq}.{head.note}:{head.link}"


def export(reader: Reader, _clock: Clock) -> Iterator[str]:
    """`audit export`: tell the trail, line by line."""
    for lines in pages_of(reader):
        yield from (to_json(line).decode() for line in lines)
    reader.close()


def _head(text: str) -> AuditHead:
    found = re.fullmatch(r"(\d{1,15})\.(\d{1,15}):([0-9a-f]{64})", text.strip())
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no end of a trail: as in 812.3:9f86d0…, all 64 signs")
    return AuditHead(seq=int(found[1]), note=int(found[2]), link=found[3])
