"""What processes ask of the system, in order: strace watched from outside."""

import contextlib
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

RECEIVES = frozenset({"read", "readv", "recvfrom", "recvmsg"})
SENDS = frozenset({"sendto", "sendmsg", "write", "writev"})
WRITES_FILE = frozenset({"pwrite64", "pwritev", "write", "writev"})
SYNCS = frozenset({"fdatasync", "fsync"})
TRACED = ",".join(sorted(RECEIVES | SENDS | WRITES_FILE | SYNCS))

TEXT_SHOWN = 100
"""Bytes of each buffer: enough for the first line of a request or an answer."""

_LINE = re.compile(r"(?P<pid>\d+) +(?P<rest>.*)")
_CALL = re.compile(r"(?P<name>\w+)\(\d+<(?P<file>.*?)>(?=[,)])(?P<text>.*)")
_UNFINISHED, _RESUMED = " <unfinished ...>", re.compile(r"<\.\.\. \w+ resumed>")


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemCall:
    """One call on a file or socket; `began` and `ended` are its places in the order of everything traced."""

    name: str
    file: str
    text: str
    began: int
    ended: int

    @property
    def is_done(self) -> bool:
        """Whether it returned 0 (strace pads the line of one that was interrupted)."""
        return re.search(r"\)\s+= 0$", self.text) is not None


@contextlib.contextmanager
def traced(pids: Sequence[int], out: Path) -> Iterator[None]:
    """Trace processes with all their threads while the block runs; their calls are in `out` after it."""
    strace = shutil.which("strace")
    assert strace is not None, "strace is missing: apt-get install strace"
    targets = [part for pid in pids for part in ("-p", str(pid))]
    command = [strace, "-f", "-yy", "-s", str(TEXT_SHOWN), "-e", f"trace={TRACED}", "-o", str(out), *targets]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for _ in pids:
            told = process.stderr.readline()
            assert "attached" in told, f"strace cannot watch the server here: {told}"
        try:
            yield
        finally:
            process.terminate()


def read_calls(out: Path) -> list[SystemCall]:
    """Return the calls, in the order in which they ended; those that other threads interrupted are put together."""
    calls, begun = [], {}
    for place, line in enumerate(out.read_text(errors="replace").splitlines()):
        parts = _LINE.fullmatch(line)
        assert parts is not None, line
        pid, rest, began = parts["pid"], parts["rest"], place
        if rest.endswith(_UNFINISHED):
            begun[pid] = (place, rest.removesuffix(_UNFINISHED))
            continue
        if (resumed := _RESUMED.match(rest)) and pid in begun:
            began, first = begun.pop(pid)
            rest = first + rest[resumed.end() :]
        if call := _CALL.match(rest):
            calls.append(SystemCall(name=call["name"], file=call["file"], text=call["text"], began=began, ended=place))
    return calls
