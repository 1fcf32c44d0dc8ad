import pytest
from django.utils import timezone

from progress.learning.marks import set_state
from tests.factories import (
    make_group,
    make_milestone,
    make_phase,
    make_reference,
    make_resource,
    make_roadmap,
    make_topic,
    make_topics,
)
from tests.pages.markup import read

pytestmark = pytest.mark.django_db


def page_of(browser, phase):
    return read(browser.get(f"/roadmaps/{phase.roadmap.slug}/{phase.slug}/"))


def test_it_shows_everything_that_a_phase_has(client):
    phase = make_phase(
        roadmap=make_roadmap(calls_phases="step"),
        title="Databases",
        number=5,
        headline="Know when to use each",
        summary="<p>Keep data.</p>",
        goal="Choose one.",
        prose="<table><tr><td>compared</td></tr></table>",
        level="intermediate",
        badge="Mission critical",
        when_unit="weeks",
        when_from=14,
        when_to=22,
        effort_unit="weeks",
        effort_from=6,
        effort_to=8,
        tools=["PostgreSQL", "pgAdmin"],
        optional=True,
    )
    make_topics(2, phase)
    make_milestone(phase=phase, title="Build a feed")
    make_reference(resource=make_resource(title="A book", url="https://book.example/"), place=phase)

    page = page_of(client, phase)

    assert page.one("h1").text == "Databases"
    for words in (
        *(
            "Know when to use each",
            "Keep data.",
            "Choose one.",
            "compared",
            "intermediate",
            "Mission critical",
        ),
        *("Weeks 14–22", "6–8 weeks", "PostgreSQL", "pgAdmin", "Build a feed", "not counted towards 100 %"),
        *("Step 5 of 1", "A book"),
    ):
        assert words in page.text


def test_its_topics_are_ticked_on_the_spot(browser, learner):
    phase = make_phase()
    done, todo = make_topics(2, phase)
    set_state(learner=learner, topic=done, state="done", at=timezone.now())

    form = page_of(browser, phase).one("form", id="path")

    assert form["action"] == f"/roadmaps/{phase.roadmap.slug}/"
    assert form.one("input", name="at")["value"] == phase.slug
    assert form.one("button", id=f"tick-{done.slug}")["value"] == f"{done.slug}:todo"
    assert form.one("button", id=f"tick-{todo.slug}")["value"] == f"{todo.slug}:done"
    assert form.one("button", name="phase")["value"] == phase.slug


def test_a_group_is_a_loop_here_too(client):
    group = make_group(title="Pick one ORM")
    make_topic(group=group)
    make_topic(group=group)

    row = page_of(client, group.phase).one("li", id=f"stop-{group.key}")

    assert "choose 1 of 2" in row.text
    assert len(row.one("ul").all("li")) == 2


def test_it_leads_to_its_neighbours(client):
    first = make_phase(position=1)
    middle = make_phase(position=2, roadmap=first.roadmap)
    last = make_phase(position=3, roadmap=first.roadmap)

    ways = [
        [link.text for link in page_of(client, phase).one("nav", class_="neighbours").all("a")]
        for phase in (first, middle, last)
    ]

    assert ways == [[middle.title], [first.title, last.title], [middle.title]]


def test_a_phase_without_topics_has_no_form(client):
    phase = make_phase()

    assert not page_of(client, phase).all("form")
