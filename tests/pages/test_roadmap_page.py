from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from curriculum.models import SkillItem, SkillWindow
from progress.learning.marks import set_phase, set_state
from tests.factories import (
    make_concept,
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


def page_of(browser, roadmap):
    return read(browser.get(f"/roadmaps/{roadmap.slug}/"))


def mark(learner, topic, state, at=None):
    set_state(learner=learner, topic=topic, state=state, at=at or timezone.now())


def stop(page, topic):
    return page.one("li", id=f"stop-{topic.slug}")


def head(page, phase):
    return page.one("summary", id=f"head-{phase.slug}")


def test_a_visitor_sees_the_path_with_nothing_done(client):
    phase = make_phase(number=3, title="Databases")
    first, second = make_topics(2, phase)

    page = page_of(client, phase.roadmap)

    assert page.one("h1").text == phase.roadmap.title
    assert head(page, phase).one("h3").text == "Databases"
    assert head(page, phase).one("text").text == "3"
    assert head(page, phase)["data-state"] == "todo"
    assert page.one("span", class_="count").text == "0 of 2"
    assert [row["id"] for row in page.all("li", class_="stop")] == [f"stop-{t.slug}" for t in (first, second)]
    assert stop(page, first).one("button")["value"] == f"{first.slug}:done"
    assert "without an account" in page.one("aside").text


@pytest.mark.parametrize(
    "state, pressing, said",
    [
        ("todo", "done", "to do. Mark as done"),
        ("learning", "done", "learning. Mark as done"),
        ("done", "todo", "done. Mark as to do"),
        ("skipped", "done", "skipped. Mark as done"),
    ],
)
def test_a_row_shows_its_state_and_what_a_press_will_do(browser, learner, state, pressing, said):
    topic = make_topic(title="SQL")
    mark(learner, topic, state)

    row = stop(page_of(browser, topic.roadmap), topic)

    assert row["data-state"] == state
    assert row.one("button")["value"] == f"{topic.slug}:{pressing}"
    assert row.one("button")["aria-label"] == f"SQL: {said}"
    assert row.one("use")["href"] == f"#mark-{state}"


def test_a_row_says_when(browser, learner):
    now = datetime.now(UTC)
    phase = make_phase()
    today, earlier, begun = make_topics(3, phase)
    mark(learner, today, "done", now)
    mark(learner, earlier, "done", datetime(2024, 3, 5, 12, tzinfo=UTC))
    mark(learner, begun, "learning", now)

    page = page_of(browser, phase.roadmap)

    assert stop(page, today).one("span", class_="more").text == "today"
    assert stop(page, earlier).one("span", class_="more").text == "5 March 2024"
    assert stop(page, begun).one("span", class_="more").text == "since today"


def test_what_is_carried_says_from_where(browser, learner):
    concept = make_concept()
    source = make_topic(concept=concept, roadmap=make_roadmap(title="Backend mastery", accent="madder"))
    carried = make_topic(concept=concept)
    mark(learner, source, "done")

    row = stop(page_of(browser, carried.roadmap), carried)

    assert row["data-state"] == "carried"
    assert row.one("button")["aria-label"].endswith("carried from another line. Mark as done here")
    assert row.one("span", class_="bullet")["aria-label"] == "Backend mastery"
    assert row.one("span", class_="bullet").text == "M"


def test_a_phase_counts_what_is_settled_and_shows_it_in_a_glance(browser, learner):
    phase = make_phase()
    topics = make_topics(4, phase)
    for topic, state in zip(topics, ("done", "skipped", "learning"), strict=False):
        mark(learner, topic, state)

    summary = head(page_of(browser, phase.roadmap), phase)

    assert summary["data-state"] == "part"
    assert "1 of 3, 1 skipped" in summary.text
    assert [pip["data-state"] for pip in summary.all("i")] == ["done", "skipped", "learning", "todo"]
    assert summary.one("span", class_="pips")["aria-label"] == "1 done, 1 skipped, 1 learning, 1 to do"
    assert summary.one("circle", class_="arc")["stroke-dasharray"] == "33 100"


def test_skipping_everything_completes_nothing(browser, learner):
    phase = make_phase()
    (topic,) = make_topics(1, phase)
    mark(learner, topic, "skipped")

    page = page_of(browser, phase.roadmap)

    assert head(page, phase)["data-state"] == "todo"
    assert "Complete" not in page.one("aside").text


def test_any_of_a_group_completes_its_stop(browser, learner):
    group = make_group(title="Pick one ORM")
    prisma, sqlalchemy = (make_topic(group=group, title=title) for title in ("Prisma", "SQLAlchemy"))
    make_topic(phase=group.phase)

    before = page_of(browser, group.roadmap)
    mark(learner, prisma, "done")
    after = page_of(browser, group.roadmap)

    row = before.one("li", id=f"stop-{group.key}")
    assert row.one("ul")["aria-label"] == "Any 1 of these completes the stop"
    assert "choose 1 of 2" in row.text
    assert [name.text for name in row.one("ul").all("a")] == ["Prisma", "SQLAlchemy"]
    assert before.one("svg", id=f"mark-{group.key}")["aria-label"] == "to do"
    assert after.one("svg", id=f"mark-{group.key}")["aria-label"] == "done"
    assert stop(after, sqlalchemy)["data-state"] == "todo"
    assert after.one("span", class_="count").text == "1 of 2"


def test_a_group_that_is_only_begun_says_so(browser, learner):
    group = make_group(choose=2)
    first, *_ = (make_topic(group=group) for _ in range(3))
    mark(learner, first, "done")

    page = page_of(browser, group.roadmap)

    assert page.one("svg", id=f"mark-{group.key}")["aria-label"] == "learning"
    assert page.one("span", class_="count").text == "1 of 2"


def test_optional_topics_look_so_and_are_counted_apart(browser, learner):
    phase = make_phase()
    needed, extra = make_topic(phase=phase), make_topic(phase=phase, optional=True)
    make_topic(phase=phase, optional=True)

    page = page_of(browser, phase.roadmap)
    mark(learner, needed, "done")
    mark(learner, extra, "done")
    complete = page_of(browser, phase.roadmap)

    assert stop(page, extra).one("use")["href"] == "#mark-optional"
    assert stop(page, extra).one("i").text == "optional"
    assert page.one("span", class_="count").text == "0 of 1 +2 optional"
    assert complete.one("span", class_="count").text == "1 of 1 +1 of 2 optional"
    assert head(complete, phase)["data-state"] == "done"


def test_the_head_counts_topics_as_the_line_does(client):
    phase = make_phase()
    make_topics(2, phase)
    make_topic(phase=phase, optional=True)
    group = make_group(phase=phase, choose=2)
    for _ in range(3):
        make_topic(group=group)
    make_topic(phase=make_phase(roadmap=phase.roadmap, optional=True))

    page = page_of(client, phase.roadmap)

    facts = {fact.one("dt").text: fact.one("dd").text for fact in page.all("dl")[0].all("div")}
    assert facts["Topics"] == "4 +2 optional"
    assert page.one("span", class_="count").text == "0 of 4 +2 optional"


def test_an_optional_phase_is_drawn_so_and_never_pushed(client):
    optional = make_phase(optional=True, position=1)
    make_topic(phase=optional)
    required = make_phase(roadmap=optional.roadmap, position=2)
    topic = make_topic(phase=required)

    page = page_of(client, optional.roadmap)

    assert head(page, optional).one("svg", class_="station").get("data-optional") == ""
    assert page.one("span", class_="count").text == "0 of 1 +1 optional"
    assert page.one("aside").one("a", href=f"/roadmaps/{topic.roadmap.slug}/topics/{topic.slug}/")


def test_the_phase_of_the_next_stop_stands_open(browser, learner):
    first = make_phase(position=1)
    second = make_phase(roadmap=first.roadmap, position=2)
    (done,) = make_topics(1, first)
    make_topics(1, second)
    mark(learner, done, "done")

    page = page_of(browser, first.roadmap)

    assert [details.get("open") for details in page.one("form").all("details")] == [None, ""]


def test_what_is_being_learnt_comes_before_what_is_to_do(browser, learner):
    phase = make_phase()
    _, begun = make_topics(2, phase)
    mark(learner, begun, "learning")

    assert page_of(browser, phase.roadmap).one("aside").all("a")[0].text == begun.title


def test_a_complete_roadmap_says_since_when(browser, learner):
    phase = make_phase()
    make_topics(2, phase)
    set_phase(learner=learner, phase=phase, state="done", at=datetime(2026, 3, 2, 12, tzinfo=UTC))

    page = page_of(browser, phase.roadmap)

    assert "Complete since 2 March 2026." in page.one("aside").text
    assert page.one("span", class_="count").text == "2 of 2"


def test_a_phase_without_topics_has_no_count_and_nothing_to_know(client):
    phase = make_phase()

    page = page_of(client, phase.roadmap)

    assert "of 0" not in page.text
    assert not page.all("button", name="phase")


def test_milestones_stand_in_their_phase(client):
    milestone = make_milestone(title="Build a feed", brief="<p>Posts.</p>", kind="project")

    found = page_of(client, milestone.roadmap).one("div", id=f"milestone-{milestone.key}")

    assert found.text == "Milestone · project Build a feed Posts. Not handed in yet. Hand in your work"


def test_what_else_a_roadmap_has_follows_its_path(client):
    other = make_roadmap(title="Databases, deeper", slug="deeper")
    roadmap = make_roadmap(
        tagline="From zero.",
        summary="<p>Its story.</p>",
        outcomes=["Design a <em>backend</em>"],
        facts=[{"label": "Free resources", "value": "40+"}],
        next=[{"title": "", "roadmap": other.key}, {"title": "Not written yet"}],
        related=[{"title": "Elsewhere", "url": "https://elsewhere.example/"}],
        source={"title": "A list", "url": "https://source.example/"},
    )
    topic = make_topic(roadmap=roadmap)
    make_reference(resource=make_resource(title="A book", url="https://book.example/"), place=roadmap)
    window = SkillWindow.objects.create(roadmap=roadmap, label="Months 1-3", position=1)
    SkillItem.objects.create(window=window, title="The terminal", position=1).topics.add(topic)

    page = page_of(client, roadmap)

    for words in ("From zero.", "Its story.", "Design a backend", "Free resources 40+", "Not written yet"):
        assert words in page.text
    leads = {link.text: link["href"] for link in page.all("a")}
    assert leads["Databases, deeper"] == "/roadmaps/deeper/"
    assert leads["Elsewhere"] == "https://elsewhere.example/"
    assert leads["A list"] == "https://source.example/"
    assert leads["A book"] == "https://book.example/"
    assert leads["The terminal"] == f"/roadmaps/{roadmap.slug}/topics/{topic.slug}/"


def test_a_draft_is_not_linked_from_other_roadmaps(client):
    draft = make_roadmap(title="Unfinished", status="draft")
    roadmap = make_roadmap(next=[{"title": "", "roadmap": draft.key}])

    assert "Unfinished" not in client.get(f"/roadmaps/{roadmap.slug}/").text


def test_nobody_sees_the_marks_of_another(browser, client, learner):
    topic = make_topic()
    mark(learner, topic, "done")

    assert stop(page_of(browser, topic.roadmap), topic)["data-state"] == "done"
    assert stop(page_of(client, topic.roadmap), topic)["data-state"] == "todo"
    assert browser.get(f"/roadmaps/{topic.roadmap.slug}/")["Cache-Control"] == "private, no-cache"


def test_today_is_the_learners_own_day(browser, learner):
    learner.time_zone = "Pacific/Kiritimati"
    learner.save()
    topic = make_topic()
    mark(learner, topic, "done", timezone.now() - timedelta(seconds=1))

    assert stop(page_of(browser, topic.roadmap), topic).one("span", class_="more").text == "today"
