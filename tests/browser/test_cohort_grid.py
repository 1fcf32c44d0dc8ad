"""The grids of a cohort and a learner's page in a browser, with scripts and without."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from curriculum.models import Phase, Roadmap
from progress.cohorts.demo.seeding import Plan, seed
from progress.cohorts.models import Membership, Shows
from roadmap_site.accounts.models import User
from tests.browser.looks import NARROW, assert_each_readable, overflow
from tests.factories import make_learner

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def learner(site):
    """One for all tests of this file, as is the cohort."""
    return make_learner(name="Robin Hill")


@pytest.fixture(scope="module")
def cohort(learner):
    """Forty learners; the learner of these tests looks after them."""
    User.objects.filter(email__startswith="demo-").delete()
    roadmap = Roadmap.objects.get(slug="backend-engineer")
    return seed(Plan(40, 1, "Autumn 2026", roadmap, learner, timezone.now())).cohort


@pytest.fixture
def phase(cohort):
    return Phase.objects.filter(roadmap=cohort.roadmaps.first()).order_by("position")[3]


@pytest.fixture
def one(cohort):
    """A learner who shows topics."""
    return Membership.objects.learners().filter(cohort=cohort, shows=Shows.TOPICS).order_by("pk")[0]


@pytest.fixture
def grid(open_path, cohort):
    return open_path(f"/cohorts/{cohort.pk}/grid/")


def rows(page):
    return page.locator(".grid tbody tr")


def heading(page, name):
    return page.locator(".grid thead").get_by_role("link", name=name)


def test_the_five_who_are_stuck_stand_first_with_the_phase_that_holds_them_up(grid):
    expect(rows(grid)).to_have_count(40)
    for number in range(5):
        expect(rows(grid).nth(number).locator("[data-stuck]")).not_to_have_count(0)
    expect(grid.locator(".grid [data-stuck]").first).to_contain_text(re.compile(r"\d of \d, stuck here"))
    expect(rows(grid).nth(5).locator("[data-stuck]")).to_have_count(0)


def test_a_phase_opens_to_its_topics_and_leads_back(grid, phase):
    heading(grid, phase.short).click()

    expect(grid.get_by_role("heading", level=2)).to_contain_text(phase.title)
    expect(rows(grid)).to_have_count(40)
    expect(grid.locator(".grid [data-state=d]").first).to_have_text("done")
    grid.locator(".crumbs").get_by_role("link").click()
    expect(heading(grid, phase.short)).to_be_visible()


def test_learners_are_found_and_sorted(grid):
    grid.get_by_label("Who").select_option("quiet")
    grid.get_by_role("button", name="Show", exact=True).click()

    expect(rows(grid)).to_have_count(4)
    grid.wait_for_load_state("networkidle")  # choosing asks, and so does the button
    heading(grid, "Name").click()
    expect(grid.locator('.grid th[aria-sort="ascending"]')).to_contain_text("Name")
    expect(rows(grid)).to_have_count(4)


def test_a_name_leads_to_the_learner_and_a_note_is_kept_and_taken_back(grid, scripts):
    row = rows(grid).nth(1 if scripts else 2)
    name = row.locator("th .known").inner_text()
    row.locator("th a").click()

    expect(grid.get_by_role("heading", level=1)).to_have_text(name)
    grid.get_by_label("A note for mentors").fill("Calls on Mondays.")
    grid.get_by_role("button", name="Keep the note").click()
    expect(grid.locator(".mentor-notes .words")).to_have_text("Calls on Mondays.")
    grid.get_by_text("Edit", exact=True).click()
    grid.get_by_label("Note", exact=True).fill("Calls on Tuesdays.")
    grid.get_by_role("button", name="Save", exact=True).click()
    expect(grid.locator(".mentor-notes .words")).to_have_text("Calls on Tuesdays.")
    grid.get_by_role("button", name=re.compile("^Remove the note")).click()
    expect(grid.locator(".mentor-notes")).to_have_count(0)
    grid.get_by_role("button", name="Undo").click()
    expect(grid.locator(".mentor-notes .words")).to_have_text("Calls on Tuesdays.")


def test_the_trend_comes_into_sight_or_is_a_link_away(grid, scripts):
    if scripts:
        grid.locator("#trend").scroll_into_view_if_needed()
    else:
        grid.get_by_role("link", name=re.compile("^How it goes")).click()

    expect(grid.get_by_role("heading", name="The hardest topics")).to_be_visible()
    expect(grid.get_by_role("img", name=re.compile("^Half of the learners"))).to_be_visible()
    expect(grid.locator(".hard li")).not_to_have_count(0)


@pytest.fixture
def several(cohort):
    """The cohort, for a while on three lines."""
    for place, roadmap in enumerate(Roadmap.objects.published()[1:3], start=1):
        cohort.lines.create(roadmap=roadmap, position=place)
    yield cohort
    cohort.lines.filter(position__gt=0).delete()


def test_one_line_is_shown_at_a_time(open_path, several):
    page = open_path(f"/cohorts/{several.pk}/grid/", viewport=NARROW)
    second = several.lines.all()[1].roadmap

    page.get_by_role("navigation", name="Roadmaps").get_by_role("link", name=second.title).click()
    page.get_by_label("Sorted by").select_option("name")
    page.get_by_role("button", name="Show", exact=True).click()

    expect(page).to_have_url(re.compile("sort=name"))
    expect(page.get_by_role("navigation", name="Roadmaps").locator("[aria-current]")).to_have_text(
        second.title
    )
    first = second.phases.filter(retired_in=None).order_by("position")[0]
    expect(page.locator(".grid thead th").nth(2)).to_contain_text(first.short or first.title)
    assert overflow(page) == []


@pytest.fixture
def with_scripts(visit, learner, cohort):
    return visit(f"/cohorts/{cohort.pk}/grid/", as_=learner, viewport=NARROW)


def at(page):
    """Where the focus is: the row and the column."""
    return page.evaluate(
        """() => {
            const cell = document.activeElement.closest("td, th");
            return cell && [cell.parentElement.rowIndex, cell.cellIndex];
        }"""
    )


def test_the_grid_is_one_stop_and_arrows_go_through_it(with_scripts):
    page = with_scripts
    heading(page, "Name").focus()

    for key, place in (
        ("ArrowDown", [1, 0]),
        ("ArrowRight", [1, 1]),
        ("ArrowRight", [1, 2]),
        ("ArrowUp", [0, 2]),
        ("ArrowUp", [0, 2]),
        ("PageDown", [10, 2]),
        ("End", [10, 11]),
        ("Control+End", [40, 11]),
        ("Home", [40, 0]),
        ("Control+Home", [0, 0]),
    ):
        page.keyboard.press(key)
        assert at(page) == place, key
    assert page.locator(".grid [tabindex='0']").count() == 1
    page.keyboard.press("Tab")
    assert at(page) is None


def test_what_the_arrows_reach_is_in_sight(with_scripts):
    page = with_scripts
    heading(page, "Name").focus()
    for _ in range(25):
        page.keyboard.press("ArrowDown")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")

    assert page.evaluate(
        """() => {
            const box = document.activeElement.getBoundingClientRect();
            const top = document.elementFromPoint(box.left + 4, box.top + 4);
            return document.activeElement.contains(top);
        }"""
    )


def test_names_and_headings_stay_where_they_are(with_scripts):
    page = with_scripts
    region = page.locator(".grid-region")
    before = [page.locator(".grid .who").bounding_box(), rows(page).first.locator("th").bounding_box()["x"]]

    region.evaluate("element => element.scrollTo(300, 400)")
    page.wait_for_timeout(100)

    assert page.locator(".grid .who").bounding_box() == before[0]
    assert rows(page).nth(15).locator("th").bounding_box()["x"] == before[1]


def test_it_is_a_table_to_those_who_hear_it(visit, learner, cohort):
    page = visit(f"/cohorts/{cohort.pk}/grid/", as_=learner, java_script_enabled=False)

    table = page.get_by_role("table", name=re.compile("^Learners and phases of"))
    expect(table.get_by_role("columnheader")).to_have_count(12)
    expect(table.get_by_role("rowheader")).to_have_count(40)
    expect(table.get_by_role("cell")).to_have_count(40 * 11)


def test_everybody_can_read_them(visit, learner, cohort, phase, one):
    at = f"/cohorts/{cohort.pk}"
    page = visit(f"{at}/grid/", as_=learner)

    assert_each_readable(page, f"{at}/grid/{phase.pk}/", f"{at}/trend/", f"{at}/learners/{one.pk}/")
