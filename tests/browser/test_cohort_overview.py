"""The overview of a cohort in a browser, with scripts and without."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import TimeoutError, expect

from curriculum.models import Roadmap
from progress.cohorts.demo.seeding import Plan, seed
from roadmap_site.accounts.models import User
from tests.browser.looks import NARROW, assert_readable
from tests.factories import make_learner


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


def rows(page):
    return page.locator(".everyone tbody tr")


@pytest.fixture
def overview(scripts, visit, learner, cohort):
    return visit(f"/cohorts/{cohort.pk}/", as_=learner, java_script_enabled=scripts)


def test_the_five_who_are_stuck_stand_first(overview):
    expect(rows(overview)).to_have_count(40)
    for number in range(5):
        expect(rows(overview).nth(number)).to_contain_text(re.compile(r"stuck: On .+ for \d+ days"))
    expect(rows(overview).nth(5)).not_to_contain_text("stuck")
    expect(overview.locator(".first-ones > li").first).to_contain_text("for")


def test_rows_are_filtered_and_sorted(overview):
    overview.get_by_label("Who").select_option("quiet")
    overview.get_by_role("button", name="Show", exact=True).click()

    expect(rows(overview)).to_have_count(4)
    expect(overview).to_have_url(re.compile("show=quiet"))
    overview.get_by_role("columnheader", name="Name").get_by_role("link").click()
    expect(overview.locator('th[aria-sort="ascending"]')).to_contain_text("Name")
    expect(rows(overview)).to_have_count(4)


@pytest.mark.full
def test_nothing_is_pressed_in_a_table_that_is_about_to_be_another(visit, learner, cohort):
    """Of two answers at once the slower would win."""
    page = visit(f"/cohorts/{cohort.pk}/", as_=learner)
    held = []
    page.route("**/cohorts/*/?*", lambda route: route.continue_() if held else held.append(route))
    name = page.get_by_role("columnheader", name="Name").get_by_role("link")
    page.get_by_label("Who").select_option("quiet")
    with pytest.raises(TimeoutError):
        name.click(timeout=300)

    held[0].continue_()
    name.click()

    expect(page.locator('th[aria-sort="ascending"]')).to_contain_text("Name")
    expect(rows(page)).to_have_count(4)


def test_a_view_is_saved_and_removed(overview):
    overview.get_by_role("definition").first.get_by_role("link").click()
    expect(rows(overview)).to_have_count(5)
    overview.get_by_label("Name of this view").fill("Stuck ones")
    overview.get_by_role("button", name="Save", exact=True).click()

    overview.get_by_role("link", name="Stuck ones").click()
    expect(rows(overview)).to_have_count(5)

    overview.get_by_role("button", name="Remove the view Stuck ones").click()
    expect(overview.get_by_role("link", name="Stuck ones")).to_have_count(0)


def test_typing_a_name_finds_it(visit, learner, cohort):
    page = visit(f"/cohorts/{cohort.pk}/", as_=learner)
    name = rows(page).nth(7).locator("th").inner_text()

    page.get_by_label("Name", exact=True).press_sequentially(name)

    expect(rows(page)).to_have_count(1)
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.go_back()
    expect(rows(page)).not_to_have_count(1)


@pytest.mark.full
def test_a_view_is_saved_as_it_is_shown_after_typing(visit, learner, cohort):
    page = visit(f"/cohorts/{cohort.pk}/", as_=learner)
    page.get_by_label("Who").select_option("quiet")
    expect(rows(page)).to_have_count(4)

    page.get_by_label("Name of this view").fill("Quiet ones")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Quiet ones").click()

    expect(rows(page)).to_have_count(4)


@pytest.mark.full
def test_a_narrow_row_is_a_name_with_what_to_do_above_where_they_are(visit, learner, cohort):
    page = visit(f"/cohorts/{cohort.pk}/", as_=learner, viewport=NARROW)

    tops = rows(page).evaluate_all(
        """rows => rows.map((row) => {
            row.style.contentVisibility = "visible";
            const top = (cell) => row.querySelector(cell).getBoundingClientRect().top;
            return [top("th a"), top(".act a"), top(".now")];
        })"""
    )
    heights = rows(page).evaluate_all("rows => rows.map((row) => row.offsetHeight)")

    assert max(abs(name - act) for name, act, *_ in tops) < 12
    assert all(name < now for name, _, now in tops)
    assert sum(heights) / len(heights) < 105


@pytest.mark.full
def test_everybody_can_read_it(visit, learner, cohort):
    assert_readable(visit(f"/cohorts/{cohort.pk}/", as_=learner))
