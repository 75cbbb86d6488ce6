"""The hall that runs by itself: visitors touch the real kiosk, clerks call, and the run is checked from outside."""

import json
import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from demo.audit import Evidence, Summary, judge, read_lines, write_summary
from demo.browser import open_browser
from demo.clerks import Clerk, Habits, HallWatch, Manner, windows_to_staff
from demo.coming_back import ComingBack
from demo.kiosk_hands import KioskHands
from demo.screen import VirtualScreen
from demo.visitors import Visit, Visitors
from demo.web_faces import WebFaces
from demo.whole_hall import Credentials, WholeHall, Window
from hall.client import HallClient
from hall.clock import SystemClock
from hall.errors import HallError
from hall.places import Directory
from hall.places import Window as WindowPlace
from printer.virtual.qr_reader import find_link

KIOSK_SIZE, BOARD_SIZE = (1080, 1920), (1920, 1080)
CLERKS = tuple(f"clerk{number}" for number in range(1, 31))
LONG_MINUTES = 1.9
COMING_SHARE = 0.85
"""The part of the time in which visitors come; in the rest the queues run empty."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """How long a run lasts, how much faster than life clerks work, the seed of chance, and another hall if wanted."""

    minutes: float
    speed: float
    seed: int
    hall_folder: Path | None = None


def run_hands_free(out: Path, settings: RunSettings) -> Summary:
    """Open a hall, let people come, close it and judge; everything is left in `out`, the summary in `summary.json`."""
    hall = WholeHall(out, hall=settings.hall_folder)
    with ExitStack() as stage:
        kiosk_screen = stage.enter_context(_screen(KIOSK_SIZE, hall.logs))
        board_screen = stage.enter_context(_screen(BOARD_SIZE, hall.logs))
        stage.callback(hall.stop)
        hall.start_server()
        made = hall.make_credentials(CLERKS)
        hall.start_printer()
        kiosk = hall.start_kiosk(made.kiosk, _window(kiosk_screen))
        hall.start_display(made.display, _window(board_screen), sound=f"file:{out / 'voice.wav'}")
        hands = KioskHands(kiosk_screen, hall.controls_file, kiosk)
        cameras = _Cameras(kiosk_screen, board_screen, out / "screenshots")
        run = _Run(hall, hands, cameras, settings)
        summary = run.play(made)
        summary = replace(summary, faults=(*summary.faults, *hall.stop()))
    write_summary(summary, out / "summary.json")
    return summary


class _Cameras:
    """Take pictures of the two virtual screens, each name once."""

    def __init__(self, kiosk: VirtualScreen, board: VirtualScreen, folder: Path) -> None:
        self._kiosk, self._board, self.folder = kiosk, board, folder
        folder.mkdir(parents=True, exist_ok=True)

    def take_kiosk(self, name: str) -> None:
        file = self.folder / f"{name}.png"
        if not file.exists():
            self._kiosk.picture().save(file)

    def take_board(self, name: str) -> None:
        self._board.picture().save(self.folder / f"{name}.png")


class _Run:
    """The play itself, once the stage stands."""

    def __init__(self, hall: WholeHall, hands: KioskHands, cameras: _Cameras, settings: RunSettings) -> None:
        self._hall, self._hands, self._cameras, self._settings = hall, hands, cameras, settings
        self._clock = SystemClock()
        self._began = time.monotonic()
        self._faults: list[str] = []
        self._visits: list[Visit] = []
        self._clerks: list[Clerk] = []
        self._missed = 0

    def play(self, made: Credentials) -> Summary:
        directory = self._hall.directory(made.kiosk)
        browser_window = _busiest_window(directory)
        watch = HallWatch(self._hall.base_url, token=made.display)
        watch.start()
        with open_browser() as browser:
            faces = WebFaces(browser, self._hall.base_url, self._cameras.folder)
            faces.sign_in(CLERKS[-1], made.clerks[CLERKS[-1]], browser_window.window_id)
            self._open_windows(directory, made, watch, beside=browser_window)
            client = HallClient(self._hall.base_url)
            self._back = ComingBack(client, self._hall.paper, faces, seed=self._settings.seed)
            self._receive(Visitors(self._hands, directory, clock=self._clock, seed=self._settings.seed), faces)
            self._run_empty(faces)
            for clerk in self._clerks:
                clerk.stop()
                self._faults += clerk.faults
            watch.stop()
            return judge(self._evidence())

    def _open_windows(self, directory: Directory, made: Credentials, watch: HallWatch, *, beside: WindowPlace) -> None:
        windows = windows_to_staff(directory, beside)
        for seed, (name, window) in enumerate(zip(CLERKS, windows, strict=False)):
            habits = Habits(
                speed=self._settings.speed, seed=self._settings.seed * 1000 + seed, first=self._first_manner(seed)
            )
            client = HallClient(self._hall.base_url)
            clerk = Clerk(client, window, directory=directory, watch=watch, clock=self._clock, habits=habits)
            clerk.start(name, made.clerks[name])
            self._clerks.append(clerk)

    def _first_manner(self, position: int) -> Manner:
        """Have every run hold a recall, and one that is long enough a visitor who never comes."""
        if position == 0:
            return Manner.LATE
        return Manner.ABSENT if position == 1 and self._settings.minutes >= LONG_MINUTES else Manner.COMES

    def _receive(self, visitors: Visitors, faces: WebFaces) -> None:
        """Let one visitor after another come for as long as visitors come."""
        self._hands.wait_for("home")
        self._cameras.take_kiosk("kiosk-home")
        while self._elapsed_s() < self._settings.minutes * 60 * COMING_SHARE:
            try:
                self._visits.append(visitors.visit(self._cameras.take_kiosk))
            except (HallError, LookupError) as error:
                self._faults.append(f"visit {len(self._visits) + 1}: {error}")
                self._cameras.take_kiosk(f"kiosk-trouble-{len(self._faults)}")
                if len(self._faults) > 3:
                    return
            self._look_around(faces)

    def _look_around(self, faces: WebFaces) -> None:
        """Let the browser's clerk do one thing, and take a picture of every face."""
        faces.work()
        self._bring_back()
        if len(self._visits) % 5 == 1 and self._visits:
            self._follow_newest(faces)
        self._cameras.take_board(f"board-{1 + len(self._visits) // 5}")
        faces.take_pictures()

    def _follow_newest(self, faces: WebFaces) -> None:
        """Scan the newest paper, as a visitor's phone would."""
        papers = read_lines(self._hall.paper / "paper.jsonl")
        if papers and (url := find_link(self._hall.paper / str(papers[-1]["png"]))):
            faces.open_phone(url)

    def _run_empty(self, faces: WebFaces) -> None:
        """Nobody comes any more: the clerks serve who is left until the time is over."""
        while self._elapsed_s() < self._settings.minutes * 60:
            faces.work()
            self._bring_back()
            time.sleep(0.5)
        faces.leave()
        self._cameras.take_board("board-end")
        faces.take_pictures()

    def _bring_back(self) -> None:
        """Let who was missed since the last look come back."""
        missed = sum(clerk.missed for clerk in self._clerks)
        if missed > self._missed:
            self._missed = missed
            self._back.look()

    def _evidence(self) -> Evidence:
        events = self._hall.export("events")
        (self._hall.out / "events.jsonl").write_text(
            "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events), encoding="utf-8"
        )
        return Evidence(
            base_url=self._hall.base_url,
            minutes=self._elapsed_s() / 60,
            events=events,
            tickets=self._hall.export("tickets"),
            visits=self._visits,
            papers=read_lines(self._hall.paper / "paper.jsonl"),
            paper_folder=self._hall.paper,
            calls=[call for clerk in self._clerks for call in clerk.calls],
            shown=read_lines(self._hall.shown_file),
            faults=self._faults,
        )

    def _elapsed_s(self) -> float:
        return time.monotonic() - self._began


@contextmanager
def _screen(size: tuple[int, int], logs: Path) -> Iterator[VirtualScreen]:
    screen = VirtualScreen(*size, logs=logs)
    try:
        yield screen
    finally:
        screen.stop()


def _busiest_window(directory: Directory) -> WindowPlace:
    """Return the first window for the first of the most-requested matters."""
    featured = directory.hall.featured[0]
    windows = next(one.handling.windows for one in directory.matters if one.matter.matter_id == featured)
    return next(window for window in directory.windows if window.window_id == windows[0])


def _window(screen: VirtualScreen) -> Window:
    return Window(x_display=screen.name, width=screen.width, height=screen.height)
