"""Every mail in a real browser, wide and narrow, light and dark."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import Page

from progress.reminders.letters.style_hashes import style_hashes
from progress.reminders.models import Kind
from tests.browser.chromium import Watch, launched
from tests.browser.looks import violations
from tests.reminders.letters.made import CASES, Case, contents, html_of, stop, written

HOME = "http://mailbox.example"
OWN = "default-src 'none'; style-src 'unsafe-hashes' {hashes}"


@pytest.fixture(scope="module")
def browser():
    with pytest.MonkeyPatch.context() as patch, launched() as browser:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield browser


@contextmanager
def opened(browser, case: Case, *, width: int = 640, scheme: str = "light", headers=None, **options):
    """Nothing may go wrong on the page, nor be asked for from elsewhere."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **options)
    watch = Watch(context, HOME, failures_expected=False)
    page = context.new_page()
    answer = {"body": html_of(written(case)), "content_type": "text/html; charset=utf-8"}
    page.route(f"{HOME}/**", lambda route: route.fulfill(**answer, headers=headers or {}))
    page.goto(f"{HOME}/")
    yield page
    context.close()
    assert watch.wrongs == []


def scrolls_sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def colours(page: Page, selector: str) -> tuple[str, str]:
    style = "one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
    return tuple(page.locator(selector).first.evaluate(style))


@pytest.mark.full
@pytest.mark.parametrize("name", CASES)
def test_everybody_can_read_it(browser, name):
    with opened(browser, CASES[name]) as page:
        for scheme, width in (("light", 640), ("dark", 320)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            assert violations(page) == [], scheme
            assert not scrolls_sideways(page)
            assert page.get_by_role("heading", level=1).is_visible()
            assert page.locator("a.press").is_visible()


def test_the_longest_words_break(browser):
    title = "Long" * 40
    told = contents(name="N" * 150, stops=(stop(title), stop(title, where=title)))
    with opened(browser, Case(Kind.REMINDER, told), width=320) as page:
        assert not scrolls_sideways(page)


def test_what_a_mailbox_shows_beside_the_subject_is_not_shown_again(browser):
    with opened(browser, CASES["reminder"]) as page:
        assert not page.locator(".preheader").is_visible()


def test_dark_turns_paper_and_ink_around(browser):
    with opened(browser, CASES["at_risk"]) as page:
        light = [colours(page, one) for one in (".ground", ".title", ".day.active", ".day.risk", ".press")]
    with opened(browser, CASES["at_risk"], scheme="dark") as page:
        dark = [colours(page, one) for one in (".ground", ".title", ".day.active", ".day.risk", ".press")]

    assert all(one != other for one, other in zip(light, dark, strict=True))


def test_a_page_that_allows_its_styles_by_hash_shows_it_whole(browser):
    """As the pages of examples and local mode's mailbox do; the watch would hear of what is blocked."""
    hashes = " ".join(style_hashes(html_of(written(CASES["digest"]))))
    headers = {"Content-Security-Policy": OWN.format(hashes=hashes)}

    with opened(browser, CASES["digest"], scheme="dark", headers=headers) as page:
        assert colours(page, ".ground")[1] == "rgb(16, 22, 28)"


def test_a_page_that_allows_no_styles_shows_none(browser):
    """So that the test above can fail."""
    headers = {"Content-Security-Policy": OWN.format(hashes="")}

    with (
        pytest.raises(AssertionError, match="Content Security Policy"),
        opened(browser, CASES["digest"], headers=headers),
    ):
        pass
