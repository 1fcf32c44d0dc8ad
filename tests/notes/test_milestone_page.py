"""A milestone's own page, and how milestones show on the path and on their phase's page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from progress.learning.models import Submission
from progress.learning.submissions import submit
from tests.catalogs import catalog, phase, roadmap
from tests.factories import make_learner, make_milestone, make_topic
from tests.pages.markup import read

HTMX = {"HX-Request": "true"}


@pytest.fixture
def milestone(db):
    made = make_milestone(title="Build a feed", brief="<p>With <em>posts</em>.</p>")
    make_topic(phase=made.phase)
    return made


def address_of(milestone):
    return reverse("milestone", args=[milestone.roadmap.slug, milestone.key])


@pytest.fixture
def address(milestone):
    return address_of(milestone)


@pytest.fixture
def browser(client, learner):
    client.force_login(learner)
    return client


def hand_in(learner, milestone, text="It runs."):
    return submit(learner=learner, milestone=milestone, link="", text=text, at=timezone.now())


def section(response, id):
    return read(response).one(id=id)


def icon(element):
    return element.one("svg", class_="cairn").one("use")["href"].partition("#")[2]


def test_anybody_can_read_what_is_asked_for(client, address):
    page = read(client.get(address))

    assert page.one("h1").text == "Build a feed"
    assert "With posts." in page.one("main").text
    assert "With an account you can hand in your work" in page.one("main").text
    assert not page.all("textarea")


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_it_is_handed_in_and_says_that_it_is_self_checked(browser, learner, milestone, address, headers):
    form = {"submit": "evidence", "link": "git.example/feed", "text": "It **runs**."}

    response = browser.post(address, form, headers=headers, follow=True)

    told = section(response, "evidence")
    assert icon(told) == "cairn-sent"
    assert "Self-checked: you say that it is done, and that counts, unless a mentor confirms it." in told.text
    assert "1 of 1 milestone" in told.text
    assert told.all("a")[0]["href"] == "https://git.example/feed"
    assert "Handed in. Today counts" in section(response, "undo").text
    assert learner.active_days.count() == 1


def test_a_confirmed_one_has_all_its_stones(browser, learner, milestone, address):
    mentor = make_learner(name="Tomasz Wilk")
    submission = hand_in(learner, milestone)
    Submission.objects.filter(pk=submission.pk).update(confirmed_at=timezone.now(), confirmed_by=mentor)

    told = section(browser.get(address), "evidence")

    assert icon(told) == "cairn"
    assert "confirmed by Tomasz Wilk, today" in told.text
    assert "1 of 1 milestone, 1 confirmed by a mentor" in told.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_it_is_withdrawn_undone_and_handed_in_again(browser, learner, milestone, address, headers):
    submission = hand_in(learner, milestone)

    response = browser.post(address, {"withdraw": str(submission.pk)}, headers=headers, follow=True)
    assert icon(section(response, "evidence")) == "cairn-open"
    assert "withdrawn today" in section(response, "evidence").text
    undo = section(response, "undo-button")
    response = browser.post(address, {undo["name"]: undo["value"]}, headers=headers, follow=True)
    assert icon(section(response, "evidence")) == "cairn-sent"
    browser.post(address, {"submit": "evidence", "text": "It runs better."}, headers=headers)

    assert [one.text for one in learner.submissions.filter(withdrawn_at=None)] == [
        "It runs.",
        "It runs better.",
    ]


def test_handing_in_is_undone_by_a_withdrawal(browser, learner, milestone, address):
    response = browser.post(address, {"submit": "evidence", "text": "Oops"}, follow=True)
    undo = section(response, "undo-button")

    browser.post(address, {undo["name"]: undo["value"]})

    assert learner.submissions.get().withdrawn_at
    assert not learner.active_days.exists()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("press, ends", [("submit", "cairn-open"), ("withdraw", "cairn-sent")])
def test_what_was_pressed_is_undone_once(
    browser, learner, milestone, address, take_back, press, ends, headers
):
    value = str(hand_in(learner, milestone).pk) if press == "withdraw" else "evidence"

    told = browser.post(address, {press: value, "text": "It runs."}, headers=headers, follow=True)
    undone = take_back(told, headers)

    assert section(undone, "undo").text == "Undone."
    assert icon(section(undone, "evidence")) == ends


@pytest.mark.parametrize("headers, status", [({}, 422), (HTMX, 200)])
@pytest.mark.parametrize(
    "link, text, problem",
    [
        ("", " ", "A link or a few words are needed"),
        ("javascript:alert(1)", "It runs.", "Only addresses of web pages"),
        ("https://exa\u202emple.com/", "It runs.", "characters in it that nobody sees"),
        ("https://a.example/", "ü" * 1024 * 1024, "1048576 characters, and 32768 are the most"),
    ],
    ids=["nothing", "hostile", "turned", "a megabyte"],
)
def test_what_is_refused_is_told_and_stays_in_its_field(
    browser, learner, address, link, text, problem, headers, status
):
    form = {"submit": "evidence", "link": link, "text": text}

    response = browser.post(address, form, headers=headers)

    told = section(response, "evidence-form")
    assert response.status_code == status
    assert problem in told.text
    assert (told.one("input", name="link").get("value") or "") == link
    assert told.one("textarea")._words().removeprefix("\n") == text
    assert not learner.submissions.exists()


def test_submissions_of_others_are_404(browser, learner, milestone, address):
    other = make_learner()
    theirs = hand_in(other, milestone, "Their secret")

    assert "Their secret" not in browser.get(address).text
    for act in ("withdraw", "restore"):
        assert browser.post(address, {act: str(theirs.pk)}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.withdrawn_at is None


@pytest.mark.parametrize("key", ["", "x", "9" * 30, "0"])
def test_a_submission_that_never_was_is_404(browser, address, key):
    assert browser.post(address, {"withdraw": key}).status_code == 404


def test_a_visitor_is_led_to_the_way_in(client, address):
    assert client.post(address, {"submit": "evidence", "text": "x"}).url.startswith("/accounts/login/?next=")


def test_a_page_made_for_somebody_else_gives_back_what_was_typed(browser, learner, address):
    sent = {"submit": "evidence", "text": "Mine", "link": "a.example"}

    response = browser.post(address, sent | {"whose": "another"})

    assert response.status_code == 409
    assert read(response).one(id="typed-text").text == "Mine"
    assert read(response).one(id="typed-link")["value"] == "a.example"
    assert not learner.submissions.exists()


def test_no_milestone_of_that_name_is_404(client, milestone):
    assert client.get(reverse("milestone", args=[milestone.roadmap.slug, "nothing"])).status_code == 404


def test_a_draft_is_for_staff(client, milestone, address):
    milestone.roadmap.status = "draft"
    milestone.roadmap.save()

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", ["roadmap", "phase"])
def test_its_state_shows_on_the_path_and_on_the_phase(browser, learner, milestone, page):
    slugs = [milestone.roadmap.slug] + ([milestone.phase.slug] if page == "phase" else [])
    path = reverse(page, args=slugs)

    before = section(browser.get(path), f"milestone-{milestone.key}")
    hand_in(learner, milestone)
    after = section(browser.get(path), f"milestone-{milestone.key}")

    assert (icon(before), icon(after)) == ("cairn-open", "cairn-sent")
    assert "Not handed in yet. Hand in your work" in before.text
    assert "Handed in, self-checked. See your work" in after.text


def test_milestones_are_counted_apart_beside_the_path(browser, learner, milestone):
    make_milestone(phase=milestone.phase)
    hand_in(learner, milestone)

    page = read(browser.get(reverse("roadmap", args=[milestone.roadmap.slug])))

    assert "1 of 2 milestones" in page.one("aside").text
    assert "0 of 1" in page.one(id="progress").text


def test_an_old_address_leads_to_what_carries_it_on(loaded, client):
    from curriculum.catalog import Milestone

    def built(*milestones):
        return catalog(roadmap("backend", phase("data", milestones=milestones)))

    loaded(built(Milestone("api", "Build an API", "")))
    loaded(built(Milestone("service", "Build a service", "", was=("backend/api",))))

    assert client.get("/roadmaps/backend/milestones/api/").url == "/roadmaps/backend/milestones/service/"


def test_the_page_asks_no_more_of_many(browser, learner, milestone, address):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            browser.get(address)
        return len(captured)

    hand_in(learner, milestone)
    few = asked()
    for number in range(30):
        hand_in(learner, milestone, str(number))
        make_milestone(phase=milestone.phase)

    assert asked() == few <= 10
