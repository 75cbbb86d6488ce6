"""The web faces in a real browser: a clerk at the console's own keys, and a visitor's phone."""

from pathlib import Path

from playwright.sync_api import Browser, Page

CONSOLE_SIZE, PHONE_SIZE = (1280, 800), (390, 844)
PAGE_TIMEOUT_MS = 10_000
MOST_STEPS = 20


class WebFaces:
    """One console and one phone; pictures of both go to the folder."""

    def __init__(self, browser: Browser, base_url: str, pictures: Path) -> None:
        """Open an empty page for each."""
        self._base_url, self._pictures = base_url, pictures
        self._console = _page(browser, CONSOLE_SIZE, scale=1)
        self._phone = _page(browser, PHONE_SIZE, scale=2)

    def sign_in(self, clerk: str, password: str, window_id: str) -> None:
        """Sign in at a window through the console's own form."""
        self._console.goto(f"{self._base_url}/console")
        self._console.fill("[name=clerk]", clerk)
        self._console.fill("[name=password]", password)
        self._console.select_option("[name=window]", window_id)
        self._console.screenshot(path=self._pictures / "console-sign-in.png")
        self._console.press("[name=password]", "Enter")
        self._console.wait_for_selector("#primary")

    def work(self) -> None:
        """Do the next thing that a clerk would do, by key: finish who is served, start who came, or call the next."""
        if self._can("[data-act=finish]"):
            self._console.keyboard.press("F8")
        elif self._can("#primary"):
            self._console.keyboard.press("NumpadEnter")

    def leave(self) -> None:
        """Finish who is at the window, so that nobody is left there."""
        for _ in range(MOST_STEPS):
            if self._console.locator("#ticket[data-state=idle]").count():
                return
            self.work()
            self._console.wait_for_timeout(300)

    def _can(self, control: str) -> bool:
        return self._console.locator(f"{control}[aria-disabled=false]").count() > 0

    def open_phone(self, url: str) -> None:
        """Open a visitor's page, as the ticket's QR code says."""
        self._phone.goto(url)

    def come_back(self, url: str) -> None:
        """Open the page of a number that was missed, and press what brings it back."""
        self.open_phone(url)
        self._phone.locator("#come-back").scroll_into_view_if_needed()
        self._phone.screenshot(path=self._pictures / "phone-overdue.png")
        self._phone.click("#come-back")
        self._phone.wait_for_selector("body:not([data-state=overdue])")
        self._phone.screenshot(path=self._pictures / "phone-back.png")

    def take_pictures(self, name: str = "") -> None:
        """Take a picture of both."""
        suffix = f"-{name}" if name else ""
        self._console.screenshot(path=self._pictures / f"console{suffix}.png")
        if self._phone.url.startswith(self._base_url):
            self._phone.screenshot(path=self._pictures / f"phone{suffix}.png")


def _page(browser: Browser, size: tuple[int, int], *, scale: int) -> Page:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    context.set_default_timeout(PAGE_TIMEOUT_MS)
    return context.new_page()
