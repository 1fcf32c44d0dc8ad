import pytest
from django.utils import timezone

from progress.learning.marks import set_phase, set_state
from tests.factories import make_concept, make_phase, make_roadmap, make_topic, make_topics
from tests.pages.markup import read

pytestmark = pytest.mark.django_db


def set_done(learner, *topics):
    for topic in topics:
        set_state(learner=learner, topic=topic, state="done", at=timezone.now())


def lines(response):
    return read(response).one("ol", class_="roadmaps").all("li")


def test_a_visitor_sees_every_published_roadmap_in_order(client):
    make_roadmap(title="Second", position=2)
    make_roadmap(title="First", position=1)

    page = read(client.get("/"))

    assert page.one("h1").text == "Two lines"
    assert [heading.text for heading in page.one("ol", class_="roadmaps").all("h2")] == ["First", "Second"]


def test_a_line_says_its_length_and_leads_to_its_page(client):
    phase = make_phase(
        title="Databases",
        roadmap=make_roadmap(
            slug="backend", duration_unit="months", duration_from=8, duration_to=14, audience="beginner"
        ),
    )
    make_topics(7, phase)

    (line,) = lines(client.get("/"))

    assert line.one("a", href="/roadmaps/backend/")
    assert line.one("p", class_="foot-line").text == "7 topics 1 phase 8–14 months beginner"
    assert line.one("text").text == "Databases"


def test_without_any_roadmap_it_says_how_one_comes(client):
    page = read(client.get("/"))

    assert page.one("h1").text == "No line yet"
    assert "files under content/" in page.one("main").text


def test_a_learner_sees_how_far_each_line_has_come(browser, learner):
    phase = make_phase()
    done, skipped, _ = make_topics(3, phase)
    set_done(learner, done)
    set_state(learner=learner, topic=skipped, state="skipped", at=timezone.now())

    (line,) = lines(browser.get("/"))

    assert line.one("strong").text == "1 of 2 topics, 1 skipped"
    assert line.one("text").get("data-here") == ""
    assert line.one("svg", role="img")["aria-label"] == (
        f"{phase.roadmap.title}: 1 of 2 topics settled, 1 skipped. You are at {phase.title}."
    )


def test_what_is_optional_is_counted_apart(client, browser, learner):
    phase = make_phase()
    make_topics(2, phase)
    optional = make_topic(phase=phase, optional=True)
    make_topic(phase=phase, optional=True)
    set_done(learner, optional)

    before, after = (
        lines(person.get("/"))[0].one("p", class_="foot-line").text for person in (client, browser)
    )

    assert before == "2 topics +2 optional 1 phase"
    assert after.startswith("0 of 2 topics +1 of 2 optional 1 phase")


def test_nobody_is_on_a_line_without_a_mark_of_their_own_there(browser, learner):
    concept = make_concept()
    done = make_topic(concept=concept)
    carried = make_phase(title="Carried")
    make_topic(concept=concept, phase=carried)
    make_topic(phase=carried)
    set_done(learner, done)

    _, line = lines(browser.get("/"))

    assert line.one("text").get("data-here") is None
    assert line.one("svg", role="img")["aria-label"] == f"{carried.roadmap.title}: 1 of 2 topics settled."


def test_a_learner_is_led_to_where_they_stopped(browser, learner):
    phase = make_phase(title="Databases")
    first, second = make_topics(2, phase)
    set_done(learner, first)

    page = read(browser.get("/"))

    resume = page.one("a", class_="first")
    assert resume.text == f"Continue with {second.title}"
    assert resume["href"] == f"/roadmaps/{phase.roadmap.slug}/topics/{second.slug}/"


def test_a_complete_line_says_so(browser, learner):
    phase = make_phase()
    make_topics(2, phase)
    set_phase(learner=learner, phase=phase, state="done", at=timezone.now())

    (line,) = lines(browser.get("/"))

    assert "Complete" in line.text
    assert line.one("circle", class_="done")


def test_what_other_lines_carry_is_told_before_anything_is_done(browser, learner):
    concept = make_concept()
    done, _ = make_topic(concept=concept), make_topic(concept=concept)
    set_done(learner, done)

    first, second = lines(browser.get("/"))

    assert "already carried" not in first.text
    assert "1 topic is already carried from other lines" in second.text
    assert second.one("strong").text == "1 of 1 topic"


def test_where_lines_meet_is_drawn_and_listed(browser, learner):
    concept = make_concept(title="Redis")
    first, second = make_topic(concept=concept), make_topic(concept=concept)
    make_topic(concept=make_concept(title="Alone"))
    set_done(learner, second)

    meets = read(browser.get("/")).one("section", class_="interchanges")

    (row,) = meets.one("ul").all("li")
    assert row.text == "Redis done on 2 lines"
    assert row.one("a")["href"] == f"/roadmaps/{first.roadmap.slug}/topics/{first.slug}/"
    assert len(meets.all("circle", data_state="done")) == 2
    assert "Alone" not in meets.text


def test_a_line_that_meets_no_other_takes_no_room_where_lines_meet(client):
    concept = make_concept()
    for _ in range(2):
        make_topic(concept=concept)
        make_topic()

    meets = read(client.get("/")).one("section", class_="interchanges")

    assert len(meets.all("span", class_="bullet")) == len(meets.all("line", class_="rail")) == 2


def test_only_the_busiest_meeting_points_are_drawn(client):
    roadmaps = [make_phase(), make_phase()]
    for number in range(12):
        concept = make_concept(title=f"Idea {number:02}")
        for phase in roadmaps:
            make_topic(phase=phase, concept=concept)

    meets = read(client.get("/")).one("section", class_="interchanges")

    assert len(meets.one("div", class_="wrap").all("li")) == 9
    assert meets.one("details").one("summary").text == "3 more meeting points"
    assert len(meets.one("details").all("li")) == 3


def test_a_draft_is_for_the_staff(client, browser, staff):
    make_topic(roadmap=make_roadmap(title="Unfinished", status="draft"))

    assert "Unfinished" not in client.get("/").text
    assert "Unfinished" not in browser.get("/").text
    assert "Unfinished draft" in read(staff.get("/")).one("ol", class_="roadmaps").text


def test_it_may_not_be_kept_for_others(client):
    assert client.get("/")["Cache-Control"] == "private, no-cache"
