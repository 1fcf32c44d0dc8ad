"""One tab signs out while another still shows the learner's name."""

import re

import pytest
from playwright.sync_api import expect

from roadmap_site.accounts.models import User
from tests.accounts.ways import PASSWORD

pytestmark = pytest.mark.full

PATH = "/roadmaps/backend-engineer/"


@pytest.fixture
def page(visit, scripts, learner):
    """The tab that is left."""
    page = visit(PATH, as_=learner, failures=True, java_script_enabled=scripts)
    other = page.context.new_page()
    other.goto("/settings/")
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("link", name="Sign in")).to_be_visible()
    return page


def test_a_tick_is_no_visitors(page, scripts, learner):
    page.locator("#tick-dns").click()

    expect(page.locator("#undo" if scripts else "main")).to_contain_text("been signed out")
    assert not learner.marks.exists()
    page.get_by_role("link", name="Reload" if scripts else "Go on as a visitor").click()
    expect(page.locator("#stop-dns")).to_have_attribute("data-state", "todo")
    expect(page.get_by_role("banner").get_by_role("link", name="Sign in")).to_be_visible()
    page.locator("#tick-dns").click()
    expect(page.locator("#stop-dns")).to_have_attribute("data-state", "done")


def test_signing_in_again_leads_back(page):
    page.locator("#tick-dns").click()

    page.get_by_role("main").get_by_role("link", name="Sign in", exact=True).click()

    expect(page.locator("[name=login]")).to_be_visible()
    expect(page.locator("[name=next]").first).to_have_value(PATH)


def test_a_topic_opens_as_the_page_of_who_is_there(page):
    page.locator("#name-dns").click()

    expect(page.locator("#topic-title")).to_have_text("DNS")
    expect(page.get_by_role("banner").get_by_role("link", name="Sign in")).to_be_visible()


def test_where_somebody_else_has_signed_in_one_can_go_on(page, learner):
    """Signing in changes the token of all tabs, so the form that is left is refused before anything else."""
    sam = User.objects.create_user(f"next-to-{learner.pk}@cairn.example", PASSWORD, name="Sam Brook")
    other = page.context.new_page()
    other.goto("/accounts/login/")
    other.locator("[name=login]").fill(sam.email)
    other.locator("[name=password]").fill(PASSWORD)
    other.locator("main").get_by_role("button", name="Sign in").click()
    expect(other.locator(".me")).to_be_visible()

    page.locator("#tick-dns").click()

    expect(page.locator("body")).to_contain_text("Sam Brook has signed in in another tab")
    page.get_by_role("link", name=re.compile("Reload|Go on as")).click()
    expect(page.locator("#stop-dns")).to_have_attribute("data-state", "todo")
    page.locator("#tick-dns").click()
    expect(page.locator("#stop-dns")).to_have_attribute("data-state", "done")
    assert not learner.marks.exists()
