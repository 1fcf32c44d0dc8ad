import pytest
from django.utils import timezone

from progress.learning.marks import set_state
from tests.catalogs import catalog, phase, roadmap, topic
from tests.factories import (
    make_concept,
    make_group,
    make_phase,
    make_reference,
    make_resource,
    make_roadmap,
    make_topic,
    make_topics,
)
from tests.pages.markup import read

pytestmark = pytest.mark.django_db

INTO_PANEL = {"HX-Request": "true", "HX-Target": "panel", "HX-Boosted": "true"}


def address(topic):
    return f"/roadmaps/{topic.roadmap.slug}/topics/{topic.slug}/"


def panel(browser, topic):
    return read(browser.get(address(topic), headers=INTO_PANEL)).one("article")


def test_it_opens_in_place(client):
    topic = make_topic(title="SQL", summary="Joins and <em>indexes</em>.")

    fragment = read(client.get(address(topic), headers=INTO_PANEL))

    assert not fragment.all("html")
    assert fragment.one("h1").text == "SQL"
    assert "Joins and indexes." in fragment.text


def test_it_has_an_address_of_its_own(client):
    topic = make_topic(title="SQL")

    page = read(client.get(address(topic)))

    assert page.one("title").text.startswith(f"SQL · {topic.roadmap.title}")
    assert [heading.text for heading in page.all("h1")] == ["SQL"]
    assert page.one("aside").one("article")["data-slug"] == topic.slug
    assert page.one("li", id=f"stop-{topic.slug}")["aria-current"] == "true"


def test_the_page_and_its_fragment_are_told_apart_by_caches(client):
    topic = make_topic()

    assert "HX-Target" in client.get(address(topic))["Vary"]


def test_its_phase_stands_open(client):
    first = make_phase(position=1)
    make_topics(1, first)
    second = make_phase(position=2, roadmap=first.roadmap)
    (topic,) = make_topics(1, second)

    page = read(client.get(address(topic)))

    assert page.one("li", id=f"phase-{second.slug}").one("details").get("open") == ""
    assert page.one("li", id=f"phase-{first.slug}").one("details").get("open") is None


@pytest.mark.parametrize("state", ["todo", "learning", "done", "skipped"])
def test_its_switch_shows_the_state(browser, learner, state):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state=state, at=timezone.now())

    buttons = panel(browser, topic).one("div", role="group").all("button")

    assert [b["value"] for b in buttons] == [
        f"{topic.slug}:{s}" for s in ("todo", "learning", "done", "skipped")
    ]
    assert [b["id"] for b in buttons if b["aria-pressed"] == "true"] == [f"set-{state}"]


def test_what_is_carried_presses_none_and_names_its_source(browser, learner):
    concept = make_concept()
    source, topic = make_topic(concept=concept), make_topic(concept=concept)
    set_state(learner=learner, topic=source, state="done", at=timezone.now())

    found = panel(browser, topic)

    assert not found.all("button", aria_pressed="true")
    assert f"Carried from {source.title} on {source.roadmap.title}" in found.text


def test_it_names_what_to_know_first_and_how_that_stands(browser, learner):
    phase = make_phase()
    known, unknown, topic = make_topics(3, phase)
    topic.needs.add(known, unknown)
    set_state(learner=learner, topic=known, state="done", at=timezone.now())

    (section,) = (s for s in panel(browser, topic).all("section") if s.text.startswith("Know these first"))

    assert [row.one("svg")["aria-label"] for row in section.all("li")] == ["done", "to do"]
    assert [row.one("a")["href"] for row in section.all("li")] == [address(known), address(unknown)]


def test_it_says_where_else_the_idea_is_taught(client):
    idea = make_concept()
    topic = make_topic(concept=idea)
    same = make_topic(concept=idea, title="The same")
    related = make_topic(title="Related")
    related.about.add(idea)
    make_topic(concept=idea, title="Unfinished", roadmap=make_roadmap(status="draft"))

    (section,) = (s for s in panel(client, topic).all("section") if s.one("h2").text == "Also on")

    assert [(row.one("a").text, row.one("a")["href"]) for row in section.all("li")] == [
        ("The same", address(same)),
        ("Related", address(related)),
    ]
    assert "a tick here counts there too" in section.all("li")[0].text


def test_resources_are_listed_with_their_ticks(client):
    topic = make_topic()
    book = make_resource(title="A book", kind="book", url="https://book.example/", note="Chapter 3")
    make_reference(resource=book, place=topic)

    form = panel(client, topic).one("form", id="reading")

    assert form.one("a")["href"] == "https://book.example/"
    assert form.one("a")["rel"] == "noopener external"
    assert form.one("button", name="read")["value"] == str(book.pk)
    assert form.one("button")["aria-label"] == "A book: not read. Mark as read"
    assert "Chapter 3" in form.text


def test_it_leads_to_its_neighbours_across_phases_and_groups(client):
    group = make_group()
    first = make_topic(group=group, position=1)
    second = make_topic(group=group, position=2)
    third = make_topic(phase=make_phase(roadmap=group.roadmap))

    ways = [
        [link["href"] for link in panel(client, topic).one("nav", class_="neighbours").all("a")]
        for topic in (first, second, third)
    ]

    assert ways == [[address(second)], [address(first), address(third)], [address(second)]]


def test_a_topic_of_a_group_says_what_completes_it(client):
    group = make_group(title="Pick one ORM")

    topic = make_topic(group=group)

    assert "Any 1 of “Pick one ORM” completes that stop." in panel(client, topic).text


def test_closing_brings_back_what_stood_there(client):
    topic = make_topic()

    close = panel(client, topic).one("a", class_="close")
    beside = read(client.get(close["hx-get"], headers=INTO_PANEL))

    assert close["href"] == f"/roadmaps/{topic.roadmap.slug}/#stop-{topic.slug}"
    assert "Next stop" in beside.text
    assert not beside.all("article")


def test_a_later_release_of_another_roadmap_shows(loaded, client):
    def both(title):
        here = roadmap("here", phase("p", topic("redis", concept="redis")))
        there = roadmap("there", phase("q", topic("cache", concept="redis", title=title)))
        return catalog(here, there)

    loaded(both("Before"))
    client.get("/roadmaps/here/topics/redis/")
    loaded(both("After"))

    text = client.get("/roadmaps/here/topics/redis/").text

    assert "After" in text
    assert "Before" not in text


def test_what_its_phase_names_can_be_read_here_too_after_its_own(client):
    topic = make_topic()
    own, shared = make_resource(title="Its own book"), make_resource(title="The phase's course")
    make_reference(resource=shared, place=topic.phase)
    make_reference(resource=own, place=topic)

    ticks = [button["aria-label"] for button in panel(client, topic).one("form", id="reading").all("button")]

    assert [label.partition(":")[0] for label in ticks] == ["Its own book", "The phase's course"]
