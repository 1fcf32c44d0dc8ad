"""Every page for everybody: by axe, on narrow screens, enlarged, on paper, without motion."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from progress.learning.profiles.showing import show
from tests.browser.pages import PLACES, make_choice, make_declined, make_progress
from tests.factories import make_learner

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 640}
RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},  # only colours differ
}
# How a page is looked at: in quick runs in two ways, which differ in everything
LOOKS = [
    pytest.param(WIDE, "light", id="wide light"),
    pytest.param(NARROW, "dark", id="narrow dark"),
    pytest.param(WIDE, "dark", id="wide dark", marks=pytest.mark.full),
    pytest.param(NARROW, "light", id="narrow light", marks=pytest.mark.full),
]
# Looked at in quick runs too
MAIN = {"index", "roadmap", "phase", "topic", "today", "plan"}
EVERYWHERE = [place if place in MAIN else pytest.param(place, marks=pytest.mark.full) for place in PLACES]
axe = Axe()


@pytest.fixture(scope="module")
def reader(site):
    """Somebody on the way, seen by all tests of this file."""
    make_choice()
    learner = make_learner(name="Noor Hill")
    make_declined(learner)
    make_progress(learner)
    show(learner=learner, handle="noor", public=True, streak=True, badges=True)
    return learner


@pytest.fixture
def at(visit, reader):
    """Open a place of PLACES."""

    def at(name: str, **options) -> Page:
        place = PLACES[name]
        return visit(place.path, as_=None if place.visiting else reader, failures=True, **options)

    return at


def violations(page: Page, scheme: str) -> list[str]:
    options = {
        "resultTypes": ["violations"],
        "runOnly": RULES[scheme],
        "preload": False,  # it would put imported sheets into the page, against the policy
    }
    found = axe.run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html']} {node['failureSummary']}" for rule in found for node in rule["nodes"]
    ]


def overflow(page: Page) -> list[str]:
    """Return what is wider than the screen, unless it scrolls on its own."""
    return page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("main *, header *, footer *")]
                .filter((element) => element.getBoundingClientRect().right > width + 1)
                .map((element) => `${element.tagName}.${element.getAttribute("class")}#${element.id}`);
        }"""
    )


@pytest.mark.full
def test_links_between_lines_are_high_enough_for_a_finger(at):
    page = at("index", viewport=NARROW)
    page.locator(".interchanges summary").click()

    links = page.locator(".interchanges a").all()

    assert links
    assert min(link.bounding_box()["height"] for link in links) >= 24


@pytest.mark.parametrize("place", EVERYWHERE)
def test_axe_finds_nothing(at, place):
    page = at(place)

    for scheme, screen in (("light", WIDE), ("dark", NARROW)):
        assert_readable(page, scheme, screen)


@pytest.mark.full
@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing_the_other_way_around(at, place):
    page = at(place)

    for scheme, screen in (("light", NARROW), ("dark", WIDE)):
        assert_readable(page, scheme, screen)


def assert_readable(page: Page, scheme: str, screen: dict[str, int]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(screen)
    assert violations(page, scheme) == [], f"{scheme}, {screen['width']} px"


@pytest.mark.parametrize("place", EVERYWHERE)
def test_nothing_scrolls_sideways(at, place):
    page = at(place, viewport=NARROW)
    assert overflow(page) == []

    page.set_viewport_size({"width": 640, "height": 400})  # 1280 px at 200 %
    assert overflow(page) == []

    page.set_viewport_size(WIDE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) == []


def test_the_skill_maps_links_are_easy_to_hit(at):
    page = at("roadmap", viewport=NARROW)

    heights = page.locator(".skills a").evaluate_all("links => links.map((link) => link.offsetHeight)")

    assert heights
    assert min(heights) >= 32


@pytest.mark.full
@pytest.mark.parametrize(
    "path", ["", "accounts/user/", "accounts/user/add/", "cohorts/cohort/", "reminders/mail/", "login/"]
)
def test_the_admin_keeps_the_policy(visit, site, path):
    page = visit(f"/admin/{path}", as_=make_learner(is_staff=True, is_superuser=True), failures=True)

    assert page.locator("#site-name, h1").first.is_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_paper_shows_every_topic(at, scripts):
    page = at("roadmap", java_script_enabled=scripts)
    page.emulate_media(media="print")

    names = page.locator(".stop .name")
    hidden = [names.nth(i).text_content() for i in range(names.count()) if not names.nth(i).is_visible()]

    assert names.count() == 68
    assert hidden == []
    assert not page.locator(".masthead").is_visible()


@pytest.mark.full
@pytest.mark.parametrize(
    "path, most",
    [
        ("/roadmaps/backend-engineer/", 5),
        ("/roadmaps/backend-engineer/timeline/", 1),
        ("/roadmaps/backend-engineer/topics/docker/", 1),
        ("/roadmaps/backend-developer/", 2),
    ],
)
def test_paper_is_not_wasted(visit, learner, path, most):
    paper = visit(path, as_=learner).pdf(format="A4", prefer_css_page_size=True)

    assert 0 < len(re.findall(rb"/Type /Page\b", paper)) <= most


def test_nothing_lies_over_anything_on_paper(at):
    """A path in columns, in which Chromium takes no grid apart without losing lines of it."""
    page = at("roadmap")
    page.emulate_media(media="print")

    assert page.locator("main").evaluate("main => getComputedStyle(main).columnCount") == "2"
    shown = page.locator(".inside").evaluate_all("all => all.map((one) => getComputedStyle(one).display)")
    assert set(shown) == {"block"}


def test_without_motion_nothing_moves(at):
    page = at("roadmap")

    durations = page.evaluate(
        "[...document.querySelectorAll('*')].map((element) => getComputedStyle(element).transitionDuration)"
    )

    assert set(durations) == {"0s"}
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_the_page_is_whole_without_scripts(at):
    page = at("roadmap", java_script_enabled=False)

    page.locator("#phase-databases summary").click()

    assert page.locator("#phase-databases .stop").first.is_visible()
    assert page.locator("#phase-interviews .stop").first.is_hidden()
