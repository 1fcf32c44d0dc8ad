"""Setting marks by the one form of a page, plainly and by htmx."""

import pytest
from django.test import Client
from django.utils import timezone

from progress.learning.marks import set_state
from progress.learning.models import Activity, Mark, Read
from tests.factories import (
    make_concept,
    make_group,
    make_learner,
    make_phase,
    make_reference,
    make_resource,
    make_topic,
    make_topics,
)
from tests.pages.markup import read

pytestmark = pytest.mark.django_db

BY_HTMX = {"HX-Request": "true"}


def address(topic):
    return f"/roadmaps/{topic.roadmap.slug}/"


def press(browser, place, /, headers=None, **buttons):
    return browser.post(address(place), buttons, headers=headers or {})


def mark(browser, topic, state, /, **more):
    return press(browser, topic, mark=f"{topic.slug}:{state}", **more)


def states(learner):
    return dict(learner.marks.values_list("topic", "state"))


@pytest.mark.parametrize("state", ["todo", "learning", "done", "skipped"])
def test_a_button_sets_the_state(browser, learner, state):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state="done" if state == "todo" else "todo", at=timezone.now())

    mark(browser, topic, state)

    assert states(learner) == {topic.pk: state}


def test_a_plain_press_leads_back_to_its_row(browser):
    topic = make_topic()

    response = mark(browser, topic, "done")

    assert response.status_code in (302, 303)
    assert response.url == f"{address(topic)}#stop-{topic.slug}"


def test_a_press_on_a_phases_page_leads_back_there(browser):
    topic = make_topic()

    response = mark(browser, topic, "done", at=topic.phase.slug)

    assert response.url == f"{address(topic)}{topic.phase.slug}/#stop-{topic.slug}"


def test_a_press_in_the_panel_leads_back_there(browser):
    topic = make_topic()

    response = mark(browser, topic, "done", topic=topic.slug)

    assert response.url == f"{address(topic)}topics/{topic.slug}/"


def test_the_next_page_offers_to_undo(browser, learner):
    topic = make_topic(title="SQL")

    page = read(browser.post(address(topic), {"mark": f"{topic.slug}:done"}, follow=True))

    assert page.one("div", id="undo").text == "SQL: done. Undo u"
    assert page.one("button", id="undo-button")["value"] == str(learner.activities.get().pk)


@pytest.mark.parametrize("place", ["path", "phase", "topic"])
def test_every_page_offers_to_undo(browser, place):
    topic = make_topic()
    sent = {"path": {}, "phase": {"at": topic.phase.slug}, "topic": {"topic": topic.slug}}[place]

    page = read(browser.post(address(topic), {"mark": f"{topic.slug}:done"} | sent, follow=True))

    assert page.one("button", id="undo-button").text == "Undo u"


def test_undo_restores_what_was(browser, learner):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state="learning", at=timezone.now())
    before = learner.marks.values().get()
    page = read(browser.post(address(topic), {"mark": f"{topic.slug}:done"}, follow=True))

    undone = press(browser, topic, undo=page.one("button", id="undo-button")["value"])

    assert learner.marks.values().get() == before
    assert undone.url == f"{address(topic)}#stop-{topic.slug}"


def test_the_word_after_undoing_cannot_be_undone(browser, learner):
    topic = make_topic()
    mark(browser, topic, "done")

    page = read(browser.post(address(topic), {"undo": str(learner.activities.get().pk)}, follow=True))

    assert page.one("div", id="undo").text == "Undone."
    assert states(learner) == {}


def test_undoing_twice_changes_nothing_more(browser, learner):
    topic = make_topic()
    mark(browser, topic, "done")
    change = str(learner.activities.get().pk)
    press(browser, topic, undo=change)

    again = read(browser.post(address(topic), {"undo": change}, follow=True))

    assert again.one("div", id="undo").text == "That can't be undone any more: it has changed since."
    assert states(learner) == {}


def test_nobody_undoes_what_another_did(browser, learner):
    topic = make_topic()
    other = make_learner()
    change = set_state(learner=other, topic=topic, state="done", at=timezone.now())

    press(browser, topic, undo=change.id)

    assert states(other) == {topic.pk: "done"}
    assert other.activities.count() == 1


def test_a_repeated_press_is_no_change_and_offers_no_undo(browser, learner):
    topic = make_topic()
    mark(browser, topic, "done")

    page = read(browser.post(address(topic), {"mark": f"{topic.slug}:done"}, follow=True))

    assert learner.activities.count() == 1
    assert not page.all("button", id="undo-button")


# By htmx


def test_htmx_gets_what_has_changed_and_nothing_else(browser, learner):
    phase = make_phase(number=1)
    topic, _ = make_topics(2, phase)

    fragment = read(mark(browser, topic, "done", headers=BY_HTMX))

    pieces = [piece["id"] for piece in fragment if piece.get("hx-swap-oob")]
    assert sorted(pieces) == sorted(
        [f"stop-{topic.slug}", f"head-{phase.slug}", "progress", "ahead", "undo", "streak", "following"]
    )
    assert fragment.one("li", id=f"stop-{topic.slug}")["data-state"] == "done"
    assert "1 of 2" in fragment.one("summary").text
    assert fragment.one("span", class_="count").text == "1 of 2"
    assert fragment.one("div", id="undo")["hx-swap-oob"] == "innerHTML"
    assert fragment.one("button", id="undo-button")["value"] == str(learner.activities.get().pk)
    assert fragment.one("a", id="streak").text.startswith("1-day streak")


def test_htmx_gets_a_groups_mark_too(browser):
    group = make_group()
    topic = make_topic(group=group)
    make_topic(group=group)

    fragment = read(mark(browser, topic, "done", headers=BY_HTMX))

    assert fragment.one("svg", id=f"mark-{group.key}")["data-state"] == "done"


def test_htmx_gets_the_switch_of_an_open_panel(browser):
    topic = make_topic()
    here = BY_HTMX | {"HX-Current-URL": f"http://testserver{address(topic)}topics/{topic.slug}/"}

    with_panel = read(mark(browser, topic, "done", headers=here))
    without = read(mark(browser, topic, "learning", headers=BY_HTMX))

    assert (
        with_panel.one("div", id=f"switch-{topic.slug}").one("button", aria_pressed="true")["id"]
        == "set-done"
    )
    assert with_panel.one("li", id=f"stop-{topic.slug}")["aria-current"] == "true"
    assert not without.all("div", id=f"switch-{topic.slug}")


def test_htmx_gets_the_next_stop_where_it_shows(browser):
    phase = make_phase()
    first, second = make_topics(2, phase)
    beside = BY_HTMX | {"HX-Current-URL": f"http://testserver{address(phase)}topics/{second.slug}/"}

    on_path = read(mark(browser, first, "done", headers=BY_HTMX))
    beside_topic = read(mark(browser, first, "learning", headers=beside))
    on_phase = read(mark(browser, first, "done", headers=BY_HTMX, at=phase.slug))

    assert on_path.one("section", id="ahead").one("a").text == second.title
    assert not beside_topic.all("section", id="ahead")
    assert not on_phase.all("section", id="ahead")


def test_a_line_that_ends_says_so_at_once(browser):
    topic = make_topic()

    ahead = read(mark(browser, topic, "done", headers=BY_HTMX)).one("section", id="ahead")

    assert ahead.one("h2").text == "Complete"
    assert "Complete since" in ahead.text


def test_htmx_undoes(browser, learner):
    topic = make_topic()
    mark(browser, topic, "done")

    fragment = read(press(browser, topic, headers=BY_HTMX, undo=str(learner.activities.get().pk)))

    assert fragment.one("li", id=f"stop-{topic.slug}")["data-state"] == "todo"
    assert fragment.one("div", id="undo").text == "Undone."
    assert fragment.one("span", id="streak").text == ""


def test_a_fragment_and_the_page_agree(browser):
    phase = make_phase()
    group = make_group(phase=phase)
    topics = [*make_topics(2, phase), make_topic(group=group), make_topic(phase=phase, optional=True)]
    for topic, state in zip(topics, ("done", "learning", "skipped", "done"), strict=True):
        fragment = read(mark(browser, topic, state, headers=BY_HTMX))
        page = read(browser.get(address(topic)))
        for piece in (p for p in fragment if p.get("hx-swap-oob") == "true"):
            (same,) = page.all(id=piece["id"])
            attributes = {key: value for key, value in piece.attributes.items() if key != "hx-swap-oob"}
            assert (same.attributes, same.text) == (attributes, piece.text)


def test_a_visitor_gets_fragments_without_a_run(client):
    topic = make_topic()

    fragment = read(mark(client, topic, "done", headers=BY_HTMX))

    assert fragment.one("li", id=f"stop-{topic.slug}")["data-state"] == "done"
    assert not fragment.all("span", id="streak")


def test_a_visitors_marks_last_from_page_to_page(client):
    topic = make_topic()

    mark(client, topic, "done")

    assert read(client.get(address(topic))).one("li", id=f"stop-{topic.slug}")["data-state"] == "done"
    assert not Mark.objects.exists()


def test_a_visitor_undoes(client):
    topic = make_topic()
    page = read(client.post(address(topic), {"mark": f"{topic.slug}:done"}, follow=True))

    press(client, topic, undo=page.one("button", id="undo-button")["value"])

    assert read(client.get(address(topic))).one("li", id=f"stop-{topic.slug}")["data-state"] == "todo"


def test_a_tick_carries_to_other_lines(browser):
    concept = make_concept()
    here, there = make_topic(concept=concept), make_topic(concept=concept)

    mark(browser, here, "done")

    assert read(browser.get(address(there))).one("li", id=f"stop-{there.slug}")["data-state"] == "carried"


# A whole phase


def test_knowing_a_phase_sets_all_of_it_done(browser, learner):
    phase = make_phase(title="Databases")
    topics = make_topics(3, phase)
    mark(browser, topics[0], "learning")

    page = read(browser.post(address(phase), {"phase": phase.slug}, follow=True))

    assert states(learner) == {topic.pk: "done" for topic in topics}
    assert page.one("div", id="undo").text == "All of “Databases” is done. Undo u"
    assert not learner.active_days.exclude(day=learner.activities.first().day).exists()


def test_knowing_a_phase_is_undone_at_once(browser, learner):
    phase = make_phase()
    topics = make_topics(3, phase)
    mark(browser, topics[0], "learning")
    page = read(browser.post(address(phase), {"phase": phase.slug}, follow=True))

    press(browser, phase, undo=page.one("button", id="undo-button")["value"])

    assert states(learner) == {topics[0].pk: "learning"}


def test_htmx_gets_every_row_of_a_known_phase(browser):
    phase = make_phase()
    topics = make_topics(3, phase)

    fragment = read(press(browser, phase, headers=BY_HTMX, phase=phase.slug))

    assert [row["data-state"] for row in fragment.all("li")] == ["done"] * 3
    assert {row["id"] for row in fragment.all("li")} == {f"stop-{topic.slug}" for topic in topics}


# What was read


@pytest.fixture
def book(db):
    topic = make_topic()
    resource = make_resource(title="A book")
    make_reference(resource=resource, place=topic)
    return topic, resource


def test_a_resource_is_ticked_as_read_and_not_read(browser, learner, book):
    topic, resource = book

    response = press(browser, topic, topic=topic.slug, read=str(resource.pk))
    ticked = read(browser.get(response.url)).one("form", id="reading").one("button")
    press(browser, topic, topic=topic.slug, unread=str(resource.pk))

    assert response.url == f"{address(topic)}topics/{topic.slug}/#read-{resource.pk}"
    assert ticked["aria-label"] == "A book: read. Mark as not read"
    assert ticked["name"] == "unread"
    assert not Read.objects.exists()


def test_htmx_gets_the_list_again(browser, book):
    topic, resource = book

    form = read(press(browser, topic, headers=BY_HTMX, topic=topic.slug, read=str(resource.pk))).one("form")

    assert form["id"] == "reading"
    assert form.one("button")["name"] == "unread"


def test_a_visitor_reads_too(client, book):
    topic, resource = book

    press(client, topic, topic=topic.slug, read=str(resource.pk))

    assert read(client.get(f"{address(topic)}topics/{topic.slug}/")).one("button", name="unread")


def test_a_phases_resources_are_ticked_on_its_page(browser, learner):
    phase, resource = make_phase(), make_resource(title="A book")
    make_reference(resource=resource, place=phase)

    response = press(browser, phase, at=phase.slug, read=str(resource.pk))
    ticked = read(browser.get(response.url)).one("form", id="reading").one("button")

    assert response.url == f"{address(phase)}{phase.slug}/#read-{resource.pk}"
    assert ticked["aria-label"] == "A book: read. Mark as not read"
    assert learner.reads.get().resource == resource


def test_htmx_gets_the_phases_list_again(browser):
    phase, resource = make_phase(), make_resource()
    make_reference(resource=resource, place=phase)

    form = read(press(browser, phase, headers=BY_HTMX, at=phase.slug, read=str(resource.pk))).one("form")

    assert form.one("input", name="at")["value"] == phase.slug
    assert form.one("button")["name"] == "unread"


@pytest.mark.parametrize("field", ["topic", "at"])
def test_only_what_a_place_names_is_ticked_there(browser, learner, book, field):
    _, elsewhere = book
    topic = make_topic()
    sent = {"topic": topic.slug, "at": topic.phase.slug}

    response = press(browser, topic, read=str(elsewhere.pk), **{field: sent[field]})

    assert response.status_code == 404
    assert not learner.reads.exists()


# Bad input gets a clear answer and changes nothing

HUGE = "9" * 5_000

BAD = [
    ({}, 400),
    ({"other": "x"}, 400),
    ({"mark": ""}, 400),
    ({"mark": "sql"}, 400),
    ({"mark": "sql:carried"}, 400),
    ({"mark": "sql:DONE"}, 400),
    ({"mark": f"sql:{HUGE}"}, 400),
    ({"mark": "sql:done\0"}, 400),
    ({"mark": "nowhere:done"}, 404),
    ({"mark": ":done"}, 404),
    ({"mark": f"{HUGE}:done"}, 404),
    ({"mark": "sq\0l:done"}, 404),
    ({"mark": "sql:sql:done"}, 404),
    ({"mark": "' OR 1=1 --:done"}, 404),
    ({"carry": "nowhere"}, 404),
    ({"carry": "\0"}, 404),
    ({"carry": HUGE}, 404),
    ({"phase": "nowhere"}, 404),
    ({"phase": ""}, 404),
    ({"phase": "\0"}, 404),
    ({"phase": HUGE}, 404),
    ({"read": "1"}, 404),
    ({"read": "1", "topic": "nowhere"}, 404),
    ({"read": "0", "topic": "sql"}, 404),
    ({"read": "-1", "topic": "sql"}, 404),
    ({"read": "one", "topic": "sql"}, 404),
    ({"read": HUGE, "topic": "sql"}, 404),
    ({"read": "9223372036854775808", "topic": "sql"}, 404),
    ({"read": "\0", "topic": "sql"}, 404),
    ({"read": "²", "topic": "sql"}, 404),
    ({"unread": "٣", "topic": "sql"}, 404),
]


@pytest.mark.parametrize("headers", [{}, BY_HTMX], ids=["plain", "htmx"])
def test_bad_input_is_refused(browser, learner, headers):
    topic = make_topic(slug="sql")

    statuses = [browser.post(address(topic), sent, headers=headers).status_code for sent, _ in BAD]

    assert statuses == [status for _, status in BAD]
    assert not learner.activities.exists()
    assert not Read.objects.exists()


@pytest.mark.parametrize(
    "change",
    ["", "0", "-1", "x", "\0", HUGE, "9223372036854775808", "²", "00000000-0000-0000-0000-000000000000"],
    ids=lambda change: repr(change)[:20],
)
@pytest.mark.parametrize("who", ["client", "browser"])
def test_an_unknown_change_cannot_be_undone(request, who, change):
    topic = make_topic()
    person = request.getfixturevalue(who)

    page = read(person.post(address(topic), {"undo": change}, follow=True))

    assert page.one("div", id="undo").text == "That can't be undone any more: it has changed since."
    assert not Activity.objects.exists()


def test_a_refusal_says_what_is_wrong_in_plain_words(browser):
    topic = make_topic()

    response = mark(browser, topic, "finished", headers=BY_HTMX)

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text == "A topic is to do, learning, done or skipped."


def test_without_scripts_a_refusal_is_a_page_that_leads_back(browser):
    topic = make_topic()

    page = read(mark(browser, topic, "finished"))

    assert page.one("h1").text == "Nothing has changed"
    assert "A topic is to do, learning, done or skipped." in page.one("main").text
    assert page.one("a", class_="first")["href"] == address(topic)


def test_a_press_of_nothing_leads_back_to_its_page(browser):
    topic = make_topic()

    page = read(press(browser, topic, at=topic.phase.slug))

    assert "Nothing was pressed" in page.one("main").text
    assert page.one("a", class_="first")["href"] == f"{address(topic)}{topic.phase.slug}/"


def test_odd_places_to_return_to_are_left_out(browser):
    topic = make_topic()

    for at in ("nowhere", "//evil.example", HUGE, "\0"):
        assert mark(browser, topic, "done", at=at, topic=at).url == f"{address(topic)}#stop-{topic.slug}"


def test_an_odd_current_address_does_no_harm(browser):
    topic = make_topic()

    for odd in ("", "::", "http://[", "/topics/", f"{address(topic)}topics/", "%ff", "\xff"):
        headers = BY_HTMX | {"HX-Current-URL": odd}
        assert mark(browser, topic, "done", headers=headers).status_code == 200


def test_a_topic_of_another_roadmap_is_not_marked_here(browser, learner):
    here, there = make_topic(), make_topic()

    assert press(browser, here, mark=f"{there.slug}:done").status_code == 404
    assert not learner.activities.exists()


def test_an_unknown_zone_is_utc(client):
    topic = make_topic()

    assert mark(client, topic, "done", time_zone="Mars/Olympus").status_code == 302
    assert mark(client, topic, "todo", time_zone="\0" * 300).status_code == 302


def test_without_a_token_nothing_is_set(learner):
    topic = make_topic()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner)

    assert mark(strict, topic, "done").status_code == 403
    assert mark(strict, topic, "done", headers=BY_HTMX).status_code == 403
    assert not learner.activities.exists()


def test_the_pages_own_token_lets_it_through(learner):
    topic = make_topic()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner)
    token = read(strict.get(address(topic))).one("form", id="path").one("input", name="csrfmiddlewaretoken")

    response = mark(strict, topic, "done", csrfmiddlewaretoken=token["value"])

    assert response.status_code == 302
    assert states(learner) == {topic.pk: "done"}


def test_without_scripts_undo_beside_a_topic_comes_back_to_the_topic(client):
    topic = make_topic()
    address = f"/roadmaps/{topic.roadmap.slug}/topics/{topic.slug}/"
    path = read(client.get(address)).one("form", id="path")
    where = {"topic": path.one("input", name="topic")["value"]}

    client.post(f"/roadmaps/{topic.roadmap.slug}/", {"mark": f"{topic.slug}:done"})
    undo = read(client.get(address)).one("button", id="undo-button")["value"]

    assert client.post(f"/roadmaps/{topic.roadmap.slug}/", {"undo": undo} | where).url == address
