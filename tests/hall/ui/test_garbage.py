"""What is cleared away goes back to the system, whatever small pieces of it are kept."""

import subprocess
import sys

from demo.programs import ROOT

KEPT_EVERY, BLOCKS, BLOCK_B = 100, 10_000, 4_000

PROGRAM = f"""
from pathlib import Path
from hall.ui.garbage import clear_away, keep_lasting

def held_kb():
    return int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0])

keep_lasting()
blocks = [bytes({BLOCK_B}) for _ in range({BLOCKS})]
kept = blocks[::{KEPT_EVERY}] + blocks[-1:]
del blocks
before = held_kb()
clear_away()
print(before - held_kb())
"""
"""The last piece is kept, too: without being asked, the allocator gives nothing back that lies before it."""


def test_memory_in_pieces_is_given_back() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)

    assert int(ran.stdout) > BLOCKS * BLOCK_B / 1024 / 2
