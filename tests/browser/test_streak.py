"""The streak explained and chosen in a browser, with scripts and without."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from progress.learning.days import day_of
from progress.learning.marks import set_state
from tests.factories import make_phase, make_topics

PATH, SETTINGS = "/streak/", "/settings/streak/"
DAY = timedelta(days=1)


def keep_at_it(learner, days):
    """Up to yesterday."""
    now = timezone.now()
    for ago, topic in enumerate(make_topics(days, make_phase()), start=1):
        set_state(learner=learner, topic=topic, state="done", at=now - ago * DAY)


def test_a_streak_leads_to_what_it_is_made_of(open_path, learner):
    keep_at_it(learner, 3)

    page = open_path("/")
    page.get_by_role("link", name="3-day streak").click()

    expect(page).to_have_title("Your streak · Cairn")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your streak")
    expect(page.locator(".log-day").first).to_contain_text("Nothing yet")
    expect(page.locator(".log-day").nth(1)).to_contain_text("Day 3")


def test_months_are_turned(open_path, learner):
    keep_at_it(learner, 40)
    page = open_path(PATH)
    month = page.locator("#month").inner_text()

    page.locator("a[rel=prev]").click()
    expect(page.locator("#month")).not_to_have_text(month)
    page.locator("a[rel=next]").click()

    expect(page.locator("#month")).to_have_text(month)


def test_weeks_instead_of_days(open_path, learner):
    keep_at_it(learner, 3)
    page = open_path(SETTINGS)

    page.get_by_label("Some days a week").check()
    page.get_by_label("Days a week", exact=True).fill("1")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_label("Some days a week")).to_be_checked()
    expect(page.locator("#streak")).to_contain_text("-week streak")


def test_a_pause_and_back(open_path, learner):
    keep_at_it(learner, 3)
    page = open_path(SETTINGS)
    today = day_of(learner, timezone.now())

    page.get_by_label("Last day").fill((today - DAY).isoformat())
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("The last day can't be before the first")).to_be_visible()
    expect(page.get_by_label("Last day")).to_have_value((today - DAY).isoformat())

    page.get_by_label("Last day").fill((today + 3 * DAY).isoformat())
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("You are paused through")).to_be_visible()

    page.get_by_role("button", name="Go on from today").click()
    expect(page.get_by_text("Your days count again.")).to_be_visible()
