"""What a learner keeps beside a topic and hands in for a milestone, with scripts and without."""

import re
from contextlib import suppress

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Error, expect

from curriculum.models import Topic
from progress.learning.marks import set_state
from progress.learning.notes import keeping
from progress.learning.notes.keeping import LONGEST
from tests.browser.chromium import comes_true
from tests.browser.conftest import PATIENCE, session_of
from tests.factories import make_reference, make_resource, make_topic

TOPIC = "/roadmaps/backend-engineer/topics/dns/"
MILESTONE = "/roadmaps/backend-engineer/milestones/cli-tools/"


def note_of(learner):
    return "".join(learner.notes.values_list("text", flat=True))


def save_elsewhere(learner, text, version=0):
    topic = Topic.objects.get(roadmap__key="boring-backend", key="dns")
    keeping.save(learner=learner, topic=topic, text=text, version=version, at=timezone.now())


def write(page, text, scripts, *, shows="Saved on", within=PATIENCE):
    """Type it into the open field; without scripts it takes a press to save it."""
    page.locator("#note-text").fill(text)
    if not scripts:
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#note-state")).to_contain_text(shows, timeout=within)


def undo(page, scripts):
    if scripts:
        expect(page.locator("#undo-button")).to_be_visible()
        page.locator("h1").first.click()
        page.keyboard.press("u")
    else:
        page.get_by_role("button", name="Undo").click()


def test_a_note_is_kept_and_read(open_path, scripts, learner):
    page = open_path(TOPIC)

    write(page, "Ask **dig** first.", scripts)

    expect(page.locator("#note-shown strong")).to_have_text("dig")
    page.reload()
    expect(page.locator("#note-shown")).to_have_text("Ask dig first.")
    assert note_of(learner) == "Ask **dig** first."


def test_a_note_opens_and_is_kept_in_place(visit, learner):
    page = visit("/roadmaps/backend-engineer/", as_=learner)
    page.get_by_role("link", name="DNS", exact=True).click()
    expect(page.locator("#topic-title")).to_have_text("DNS")

    page.locator("#note-text").fill("On the way")
    page.get_by_role("link", name="Sockets", exact=True).click()  # before the pause is over

    expect(page.locator("#topic-title")).to_have_text("Sockets")
    expect(page.locator("#note-text")).to_have_value("")
    page.go_back()
    expect(page.locator("#note-text")).to_have_value("On the way")


def test_a_removed_note_comes_back(open_path, scripts, learner):
    page = open_path(TOPIC)
    write(page, "Mine", scripts)
    if not scripts:
        page.locator("#note summary").click()

    page.get_by_role("button", name="Remove the note").click()
    expect(page.locator("#note-shown")).to_have_text("")
    undo(page, scripts)

    expect(page.locator("#undo")).to_contain_text("Undone.")
    expect(page.locator("#note-shown")).to_have_text("Mine")
    assert note_of(learner) == "Mine"


@pytest.mark.full
def test_a_note_that_is_emptied_by_hand_has_nothing_to_remove(visit, learner):
    page = visit(TOPIC, as_=learner)
    write(page, "Mine", True)
    remove = page.get_by_role("button", name="Remove the note")
    expect(remove).to_be_visible()

    page.locator("#note-text").fill("")

    expect(remove).to_have_count(0)


@pytest.mark.full
def test_a_note_of_a_megabyte_stays_in_its_field(visit, learner):
    """Chromium needs ten seconds to take that much."""
    page = visit(TOPIC, as_=learner, failures=True)
    page.set_default_timeout(6 * PATIENCE)
    text = ("x" * 80 + " ") * 12_946

    write(page, text, True, shows="Not saved", within=6 * PATIENCE)

    assert page.locator("#note-text").input_value() == text
    assert note_of(learner) == ""


@pytest.mark.full
def test_a_note_that_is_too_long_stays_in_its_field(visit, scripts, learner):
    page = visit(TOPIC, as_=learner, failures=True, java_script_enabled=scripts)
    text = "x" * 2 * LONGEST

    write(page, text, scripts, shows="Not saved")

    assert page.locator("#note-text").input_value() == text
    assert note_of(learner) == ""


def test_what_is_typed_without_a_connection_is_kept_and_saved_later(visit, learner):
    page = visit(TOPIC, as_=learner, failures=True)
    page.context.set_offline(True)

    write(page, "Typed in a tunnel", True, shows="kept in this browser")
    page.context.set_offline(False)
    page.reload()

    expect(page.locator("#note-state")).to_contain_text("Saved on")
    expect(page.locator("#note-text")).to_have_value("Typed in a tunnel")
    assert note_of(learner) == "Typed in a tunnel"


@pytest.mark.full
def test_a_connection_that_comes_back_saves_by_itself(visit, learner):
    page = visit(TOPIC, as_=learner, failures=True)
    page.context.set_offline(True)
    write(page, "Typed in a tunnel", True, shows="kept in this browser")

    page.context.set_offline(False)

    expect(page.locator("#note-state")).to_contain_text("Saved on")
    assert note_of(learner) == "Typed in a tunnel"
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('note:'))") == []


def posted(route):
    return route.request.method == "POST"


NO_COPY = "() => !Object.keys(localStorage).some((key) => key.startsWith('note:'))"


@pytest.mark.full
def test_a_panel_that_was_made_before_a_save_shows_what_was_saved(visit, learner):
    page, held = visit(TOPIC, as_=learner), []
    page.locator("#note-text").fill("On the way")

    def answer_late(route):
        if not posted(route):
            made_before = route.fetch()
            held[0].fallback()
            assert comes_true(page, NO_COPY)  # by then it is saved
            route.fulfill(response=made_before)
        elif held:
            route.fallback()
        else:
            held.append(route)

    page.route(f"**{TOPIC}", answer_late)
    page.get_by_role("link", name="Sockets", exact=True).click()
    expect(page.locator("#topic-title")).to_have_text("Sockets")
    page.get_by_role("link", name="DNS", exact=True).click()

    expect(page.locator("#note-text")).to_have_value("On the way")
    expect(page.locator("#note-shown")).to_have_text("On the way")
    assert note_of(learner) == "On the way"


@pytest.mark.full
def test_what_is_typed_before_the_script_is_there_is_saved_too(visit, learner):
    page = visit("/roadmaps/backend-engineer/", as_=learner)

    def answer_late(route):
        page.locator("#note-text").fill("Quick")
        route.fallback()

    page.route("**/js/notes.js", answer_late)
    page.get_by_role("link", name="DNS", exact=True).click()

    expect(page.locator("#note-state")).to_contain_text("Saved on")
    assert note_of(learner) == "Quick"


@pytest.mark.full
def test_an_answer_from_a_network_that_asks_to_sign_in_is_no_save(visit, learner):
    page = visit(TOPIC, as_=learner, failures=True)
    portal = "<!doctype html><title>Welcome to the station</title><p>Please accept our terms."
    page.route(
        f"**{TOPIC}",
        lambda route: (
            route.fulfill(body=portal, content_type="text/html") if posted(route) else route.fallback()
        ),
    )
    write(page, "On the train", True, shows="kept in this browser")

    page.unroute(f"**{TOPIC}")
    page.reload()

    expect(page.locator("#note-state")).to_contain_text("Saved on")
    assert note_of(learner) == "On the train"


def without_saves(page):
    page.route(f"**{TOPIC}", lambda route: route.abort() if posted(route) else route.fallback())
    return page


def test_what_a_closed_tab_has_not_saved_comes_back_at_once(visit, learner):
    page = without_saves(visit(TOPIC, as_=learner, failures=True))
    write(page, "Typed in a tunnel", True, shows="kept in this browser")
    other = page.context.new_page()
    other.goto(TOPIC)
    expect(other.locator("#note-text")).to_have_value("")  # the first one is there to save it

    page.close()
    other.goto(TOPIC)

    expect(other.locator("#note-text")).to_have_value("Typed in a tunnel")
    expect(other.locator("#note-state")).to_contain_text("Saved on")
    assert note_of(learner) == "Typed in a tunnel"
    assert other.evaluate(NO_COPY)


@pytest.mark.full
def test_going_back_to_a_note_that_has_changed_elsewhere_shows_the_newer_one(visit, learner):
    page = visit(TOPIC, as_=learner)
    write(page, "From this tab", True)
    page.goto("/today/")
    save_elsewhere(learner, "From elsewhere", version=1)

    page.go_back()

    expect(page.locator("#note-text")).to_have_value("From elsewhere")


@pytest.mark.full
def test_typing_on_after_a_press_of_save_loses_nothing(visit, learner):
    page = visit(TOPIC, as_=learner)
    field = page.locator("#note-text")
    field.fill("One")

    def answer_late(route):
        response = route.fetch()
        field.press_sequentially(" and two")
        route.fulfill(response=response)

    page.route(f"**{TOPIC}", answer_late, times=1)
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator("#note-shown")).to_have_text("One and two")
    expect(field).to_have_value("One and two")
    assert note_of(learner) == "One and two"


@pytest.mark.parametrize(
    "press, becomes",
    [
        ("Keep both, one below the other", "From one tab\n\n---\n\nFrom another"),
        pytest.param("Save what you typed", "From another", marks=pytest.mark.full),
        pytest.param("Keep only what is saved", "From one tab", marks=pytest.mark.full),
    ],
)
def test_two_tabs_overwrite_nothing(visit, scripts, learner, press, becomes):
    page = visit(TOPIC, as_=learner, failures=True, java_script_enabled=scripts)
    other = page.context.new_page()
    other.goto(TOPIC)
    write(page, "From one tab", scripts)

    other.locator("#note-text").fill("From another")
    if not scripts:
        other.get_by_role("button", name="Save", exact=True).click()

    expect(other.locator("#note-saved")).to_have_value("From one tab")
    expect(other.locator("#note-text")).to_have_value("From another")
    assert note_of(learner) == "From one tab"
    other.get_by_role("button", name=press).click()
    expect(other.locator("#note-saved")).to_have_count(0)
    expect(other.locator("#note-text")).to_have_value(becomes)
    other.reload()
    expect(other.locator("#note-text")).to_have_value(becomes)
    assert note_of(learner) == becomes


@pytest.fixture
def conflict(visit, learner):
    """A page of a laptop, which holds "x" and shows the long text that a phone has saved."""
    laptop = visit(TOPIC, as_=learner, failures=True)
    save_elsewhere(learner, "A long text from the phone")
    laptop.locator("#note-text").fill("x")
    shows_conflict(laptop)
    return laptop


def shows_conflict(page, *, typed="x", saved="A long text from the phone"):
    expect(page.locator("#note-saved")).to_have_value(saved)
    expect(page.locator("#note-text")).to_have_value(typed)


def reloaded(page, learner):
    page.reload()
    return page


def left_and_come_back_to(page, learner):
    page.get_by_role("link", name="Sockets", exact=True).click()
    expect(page.locator("#topic-title")).to_have_text("Sockets")
    page.get_by_role("link", name="DNS", exact=True).click()
    return page


def left_and_gone_back_to(page, learner):
    page.goto("/today/")
    page.go_back()
    return page


def closed_and_opened_again(page, learner):
    page.close(run_before_unload=True)
    other = page.context.new_page()
    other.goto(TOPIC)
    return other


def crashed_and_opened_again(page, learner):
    other = page.context.new_page()
    with suppress(Error):
        page.goto("chrome://crash", wait_until="commit")
    other.goto(TOPIC)
    return other


def signed_in_again(page, learner):
    page.context.clear_cookies()
    page.goto("/")
    value, url = session_of(learner), page.url
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}])
    page.goto(TOPIC)
    return page


FURTHER_WAYS = (
    crashed_and_opened_again,
    left_and_come_back_to,
    closed_and_opened_again,
    left_and_gone_back_to,
    signed_in_again,
)


@pytest.mark.parametrize(
    "again",
    [
        reloaded,
        *(pytest.param(way, marks=pytest.mark.full) for way in FURTHER_WAYS),
    ],
)
def test_a_conflict_stays_one_until_it_is_decided(conflict, learner, again):
    page = again(conflict, learner)

    shows_conflict(page)
    assert note_of(learner) == "A long text from the phone"
    page.get_by_role("button", name="Save what you typed").click()
    expect(page.locator("#note-shown")).to_have_text("x")
    page.reload()
    expect(page.locator("#note-text")).to_have_value("x")
    assert page.evaluate(NO_COPY)


@pytest.mark.full
def test_a_conflict_stays_one_however_often_it_comes_back(conflict, learner):
    conflict.locator("#note-text").press_sequentially("yz")
    conflict.reload()
    shows_conflict(conflict, typed="xyz")
    conflict.reload()

    shows_conflict(conflict, typed="xyz")
    assert note_of(learner) == "A long text from the phone"


@pytest.mark.full
def test_a_decision_that_does_not_arrive_leaves_the_conflict(conflict, learner):
    without_saves(conflict)
    conflict.get_by_role("button", name="Save what you typed").click()
    expect(conflict.locator("#undo")).to_contain_text("did not reach")
    conflict.unroute(f"**{TOPIC}")

    conflict.reload()

    shows_conflict(conflict)
    assert note_of(learner) == "A long text from the phone"


@pytest.mark.full
def test_a_removal_that_was_undone_is_not_typed_over(visit, learner):
    page = visit(TOPIC, as_=learner, failures=True)
    write(page, "Mine", True)
    laptop = visit(TOPIC, as_=learner, failures=True)
    laptop.locator("#note summary").click()
    laptop.context.set_offline(True)
    write(laptop, "x", True, shows="kept in this browser")
    page.get_by_role("button", name="Remove the note").click()
    undo(page, True)
    expect(page.locator("#note-shown")).to_have_text("Mine")

    laptop.context.set_offline(False)

    shows_conflict(laptop, saved="Mine")
    laptop.reload()
    shows_conflict(laptop, saved="Mine")
    assert note_of(learner) == "Mine"


@pytest.mark.full
@pytest.mark.parametrize("pressed", [False, True], ids=["by itself", "by its button"])
def test_what_is_typed_while_a_save_is_refused_stays(visit, learner, pressed):
    laptop = visit(TOPIC, as_=learner, failures=True)
    save_elsewhere(learner, "A long text from the phone")
    field = laptop.locator("#note-text")
    field.fill("x")

    def answer_late(route):
        response = route.fetch()
        field.press_sequentially(" and y")
        route.fulfill(response=response)

    laptop.route(f"**{TOPIC}", answer_late, times=1)
    if pressed:
        laptop.get_by_role("button", name="Save", exact=True).click()

    shows_conflict(laptop, typed="x and y")
    laptop.reload()
    shows_conflict(laptop, typed="x and y")


@pytest.mark.full
def test_what_is_typed_before_the_script_is_there_meets_the_check_after_a_reload(visit, learner):
    page = visit("/roadmaps/backend-engineer/", as_=learner, failures=True)
    page.route("**/js/notes.js", lambda route: route.abort())
    page.get_by_role("link", name="DNS", exact=True).click()
    page.locator("#note-text").fill("x")
    save_elsewhere(learner, "From elsewhere")

    page.unroute("**/js/notes.js")
    page.reload()

    shows_conflict(page, saved="From elsewhere")
    assert note_of(learner) == "From elsewhere"


@pytest.mark.full
def test_typing_on_while_it_is_saved_loses_nothing(visit, learner):
    page = visit(TOPIC, as_=learner)
    field = page.locator("#note-text")

    for part in ("One ", "two ", "three"):
        field.press_sequentially(part, delay=120)
        page.wait_for_timeout(500)

    expect(page.locator("#note-shown")).to_have_text("One two three")
    expect(field).to_be_focused()
    assert note_of(learner) == "One two three"


def test_a_link_is_kept_removed_and_brought_back(open_path, scripts, learner):
    page = open_path(TOPIC)
    page.locator("#own-links summary").click()
    page.get_by_label("Address").fill("dns.example/how")
    page.get_by_role("button", name="Add", exact=True).click()
    link = page.locator("#own-links").get_by_role("link", name="dns.example: how")
    expect(link).to_have_attribute("href", "https://dns.example/how")

    page.get_by_role("button", name="Remove dns.example: how").click()
    expect(link).to_have_count(0)
    undo(page, scripts)

    expect(link).to_be_visible()
    assert learner.own_links.count() == 1


@pytest.mark.full
def test_a_hostile_link_is_refused_and_stays_in_its_field(visit, scripts, learner):
    page = visit(TOPIC, as_=learner, failures=True, java_script_enabled=scripts)
    page.locator("#own-links summary").click()
    page.get_by_label("Address").fill("javascript:alert(1)")
    page.get_by_label("Title, if you like").fill("Click me")

    page.get_by_role("button", name="Add", exact=True).click()

    expect(page.locator("#link-problem")).to_contain_text("begin with https:// or http://")
    expect(page.get_by_label("Address")).to_have_value("javascript:alert(1)")
    expect(page.get_by_label("Title, if you like")).to_have_value("Click me")
    assert not learner.own_links.exists()


@pytest.mark.full
def test_the_focus_of_a_removed_link_goes_to_the_heading_and_back(visit, learner):
    page = visit(TOPIC, as_=learner)
    page.locator("#own-links summary").click()
    page.get_by_label("Address").fill("dns.example/how")
    page.keyboard.press("Enter")
    heading = page.locator("#own-links h2")
    expect(heading).to_be_focused()

    remove = page.get_by_role("button", name="Remove dns.example: how")
    remove.focus()
    page.keyboard.press("Enter")
    expect(remove).to_have_count(0)
    expect(heading).to_be_focused()
    page.locator("#undo-button").focus()
    page.keyboard.press("Enter")

    expect(remove).to_be_focused()


@pytest.mark.full
def test_the_focus_of_a_refused_link_goes_to_its_field(visit, learner):
    page = visit(TOPIC, as_=learner)
    page.locator("#own-links summary").click()
    page.get_by_label("Address").fill("javascript:alert(1)")
    page.keyboard.press("Enter")

    expect(page.locator("#link-problem")).to_be_visible()
    expect(page.get_by_label("Address")).to_be_focused()


def test_a_dead_link_is_reported_and_taken_back(open_path, learner):
    topic = make_topic()
    make_reference(resource=make_resource(title="The book", url="https://dead.example/"), place=topic)
    page = open_path(f"/roadmaps/{topic.roadmap.slug}/topics/{topic.slug}/")
    page.get_by_text("Report a dead link").click()

    page.get_by_role("button", name="Report The book: its link is dead").click()

    expect(page.locator("#undo")).to_contain_text("Thank you")
    expect(page.get_by_text("Reported. Thank you: an editor will look at it.")).to_be_visible()
    assert learner.link_reports.count() == 1
    page.get_by_role("button", name="Take back the report of The book").click()
    expect(page.locator("#undo")).to_contain_text("taken back")
    assert not learner.link_reports.exists()


@pytest.mark.parametrize(
    "press, state",
    [
        pytest.param("Done here too", "done", id="again"),
        pytest.param("Don’t carry it: to do here", "todo", id="declined", marks=pytest.mark.full),
    ],
)
def test_what_is_carried_is_done_again_or_declined_and_undone(open_path, scripts, learner, press, state):
    source = Topic.objects.filter(concept__topics__roadmap__key="boring-backend").exclude(
        roadmap__key="boring-backend"
    )[0]
    set_state(learner=learner, topic=source, state="done", at=timezone.now())
    topic = Topic.objects.get(roadmap__key="boring-backend", concept=source.concept)
    page = open_path(f"/roadmaps/backend-engineer/topics/{topic.slug}/")
    expect(page.locator(".carried")).to_contain_text(f"Carried from {source.title} on {source.roadmap.title}")
    stop = page.locator(f"#stop-{topic.slug}")
    expect(stop).to_have_attribute("data-state", "carried")

    page.get_by_role("button", name=press).click()
    expect(stop).to_have_attribute("data-state", state)
    expect(page.get_by_text("It counts here too.")).to_have_count(0)
    undo(page, scripts)

    expect(stop).to_have_attribute("data-state", "carried")
    expect(page.get_by_text("It counts here too.")).to_be_visible()


@pytest.fixture
def declined(learner):
    """A topic that is done on another line, and was set to do here."""
    source = Topic.objects.filter(concept__topics__roadmap__key="boring-backend").exclude(
        roadmap__key="boring-backend"
    )[0]
    topic = Topic.objects.get(roadmap__key="boring-backend", concept=source.concept)
    for each, state in ((source, "done"), (topic, "todo")):
        set_state(learner=learner, topic=each, state=state, at=timezone.now())
    return topic


@pytest.mark.full
def test_what_was_declined_says_so_and_is_carried_again_and_undone(open_path, scripts, declined):
    page = open_path(f"/roadmaps/backend-engineer/topics/{declined.slug}/")
    stop, told, newest = (
        page.locator(place) for place in (f"#stop-{declined.slug}", ".carried", "#history dd")
    )
    expect(told).to_contain_text("declined today. It is still to do here.")
    expect(newest.first).to_have_text("declined: not carried here")

    page.get_by_role("button", name="Carry it again").click()
    expect(stop).to_have_attribute("data-state", "carried")
    expect(told).to_contain_text("It counts here too.")
    expect(newest.first).to_have_text("carried again")
    undo(page, scripts)

    expect(stop).to_have_attribute("data-state", "todo")
    expect(told).to_contain_text("declined today")


@pytest.mark.full
def test_declining_and_carrying_again_keep_the_focus(visit, learner, declined):
    page = visit(f"/roadmaps/backend-engineer/topics/{declined.slug}/", as_=learner)

    page.get_by_role("button", name="Carry it again").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Don’t carry it: to do here")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Carry it again")).to_be_focused()


@pytest.mark.full
def test_doing_again_what_is_carried_leaves_the_focus_at_its_state(visit, learner, declined):
    page = visit(f"/roadmaps/backend-engineer/topics/{declined.slug}/", as_=learner)
    page.get_by_role("button", name="Carry it again").click()

    page.get_by_role("button", name="Done here too").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#set-done")).to_be_focused()


def test_a_milestone_is_handed_in_withdrawn_and_brought_back(open_path, scripts, learner):
    page = open_path("/roadmaps/backend-engineer/language/")
    page.get_by_role("link", name=re.compile("Hand in your work")).click()
    page.get_by_label("A link to it").fill("git.example/tools")
    page.get_by_label("In your words").fill("Three *small* tools.")
    page.get_by_role("button", name="Hand in", exact=True).click()

    expect(page.locator("#evidence")).to_contain_text("Self-checked")
    expect(page.locator("#evidence em")).to_have_text("small")
    expect(page.locator("#streak")).to_contain_text("1")
    page.get_by_role("button", name="Withdraw no. 1").click()
    expect(page.locator("#evidence")).to_contain_text("Nothing is handed in yet.")
    undo(page, scripts)
    expect(page.locator("#evidence")).to_contain_text("Self-checked")

    assert learner.submissions.get().withdrawn_at is None
    page.goto("/roadmaps/backend-engineer/language/")
    expect(page.locator("#milestone-cli-tools")).to_contain_text("Handed in, self-checked.")


@pytest.mark.full
def test_what_u_takes_back_stays_taken_back(visit, learner):
    page = visit(MILESTONE, as_=learner)
    page.get_by_label("A link to it").fill("git.example/tools")
    page.get_by_role("button", name="Hand in", exact=True).click()

    undo(page, True)
    expect(page.locator("#undo")).to_have_text("Undone.")
    page.keyboard.press("u")
    page.wait_for_timeout(300)

    expect(page.locator("#evidence")).to_contain_text("Nothing is handed in yet.")
    assert learner.submissions.get().withdrawn_at


@pytest.mark.full
def test_the_focus_goes_to_what_was_handed_in(visit, learner):
    page = visit(MILESTONE, as_=learner)
    page.get_by_label("A link to it").fill("git.example/tools")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="What you handed in")).to_be_focused()


@pytest.mark.full
def test_nothing_handed_in_is_told_and_a_hostile_link_stays(visit, scripts, learner):
    page = visit(MILESTONE, as_=learner, failures=True, java_script_enabled=scripts)
    page.get_by_label("A link to it").fill("javascript:alert(1)")
    page.get_by_label("In your words").fill("Three tools.")

    page.get_by_role("button", name="Hand in", exact=True).click()

    expect(page.locator("#evidence")).to_contain_text("Only addresses of web pages can be handed in")
    expect(page.get_by_label("A link to it")).to_have_value("javascript:alert(1)")
    expect(page.get_by_label("In your words")).to_have_value("Three tools.")
    assert not learner.submissions.exists()


def test_a_copy_of_somebody_elses_is_not_brought_back(visit, learner):
    """Two people at one browser: what the first could not save is not shown to the second."""
    page = visit(TOPIC, as_=learner, failures=True)
    page.evaluate(
        "localStorage.setItem('note:another:1:tab', JSON.stringify({text: 'Secret', version: '0', at: 0}))"
    )

    page.reload()

    expect(page.locator("#note-text")).to_have_value("")
    assert keeping.note_of(learner, Topic.objects.get(roadmap__key="boring-backend", key="dns")).text == ""


def leave_copies(page, *copies) -> None:
    """As pages of this browser that have crashed."""
    page.evaluate(
        """async (copies) => {
            await navigator.locks.query(); // by then the page has looked for such copies
            const { elements, dataset } = document.getElementById("note-form");
            for (const [name, ago, copy] of copies) {
                const at = Date.now() - ago;
                const kept = JSON.stringify({ version: "0", typed: at, at, ...copy });
                localStorage.setItem(`note:${elements.whose.value}:${dataset.topic}:${name}`, kept);
            }
        }""",
        list(copies),
    )


@pytest.mark.full
def test_what_a_crashed_page_has_not_saved_comes_back_at_once(visit, learner):
    page = visit(TOPIC, as_=learner)
    leave_copies(page, ("crashed", 100, {"text": "Typed before the crash"}))

    page.reload()

    expect(page.locator("#note-state")).to_contain_text("Saved on", timeout=5_000)
    assert note_of(learner) == "Typed before the crash"


@pytest.mark.full
def test_of_two_crashed_pages_what_was_typed_last_comes_back(visit, learner):
    page = visit(TOPIC, as_=learner)
    texts = {"a": (3000, "Old"), "b": (1000, "Old, then new"), "c": (2000, "new")}
    leave_copies(page, *((name, ago, {"text": text}) for name, (ago, text) in texts.items()))

    page.reload()

    expect(page.locator("#note-text")).to_have_value("Old, then new")
    expect(page.locator("#note-state")).to_contain_text("Saved on")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('note:')).length") == 0


@pytest.mark.full
def test_nothing_older_takes_the_place_of_what_is_typed(visit, learner):
    page = visit(TOPIC, as_=learner, failures=True)
    leave_copies(page, ("crashed", 60_000, {"text": "From before"}))

    write(page, "Typed now", True)

    expect(page.locator("#note-shown")).to_have_text("Typed now")
    expect(page.locator("#note-text")).to_have_value("Typed now")
    assert note_of(learner) == "Typed now"
    page.reload()
    expect(page.locator("#note-text")).to_have_value("From before")  # nothing is lost either
    expect(page.locator("#note-saved")).to_have_value("Typed now")


@pytest.mark.full
def test_a_save_whose_answer_was_lost_in_a_crash_is_no_conflict(visit, learner):
    page = visit(TOPIC, as_=learner)
    save_elsewhere(learner, "One")
    leave_copies(page, ("crashed", 100, {"text": "One and two", "sent": "One"}))

    page.reload()

    expect(page.locator("#note-shown")).to_have_text("One and two")
    assert note_of(learner) == "One and two"


@pytest.mark.full
def test_what_is_typed_in_a_page_that_closes_before_the_script_is_there_comes_back(visit, learner):
    page = visit("/roadmaps/backend-engineer/", as_=learner, failures=True)
    page.route("**/js/notes.js", lambda route: route.abort())
    page.get_by_role("link", name="DNS", exact=True).click()
    page.locator("#note-text").fill("Quick")
    other = page.context.new_page()
    page.close()

    other.goto(TOPIC)

    expect(other.locator("#note-state")).to_contain_text("Saved on")
    assert note_of(learner) == "Quick"
