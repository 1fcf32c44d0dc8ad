"""Every page for everybody: by axe, on narrow screens, enlarged, on paper, without motion."""

import re

import pytest
from playwright.sync_api import Page

from progress.learning.profiles.showing import show
from tests.browser.looks import LOOKS, NARROW, assert_fits_enlarged, assert_readable
from tests.browser.pages import PLACES, make_choice, make_declined, make_progress
from tests.factories import make_learner

QUICK, REST = LOOKS[:2], LOOKS[2:]
MAIN = {"index", "roadmap", "phase", "topic", "today", "plan"}  # looked at in quick runs too
VIEWS = [
    *(pytest.param(place, QUICK, id=place) for place in sorted(MAIN)),
    *(pytest.param(place, REST, id=f"{place}, the rest", marks=pytest.mark.full) for place in sorted(MAIN)),
    *(pytest.param(place, LOOKS, id=place, marks=pytest.mark.full) for place in PLACES if place not in MAIN),
]


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


@pytest.mark.full
def test_links_between_lines_are_high_enough_for_a_finger(at):
    page = at("index", viewport=NARROW)
    page.locator(".interchanges summary").click()

    links = page.locator(".interchanges a").all()

    assert links
    assert min(link.bounding_box()["height"] for link in links) >= 24


@pytest.mark.parametrize("place, looks", VIEWS)
def test_everybody_can_read_it(at, place, looks):
    page = at(place)

    assert_readable(page, looks)
    assert_fits_enlarged(page)


@pytest.mark.full
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


def test_paper_shows_every_topic(at, scripts):
    page = at("roadmap", java_script_enabled=scripts)
    page.emulate_media(media="print")

    names = page.locator(".stop .name")
    assert names.count() == 68
    assert names.filter(visible=False).all_text_contents() == []
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


@pytest.mark.full
def test_nothing_lies_over_anything_on_paper(at):
    """A path in columns, in which Chromium takes no grid apart without losing lines of it."""
    page = at("roadmap")
    page.emulate_media(media="print")

    assert page.locator("main").evaluate("main => getComputedStyle(main).columnCount") == "2"
    shown = page.locator(".inside").evaluate_all("all => all.map((one) => getComputedStyle(one).display)")
    assert set(shown) == {"block"}


@pytest.mark.full
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
