"""How long a real browser takes until a page's grid can be scrolled."""

import shutil
from statistics import median

from playwright.sync_api import Page, sync_playwright

from bench.browser import HOST, Browser

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TRIES = 5
REGION = ".grid-region"

# Resolves with the milliseconds since the page was asked for, once what was scrolled has been painted
SCROLLED = f"""
() => new Promise((done) => {{
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
  const region = document.querySelector("{REGION}");
  if (region.scrollTop) painted();
  else region.addEventListener("scroll", painted, {{ once: true }});
}})
"""


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def seconds_until_scrolled(mentor: Browser, port: int, address: str) -> float | None:
    """Return the median of a few looks; None where there is no Chromium."""
    where = chromium()
    if where is None:
        return None
    site = f"http://{HOST}:{port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=FLAGS)
        context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 800})
        context.add_cookies(
            [{"name": name, "value": value, "url": site} for name, value in mentor.cookies.items()]
        )
        page = context.new_page()
        page.goto(address)  # style sheets and scripts are there from the second look on
        took = median(_look(page, address) for _ in range(TRIES))
        browser.close()
    return took / 1000


def _look(page: Page, address: str) -> float:
    page.goto(address, wait_until="commit")
    region = page.locator(REGION)
    region.wait_for()
    region.scroll_into_view_if_needed()
    box = region.bounding_box()
    assert box
    page.mouse.move(box["x"] + 50, box["y"] + 150)
    page.mouse.wheel(0, 400)
    return float(page.evaluate(SCROLLED))
