"""What a learner shows, takes along and deletes: each flow with scripts and without."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from curriculum.models import Roadmap
from progress.learning.marks import set_phase, set_state
from progress.learning.models import Certificate, Profile, Submission
from roadmap_site.accounts.models import User
from tests.accounts.everything import NOON
from tests.accounts.ways import PASSWORD
from tests.browser.chromium import comes_true
from tests.browser.conftest import session_of
from tests.browser.test_accounts import address  # noqa: F401 -- a fixture
from tests.factories import make_milestone, make_roadmap, make_topic

pytestmark = pytest.mark.full


@pytest.fixture
def person(db, address):  # noqa: F811
    return User.objects.create_user(address, PASSWORD, name="Robin Hill")


@pytest.fixture
def roadmap(person) -> Roadmap:
    """The shortest of the shipped ones, completed."""
    roadmap = Roadmap.objects.get(slug="backend-in-layers")
    for phase in roadmap.phases.live():
        set_phase(learner=person, phase=phase, state="done", at=timezone.now())
    return roadmap


@pytest.fixture
def open_as(visit, scripts, person):
    def open_as(path, **options):
        return visit(path, as_=person, java_script_enabled=scripts, **options)

    return open_as


def test_a_profile_is_switched_on_seen_and_switched_off(open_as, visit, scripts, person, roadmap):
    page = open_as("/settings/profile/", permissions=["clipboard-read", "clipboard-write"])
    handle = f"robin-{person.pk}"
    page.get_by_label("Handle").fill("Admin")
    page.get_by_label("Show a public page").check()
    page.get_by_label("Show badges").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("“admin” is kept for the site itself.")).to_be_visible()
    expect(page.get_by_label("Show a public page")).to_be_checked()
    page.get_by_label("Handle").fill(f"@{handle}")
    page.get_by_role("button", name="Save").click()

    snippet = page.get_by_label(f"Markdown for {roadmap.title}")
    expect(snippet).to_have_value(
        re.compile(rf"^\[!\[.*/@{handle}/{roadmap.slug}\.svg\)\]\(.*/@{handle}/\)$")
    )
    assert (
        page.locator(".snippets img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    )
    if scripts:
        page.get_by_role("button", name="Copy").click()
        assert page.evaluate("navigator.clipboard.readText()") == snippet.input_value()
    stranger = visit(f"/@{handle}/")
    expect(stranger.get_by_role("heading", name="Robin Hill")).to_be_visible()
    expect(stranger.get_by_text("18 of 18 topics")).to_be_visible()

    page.get_by_label("Handle").fill("")
    page.get_by_label("Show a public page").uncheck()
    page.get_by_label("Show badges").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Handle")).to_have_value("")
    assert not Profile.objects.filter(learner=person).exists()


def test_a_certificate_is_shared_and_taken_back(open_as, visit, scripts, person, roadmap):
    page = open_as(f"/roadmaps/{roadmap.slug}/")
    page.get_by_role("link", name="Certificate").click()
    page.get_by_role("button", name="Make it verifiable").click()
    expect(page.get_by_label("Its address")).to_be_visible()
    path = f"/certificates/{Certificate.objects.get(learner=person).code}/"
    stranger = visit(path, failures=True)
    expect(stranger.locator(".certificate")).to_contain_text("Robin Hill")

    page.get_by_role("link", name="Take the address back").click()
    page.get_by_role("button", name="Take it back").click()

    expect(page.get_by_role("button", name="Make it verifiable")).to_be_visible()
    assert stranger.reload().status == 410


def test_on_paper_a_certificate_is_one_page_across(open_as, roadmap):
    page = open_as(f"/completions/{roadmap.key}/")

    paper = page.pdf(prefer_css_page_size=True)

    assert paper.count(b"/Type /Page\n") == 1
    assert re.search(rb"/MediaBox \[0 0 84[12]\S* 59[45]\S*\]", paper)


def test_everything_can_be_taken_along(open_as, person, roadmap):
    page = open_as("/settings/export/")

    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").click()
    told = json.loads(Path(download.value.path()).read_text())
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()

    assert told["person"][0]["email"] == person.email
    assert len(told["marks"]) == 18
    assert download.value.suggested_filename == "cairn-marks.csv"


KEPT = "[localStorage, sessionStorage].flatMap(Object.keys).filter((key) => key.startsWith('note:'))"


def test_a_deleted_account_leaves_no_note_in_the_browser(open_as, scripts, person):
    if not scripts:
        pytest.skip("nothing is kept in the browser then")
    page = open_as("/settings/delete/", failures=True)
    other = page.context.new_page()
    other.goto("/roadmaps/backend-engineer/topics/dns/")
    other.route("**/topics/dns/", lambda route: route.abort())
    other.locator("#note-text").fill("Typed in a tunnel")
    expect(other.locator("#note-state")).to_contain_text("kept in this browser")
    page.evaluate("localStorage.setItem('note:another:1:tab', '{}')")

    page.get_by_role("button", name="Delete everything").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Your account is deleted")).to_be_visible()

    expect(other.locator("#note-state")).to_contain_text("this account was deleted")
    other.locator("#note-text").press_sequentially(" and on")
    expect(other.locator("#note-text")).to_have_value("Typed in a tunnel and on")
    for tab in (page, other):
        assert tab.evaluate(KEPT) == ["note:another:1:tab"]


NOTE = "/roadmaps/backend-engineer/topics/dns/"


@pytest.fixture
def unsaved(visit, person):
    """A page that could not save a note, with another person's beside it in the browser."""
    page = visit(NOTE, as_=person, failures=True)
    page.route(f"**{NOTE}", lambda route: route.abort())
    page.locator("#note-text").fill("Typed in a tunnel")
    expect(page.locator("#note-state")).to_contain_text("kept in this browser")
    page.evaluate("localStorage.setItem('note:another:1:tab', '{}')")
    return page


def test_who_signs_out_is_told_what_is_not_saved(unsaved, person):
    page = unsaved.context.new_page()
    page.goto("/settings/")
    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_text("Not all that you wrote is saved.")).to_be_visible()
    assert page.request.get("/settings/", max_redirects=0).ok  # still signed in
    unsaved.close()
    page.locator("#unsaved").get_by_role("link", name="DNS").click()
    expect(page.locator("#note-state")).to_contain_text("Saved on")
    assert comes_true(page, f"{KEPT}.every((key) => key.startsWith('note:another:') || sessionStorage[key])")
    page.goto("/accounts/logout/")
    expect(page.locator("#unsaved")).to_be_hidden()
    assert person.notes.get().text == "Typed in a tunnel"


def test_signing_out_leaves_no_note_in_the_browser(unsaved, person):
    page = unsaved.context.new_page()
    page.goto("/accounts/logout/")
    expect(page.locator("#unsaved")).to_be_visible()
    page.locator("main .sheet").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()

    expect(unsaved.locator("#note-state")).to_contain_text("You have signed out in this browser")
    unsaved.locator("#note-text").press_sequentially(" and on")
    expect(unsaved.locator("#note-text")).to_have_value("Typed in a tunnel and on")
    for tab in (page, unsaved):
        assert comes_true(tab, f"{KEPT}.join() === 'note:another:1:tab'")


def test_signing_out_of_what_is_saved_asks_nothing(visit, person):
    page = visit(NOTE, as_=person)
    page.locator("#note-text").fill("Mine")
    expect(page.locator("#note-state")).to_contain_text("Saved on")
    page.locator(".me").click()
    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert comes_true(page, f"{KEPT}.length === 0")


def test_who_signs_in_again_has_what_is_typed_kept_again(visit, person):
    page = visit("/accounts/logout/", as_=person, failures=True)
    page.locator("main .sheet").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session_of(person), "url": page.url}]
    )
    page.goto(NOTE)
    page.context.set_offline(True)
    page.locator("#note-text").fill("Typed in a tunnel")

    expect(page.locator("#note-state")).to_contain_text("kept in this browser")
    assert len(page.evaluate(KEPT)) == 1


def test_an_account_is_deleted_after_the_password(open_as, person, roadmap):
    page = open_as("/settings/delete/")
    expect(page.locator(".goes")).to_contain_text("Marks")
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_text("Your account is deleted")).to_be_visible()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert not User.objects.filter(pk=person.pk).exists()


def test_many_confirmed_milestones_stay_on_that_page(visit, person):
    topic = make_topic(roadmap=make_roadmap(status="draft"))  # which nobody else meets
    set_state(learner=person, topic=topic, state="done", at=NOON)
    confirmed = {"learner": person, "text": "x", "at": NOON, "day": NOON.date(), "confirmed_at": NOON}
    for number in range(19):
        milestone = make_milestone(phase=topic.phase, title=f"A milestone with a long name, {number}")
        Submission.objects.create(milestone=milestone, number=1, **confirmed)

    page = visit(f"/completions/{topic.roadmap.key}/", as_=person)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1046, "height": 718})  # A4 across without its margins

    frame, fine = page.locator(".certificate").bounding_box(), page.locator(".fine").bounding_box()
    assert fine["y"] + fine["height"] < frame["y"] + frame["height"]
