"""One's own notes are found, by nobody else."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from curriculum.models import Release
from progress.learning.models import Note
from tests.factories import make_learner, make_phase, make_roadmap, make_topic
from tests.pages.markup import read

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
PATHS = ["/search/", "/search/palette/"]


@pytest.fixture
def topic(db):
    phase = make_phase(roadmap=make_roadmap(slug="line", title="The line"), title="Data")
    return make_topic(slug="joins", title="Joins", phase=phase)


def note(person, topic, text: str) -> Note:
    return Note.objects.create(learner=person, topic=topic, text=text, at=NOON)


def found(person: Client, typed: str) -> list[str]:
    page = read(person.get("/search/", {"q": typed, "kind": "note"}))
    return [row.one("a")["href"] for row in page.all(class_="result")]


@pytest.mark.parametrize(
    "typed", ["zebra", "ZEB", "striped zebra", "facade", "façade", "node js", "über", "uber", "שלום"]
)
def test_its_words_are_found(browser, learner, topic, typed):
    note(learner, topic, "A **striped** zebra, behind the _façade_ of node.js; Über-שלום!")

    assert found(browser, typed) == ["/roadmaps/line/topics/joins/"]


def test_all_words_must_be_there(browser, learner, topic):
    note(learner, topic, "A striped zebra")

    assert found(browser, "spotted zebra") == []


def test_what_fits_is_marked_and_escaped(browser, learner, topic):
    note(learner, topic, "<b>A zebra</b>")

    assert "&lt;b&gt;A <mark>zebra</mark>" in browser.get("/search/?q=zebra").content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_nobody_else_finds_it(browser, client, staff, learner, topic, path):
    note(make_learner(), topic, "A striped zebra")

    for person in (browser, client, staff):
        assert "/roadmaps/line/topics/joins/" not in person.get(path, {"q": "zebra"}).content.decode()


def test_one_finds_it_in_the_palette(browser, learner, topic):
    note(learner, topic, "A striped zebra")

    option = read(browser.get("/search/palette/?q=zebra")).one(id="option-note-1")

    assert option["href"] == "/roadmaps/line/topics/joins/"


def test_the_newest_come_first_on_pages(browser, learner, topic):
    for hour in range(23):
        other = make_topic(phase=topic.phase, slug=f"t-{hour}")
        Note.objects.create(
            learner=learner, topic=other, text="A zebra", at=datetime(2026, 1, 5, hour, tzinfo=UTC)
        )

    first = found(browser, "zebra")
    second = read(browser.get("/search/?q=zebra&kind=note&page=2")).all(class_="result")

    assert first[0].endswith("/t-22/")
    assert (len(first), len(second)) == (20, 3)


def test_a_note_on_what_is_gone_or_a_draft_leads_nowhere(browser, learner, topic):
    note(learner, topic, "A zebra")
    note(learner, make_topic(roadmap=make_roadmap(status="draft")), "A zebra")
    topic.retired_in = Release.objects.latest("pk")
    topic.save()

    assert found(browser, "zebra") == []


def test_a_note_that_has_changed_is_found_by_its_new_words(browser, learner, topic):
    written = note(learner, topic, "A zebra")
    written = Note.objects.get(pk=written.pk)
    written.text = "An okapi"
    written.save()

    assert found(browser, "zebra") == []
    assert found(browser, "okapi") == ["/roadmaps/line/topics/joins/"]


def test_an_enormous_note_is_kept_and_found(browser, learner, topic):
    note(learner, topic, "zebra " + " ".join(f"word{n}" for n in range(120_000)))

    assert found(browser, "zebra") == ["/roadmaps/line/topics/joins/"]


@pytest.mark.parametrize("typed", ["a:*", "!zebra", "' | '", "\\"])
def test_nothing_typed_fails(browser, learner, topic, typed):
    note(learner, topic, "A zebra")

    assert browser.get("/search/", {"q": typed}).status_code == 200
