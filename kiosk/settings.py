"""Settings: what the set-up page made of this machine, kept in its state folder; the command line goes before."""

from dataclasses import dataclass
from pathlib import Path

from hall.state_files import find_kept, write_whole
from hall.ui.mixing import FULL_VOLUME
from hall.wire import to_json

FILE = "settings.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is set; None where nothing is.

    `turned` is by how many degrees the picture is turned on the panel, `volume` that of the voice guidance in percent.
    """

    server: str | None = None
    token: str | None = None
    kiosk_id: str | None = None
    printer: str | None = None
    turned: int = 0
    volume: int = FULL_VOLUME


def load_settings(folder: Path) -> Settings:
    """Return what is kept in a folder, nothing set where there is nothing: then the kiosk is set up anew.

    Raises:
        DiskUnusable: the file may not be read.
    """
    return find_kept(folder / FILE, Settings) or Settings()


def save_settings(folder: Path, settings: Settings) -> None:
    """Keep settings: a token is among them, so nobody else may read the file.

    Raises:
        DiskUnusable: they cannot be kept.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(folder / FILE, to_json(settings))
