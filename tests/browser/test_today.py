"""The day's page in a browser, with scripts and without."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import expect

from curriculum.models import Habit, Topic
from progress.learning.days import day_of
from progress.learning.marks import set_state
from progress.learning.models import ActiveDay

TODAY = "/today/"


@pytest.fixture
def topic(learner):
    """Of the line that has a routine, in learning since yesterday."""
    topic = Topic.objects.filter(roadmap=Habit.objects.first().roadmap).first()
    set_state(learner=learner, topic=topic, state="learning", at=timezone.now() - timedelta(days=1))
    return topic


def row(page, topic):
    return page.locator(f'[id="stop-{topic.roadmap.slug}/{topic.slug}"]')


def said(page):
    return page.locator("#undo")


def test_a_habit_is_kept_and_undone(open_path, learner, topic):
    page = open_path(TODAY)
    expect(page.locator("#streak-panel h2")).to_contain_text("At risk")

    page.locator("#routine .tick").first.click()

    expect(page.locator("#routine .tick .mark").first).to_have_attribute("data-state", "done")
    expect(page.locator("#streak-panel h2")).to_have_text("Today counts")
    expect(page.locator("#streak")).to_contain_text("2-day streak")
    page.locator("#undo-button").click()
    expect(page.locator("#routine .tick .mark").first).to_have_attribute("data-state", "todo")
    expect(page.locator("#streak-panel h2")).to_contain_text("At risk")
    assert not learner.habit_ticks.exists()


@pytest.mark.full
def test_undo_by_its_button_gives_the_focus_to_what_was_undone(visit, learner, topic):
    page = visit(TODAY, as_=learner)
    tick = page.locator("#routine .tick").first
    tick.focus()
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("kept today")

    page.locator("#undo-button").focus()
    page.keyboard.press("Enter")

    expect(said(page)).to_contain_text("Undone.")
    expect(tick).to_be_focused()


def test_a_topic_is_worked_on_and_then_done(open_path, learner, topic):
    page = open_path(TODAY)

    row(page, topic).get_by_role("button", name="Worked on it today").click()

    expect(row(page, topic)).to_contain_text("Worked on today")
    expect(said(page)).to_contain_text("worked on today")
    row(page, topic).locator(".tick").click()
    expect(said(page)).to_contain_text(f"{topic.title}: done.")
    assert learner.marks.get().state == "done"


def test_a_ticked_row_keeps_its_place_and_the_focus(visit, learner, topic):
    page = visit(TODAY, as_=learner)
    tick = row(page, topic).locator(".tick")
    tick.focus()

    page.keyboard.press("Enter")

    expect(row(page, topic)).to_have_attribute("data-state", "done")
    expect(page.locator("#next .stop").first).to_have_attribute("data-state", "done")
    expect(page.locator("#next .stop")).to_have_count(4)
    expect(tick).to_be_focused()
    page.keyboard.press("u")
    expect(row(page, topic)).to_have_attribute("data-state", "learning")


@pytest.mark.full
def test_keys_mark_what_is_next(visit, learner, topic):
    page = visit(TODAY, as_=learner)

    page.keyboard.press("j")
    page.keyboard.press("d")

    expect(row(page, topic)).to_have_attribute("data-state", "done")


@pytest.mark.full
def test_the_year_can_be_read_without_the_picture(open_path, topic):
    page = open_path(TODAY)

    page.locator("#year summary").press("Enter")

    expect(page.locator("#year tbody tr").first).to_contain_text(
        f"{timezone.now() - timedelta(days=1):%B %Y}"
    )


@pytest.fixture
def days(learner):
    """The year before today: something was done on three days."""
    today = day_of(learner, timezone.now())
    for ago, activities in ((1, 1), (8, 3), (200, 2)):
        day = today - timedelta(days=ago)
        ActiveDay.objects.update_or_create({"activities": activities}, learner=learner, day=day)
    return [today - timedelta(days=ago) for ago in range(371)]


@pytest.mark.parametrize("locale", ["en-GB", pytest.param("en-US", marks=pytest.mark.full)])
def test_the_days_of_the_year_are_walked_through_one_by_one(visit, learner, days, locale):
    page = visit(TODAY, as_=learner, locale=locale)
    cell = page.locator("#year rect:focus")
    page.locator("#year rect[tabindex='0']").focus()

    def expect_day(ago, words):
        expect(cell).to_have_attribute("aria-label", f"{date_format(days[ago], 'l j F Y')}: {words}")
        expect(page.locator(".pointed-at")).to_have_text(cell.get_attribute("aria-label"))

    expect_day(0, "nothing")
    page.keyboard.press("ArrowUp")
    expect_day(1, "1 thing")
    page.keyboard.press("ArrowLeft")
    expect_day(8, "3 things")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    expect(cell).to_have_attribute("data-number", "0")
    page.keyboard.press("End")
    expect_day(0, "nothing")


@pytest.mark.full
def test_the_year_is_a_grid_with_one_stop_for_the_keyboard(visit, learner, days):
    page = visit(TODAY, as_=learner)

    expect(page.locator("#year rect[tabindex='0']")).to_have_count(1)
    expect(page.get_by_role("grid").first.get_by_role("row")).to_have_count(7)
    expect(page.get_by_role("gridcell", name=re.compile(": 2 things"))).to_have_count(1)


@pytest.mark.full
def test_the_year_stays_a_grid_when_a_press_brings_another(visit, learner, topic, days):
    page = visit(TODAY, as_=learner)
    row(page, topic).locator(".tick").click()
    expect(said(page)).to_contain_text("done.")

    page.locator("#year rect[tabindex='0']").focus()
    expect(page.locator(".pointed-at")).to_contain_text(": 1 thing")


@pytest.mark.full
def test_the_days_of_the_year_are_in_words_without_scripts(open_path, days):
    page = open_path(TODAY)

    page.locator("#year summary").press("Enter")

    newest = page.locator("#year .its-days").first.locator("li").last
    expect(newest).to_have_text(f"{days[1]:%a} {days[1].day}: 1 thing")
