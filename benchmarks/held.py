"""What a program holds of the machine."""

import os
from pathlib import Path


def rss_kb(pid: int | str = "self") -> int:
    """Return the memory that a program holds (proc(5): statm, resident pages)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024
