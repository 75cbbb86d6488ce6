"""A disk of known slowness: a small library that, loaded before a program, makes each of its syncs take so long.

The machine's own disk is no yardstick: its sync takes 0.1 to 4 ms as the hypervisor likes. So the record lies in
memory, and a sync there waits as long as the disk of an ordinary machine would (2 ms: a consumer SSD).
"""

import subprocess
from pathlib import Path

SOURCE = """
#define _GNU_SOURCE
#include <time.h>
static int wait_for_disk(void) {
    struct timespec rest = {0, SYNC_NS};
    while (nanosleep(&rest, &rest)) {}
    return 0;
}
int fsync(int file) { (void)file; return wait_for_disk(); }
int fdatasync(int file) { (void)file; return wait_for_disk(); }
"""


def build_slow_sync(folder: Path, *, sync_ms: float) -> Path:
    """Build the library and return its file, for `LD_PRELOAD`; takes a C compiler."""
    source, library = folder / "slow_sync.c", folder / "slow_sync.so"
    source.write_text(SOURCE.replace("SYNC_NS", str(int(sync_ms * 1e6))))
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(source)], check=True)
    library.chmod(0o755)
    return library
