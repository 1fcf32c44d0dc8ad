"""How a page is looked at: wide and narrow, light and dark, for what axe finds and what is too wide."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 640}
EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {
    "light": EVERYTHING,
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},  # only colours differ
}
# The first two differ in everything
LOOKS = [("light", WIDE), ("dark", NARROW), ("dark", WIDE), ("light", NARROW)]

FOUND = "options => axe.run(options).then(({ violations }) => violations)"


def assert_readable(page: Page, looks=LOOKS) -> None:
    wrong = [f"{page.url}, {found}" for look in looks for found in _wrong(page, *look)]
    assert not wrong, "\n".join(wrong)


def _wrong(page: Page, scheme: str, screen: dict[str, int]) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(screen)
    found = violations(page, RULES[scheme]) + overflow(page)
    return [f"{scheme}, {screen['width']} px: {one}" for one in found]


def assert_each_readable(page: Page, *further: str) -> None:
    """The page as it is open, and what is at further paths."""
    assert_readable(page)
    for path in further:
        page.goto(path)
        assert_readable(page)


def violations(page: Page, rules=EVERYTHING) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {
        "resultTypes": ["violations"],
        "runOnly": rules,
        "preload": False,  # it would put imported sheets into the page, against the policy
    }
    return [
        f"{rule['id']}: {node['html']} {node['failureSummary']}"
        for rule in page.evaluate(FOUND, options)
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> list[str]:
    """Return what is wider than the screen, unless it scrolls on its own."""
    return page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("body *")]
                .filter((element) => element.getBoundingClientRect().right > width + 1)
                .map((element) => `wider: ${element.tagName}.${element.getAttribute("class")}#${element.id}`);
        }"""
    )


def assert_fits_enlarged(page: Page) -> None:
    page.set_viewport_size({"width": 640, "height": 400})  # 1280 px at 200 %
    wider = overflow(page)

    page.set_viewport_size(WIDE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wider += overflow(page)

    assert not wider, wider
