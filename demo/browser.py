"""A real browser (Debian's chromium through Playwright) for the web faces, with Chinese letters of our own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from demo.programs import ROOT, ProgramFailed

_OFF_BY_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
)
"""What Playwright turns off itself: said again, because Chromium believes the last list of such names alone."""

_OFF = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "SpareRendererForSitePerProcess")
"""Suggestions of an address bar that nobody sees, and a process in reserve: most of the work of a new context."""

# Without the flags about the background, Chromium looks for its maker's servers at every start.
_ARGUMENTS = (
    f"--disable-features={','.join((*_OFF_BY_PLAYWRIGHT, *_OFF))}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
)

_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


@contextmanager
def open_browser(*more_arguments: str) -> Iterator[Browser]:
    """Run chromium without a window, with no fonts but the hall's, for as long as the block lasts."""
    program = shutil.which("chromium")
    if program is None:
        raise ProgramFailed("chromium is not installed (Debian's package chromium)")
    with tempfile.TemporaryDirectory(prefix="yinhao-browser-") as folder:
        config = Path(folder) / "fonts.conf"
        config.write_text(_FONTCONFIG.format(fonts=ROOT / "assets" / "fonts", cache=folder), encoding="utf-8")
        variables: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(config)}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=program, args=[*_ARGUMENTS, *more_arguments], env=variables
            )
            try:
                yield browser
            finally:
                browser.close()
