"""One Chromium, and pages in it that are watched for what must never happen."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.programs import chromium

FLAGS = [
    "--no-sandbox",  # tests also run as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--no-first-run",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
]

# What the browser and htmx say of an answer other than 200, or of none
FAILURES = ["status of", "Response Status Error", "net::ERR", "htmx:sendError", "htmx:afterRequest"]


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


def comes_true(page: Page, expression: str, within: float = 20) -> bool:
    """Whether it does in so many seconds. Playwright's own waiting needs `eval`, which our policy forbids."""
    deadline = time.monotonic() + within
    while not page.evaluate(expression):
        if time.monotonic() > deadline:
            return False
        page.wait_for_timeout(50)
    return True


class Watch:
    """What went wrong in a context's pages: scripts that failed, blocked content, strangers asked."""

    def __init__(self, context: BrowserContext, home: str, *, failures_expected: bool) -> None:
        self.home = urlsplit(home).netloc
        self.failures_expected = failures_expected
        self.wrongs: list[str] = []
        context.on("page", self._attend)
        context.on("request", self._ask)

    def _attend(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.wrongs.append(f"script: {error}"))
        page.on("console", lambda message: self._hear(message.type, message.text))

    def _hear(self, kind: str, words: str) -> None:
        expected = self.failures_expected and any(failure in words for failure in FAILURES)
        if "Content Security Policy" in words or (kind == "error" and not expected):
            self.wrongs.append(f"console: {words}")

    def _ask(self, request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme in ("http", "https") and asked.netloc != self.home:
            self.wrongs.append(f"asked {request.url}")
