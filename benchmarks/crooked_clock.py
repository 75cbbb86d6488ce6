"""A clock that jumps: a small library that, loaded before a program, moves its time of day by what a file says.

Not faketime, as for the server's tests: with it a program that draws did not come up.
"""

import struct
import subprocess
from pathlib import Path

VARIABLE = "YINHAO_CLOCK_FILE"

SOURCE = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
static const long *ahead_s;
__attribute__((constructor)) static void open_file(void) {
    const char *name = getenv("VARIABLE");
    int file = name ? open(name, O_RDONLY) : -1;
    void *place = file < 0 ? MAP_FAILED : mmap(0, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
    ahead_s = place == MAP_FAILED ? 0 : place;
}
int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(clock, now);
    if (!failed && clock == CLOCK_REALTIME && ahead_s) now->tv_sec += *ahead_s;
    return failed;
}
"""
"""Python asks clock_gettime for the time of day (`time.time`, `datetime.now`); the monotonic clock stays as it is."""


class CrookedClock:
    """One program's clock; `variables` load it."""

    def __init__(self, library: Path, file: Path) -> None:
        """Take the library and the file that says how far this clock is ahead."""
        self._file = file
        self.variables = {"LD_PRELOAD": str(library), VARIABLE: str(file)}
        file.write_bytes(struct.pack("l", 0))

    def jump(self, ahead_s: int) -> None:
        """Set the clock so far ahead of the machine's, or behind it; in place, as the program has the file mapped."""
        with self._file.open("r+b") as file:
            file.write(struct.pack("l", ahead_s))


def build_crooked_clock(folder: Path) -> Path:
    """Build the library and return its file; takes a C compiler."""
    source, library = folder / "crooked_clock.c", folder / "crooked_clock.so"
    source.write_text(SOURCE.replace("VARIABLE", VARIABLE))
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(source), "-ldl"], check=True)
    return library
