"""`./yinhao demo`: a whole hall on this machine, to be tried by hand or to run by itself."""

import argparse
import logging
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from demo.by_hand import StaySettings, run_by_hand
from demo.hands_free import RunSettings, run_hands_free
from hall.errors import HallError


def main(arguments: Sequence[str]) -> int:
    """Run the demo; 0 when it went well, 1 when a hands-free run found something wrong, 2 for bad input."""
    chosen = _read(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    out = chosen.out or Path(tempfile.mkdtemp(prefix="yinhao-demo-"))
    try:
        out = _prepare(out)
        return _hands_free(out, chosen) if chosen.hands_free else _by_hand(out, chosen)
    except HallError as error:
        is_program = error.code == "program_failed"
        where = f"\n  the programs' logs are in {out / 'logs'}" if is_program else ""
        print(f"yinhao demo: {error.detail}{where}", file=sys.stderr)
        return 1 if is_program else 2
    except KeyboardInterrupt:
        return 0


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="yinhao demo", description="A whole hall on this machine: server, kiosk, board, printer, console, phone."
    )
    parser.add_argument("--hands-free", action="store_true", help="simulated visitors and clerks use the real programs")
    parser.add_argument("--minutes", type=_positive, help="end by itself after so long (hands-free: 2)")
    parser.add_argument("--speed", type=_positive, default=60.0, help="clerks work so many times faster than in life")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same people")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where everything is left (default: a new folder)")
    parser.add_argument("--hall", type=Path, metavar="FOLDER", help="another hall than the sample")
    return parser.parse_args(arguments)


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return value


def _prepare(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
        if any(out.iterdir()):
            out = Path(tempfile.mkdtemp(prefix=f"{time.strftime('%H%M%S')}-", dir=out))
            print(f"the folder was not empty; using {out}")
    except OSError as error:
        raise HallError(f"--out: {out} cannot be used: {error.strerror}; name a folder that may be written") from error
    return out.resolve()


def _hands_free(out: Path, chosen: argparse.Namespace) -> int:
    settings = RunSettings(minutes=chosen.minutes or 2.0, speed=chosen.speed, seed=chosen.seed, hall_folder=chosen.hall)
    print(f"a hall runs by itself for {settings.minutes:g} minutes; everything is left in {out}", flush=True)
    summary = run_hands_free(out, settings)
    for name, value in asdict(summary).items():
        print(f"  {name.replace('_', ' ')}: {value}")
    print(f"{'clean' if summary.is_clean else 'NOT CLEAN'}; see {out / 'summary.json'} and {out / 'screenshots'}")
    return 0 if summary.is_clean else 1


def _by_hand(out: Path, chosen: argparse.Namespace) -> int:
    print("bringing the hall up ...", flush=True)
    settings = StaySettings(minutes=chosen.minutes, hall_folder=chosen.hall)
    run_by_hand(out, settings, say=lambda text: print(text, flush=True))
    return 0


def _end_politely(*_signal: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end_politely)
    sys.exit(main(sys.argv[1:]))
