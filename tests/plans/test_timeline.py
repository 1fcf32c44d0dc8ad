"""A roadmap along the calendar: by windows, by lengths, or by topics where the source names no times."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from curriculum.models import SkillItem, SkillWindow
from curriculum.tree import read_trees
from progress.learning.days import day_of
from progress.learning.marks import set_state
from progress.learning.models import Enrolment
from progress.learning.pages.timeline_axis import Basis, Unit, axis_of
from progress.learning.plans.targets import Chosen, set_target
from tests.factories import make_group, make_phase, make_roadmap, make_topic, make_topics
from tests.pages.markup import read


@pytest.fixture
def roadmap(db):
    return make_roadmap(title="Backend engineer")


@pytest.fixture
def path(roadmap):
    return f"/roadmaps/{roadmap.slug}/timeline/"


def when(unit, first, last=None):
    return {"when_unit": unit, "when_from": first, "when_to": last}


def effort(unit, first, last=None):
    return {"effort_unit": unit, "effort_from": first, "effort_to": last}


def axis(roadmap, *phases):
    """Return the axis of `roadmap` with these phases, of two topics each, and its bars, rounded."""
    for fields in phases:
        make_topics(2, make_phase(roadmap=roadmap, **fields))
    (tree,) = read_trees([roadmap])
    found = axis_of(tree.phases)
    bars = [found.bars.get(node.phase.pk) for node in tree.phases]
    return found, [bar and (round(bar.first, 1), round(bar.last, 1)) for bar in bars]


@pytest.mark.parametrize(
    "phases, basis, unit, bars",
    [
        # weeks 1 and 2 are two weeks, and windows may overlap
        ([when("weeks", 1, 2), when("weeks", 2, 4)], "windows", "weeks", [(0, 2), (1, 4)]),
        # a single week
        ([when("weeks", 3)], "windows", "weeks", [(2, 3)]),
        # one in months makes all of them months
        ([when("weeks", 1, 13), when("months", 6, 9)], "windows", "months", [(0, 3), (5, 9)]),
        # more than half a year is told in months
        ([when("weeks", 1, 52)], "windows", "months", [(0, 12)]),
        # one phase has no window
        ([when("weeks", 1, 2), {}], "windows", "weeks", [(0, 2), None]),
        # lengths follow each other, each at its middle
        ([effort("weeks", 6, 8), effort("days", 14)], "lengths", "weeks", [(0, 7), (7, 9)]),
        ([effort("hours", 10, 20), effort("hours", 5)], "lengths", "hours", [(0, 15), (15, 20)]),
        # hours and weeks can't be laid after each other
        ([effort("hours", 10), effort("weeks", 5)], "topics", "topics", [(0, 2), (2, 4)]),
        ([effort("weeks", 10), {}], "topics", "topics", [(0, 2), (2, 4)]),
        ([{}, {}], "topics", "topics", [(0, 2), (2, 4)]),
    ],
)
def test_where_phases_lie(roadmap, phases, basis, unit, bars):
    found, places = axis(roadmap, *phases)

    assert (found.basis, found.unit) == (Basis(basis), Unit(unit))
    assert places == bars


def test_a_choice_is_as_long_as_it_asks_for(roadmap):
    group = make_group(phase=make_phase(roadmap=roadmap), choose=2)
    for _ in range(5):
        make_topic(group=group)

    assert axis(roadmap)[1] == [(0, 2)]


@pytest.mark.parametrize(
    "total, ticks",
    [
        (5, [1, 2, 3, 4, 5]),
        (14, list(range(1, 15))),
        (57, list(range(4, 57, 4))),
        (68, list(range(5, 66, 5))),
    ],
)
def test_the_axis_has_as_many_ticks_as_can_be_read(roadmap, total, ticks):
    make_topics(total, make_phase(roadmap=roadmap))

    assert axis(roadmap)[0].ticks == ticks


def test_nothing_to_learn_has_an_axis_too(client, roadmap, path):
    make_phase(roadmap=roadmap)

    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "fields, words",
    [
        (when("weeks", 1, 2), "as the source lays them out"),
        (effort("weeks", 6), "The source says how long each phase takes, not when"),
        ({}, "The source names no times"),
    ],
)
def test_it_says_where_its_times_come_from(client, roadmap, path, fields, words):
    make_topics(2, make_phase(roadmap=roadmap, **fields))

    assert words in client.get(path).text


def test_a_bar_is_told_in_words(browser, learner, roadmap, path):
    topics = make_topics(3, make_phase(roadmap=roadmap, **when("weeks", 1, 2)))
    set_state(learner=learner, topic=topics[0], state="done", at=timezone.now())

    assert 'role="img" aria-label="Weeks 1–2, 1 of 3"' in browser.get(path).text


def test_a_visitor_sees_no_today(client, roadmap, path):
    make_topics(3, make_phase(roadmap=roadmap, **when("weeks", 1, 20)))

    assert "today" not in client.get(path).text.partition('class="windows"')[2]


@pytest.mark.parametrize(
    "weeks_ago, paused, words",
    [
        (0, 0, "Week 1 of 20"),
        (6, 0, "Week 7 of 20"),
        (6, 2, "Week 5 of 20"),  # days of rest don't count
        (30, 0, ""),  # beyond its end
    ],
)
def test_it_says_how_far_one_is_by_the_calendar(browser, learner, roadmap, path, weeks_ago, paused, words):
    make_topics(3, make_phase(roadmap=roadmap, **when("weeks", 1, 20)))
    began = day_of(learner, timezone.now()) - timedelta(weeks=weeks_ago)
    row = Enrolment.objects.create(learner=learner, roadmap=roadmap, started_on=began)
    if paused:
        row.pauses.create(first=began, last=began + timedelta(days=7 * paused - 1))

    page = browser.get(path).text

    assert words in page
    assert (" of 20</span>" in page) == bool(words)


def test_a_plan_of_ones_own_is_told_beside_each_phase(browser, learner, roadmap, path):
    for _ in range(2):
        make_topics(2, make_phase(roadmap=roadmap))
    by = (timezone.now() + timedelta(days=99)).date()
    set_target(learner=learner, roadmap=roadmap, chosen=Chosen(by=by), at=timezone.now())

    assert browser.get(path).text.count("Planned ") == 2


@pytest.mark.parametrize(
    "states, shown",
    [
        (["done", "done"], "done"),
        (["done", None], "learning"),
        (["learning", None], "learning"),
        (["done", "skipped"], "done"),
        (["learning", "skipped"], "learning"),
        ([None, "skipped"], "todo"),
        (["skipped", "skipped"], "skipped"),
        ([None, None], "todo"),
        ([], "todo"),
    ],
)
def test_a_skill_is_what_its_topics_are_together(browser, learner, roadmap, path, states, shown):
    topics = make_topics(len(states), make_phase(roadmap=roadmap))
    stretch = SkillWindow.objects.create(roadmap=roadmap, label="Months 1–3", position=0)
    item = SkillItem.objects.create(window=stretch, title="Linux & Terminal", position=0)
    item.topics.set(topics)
    for topic, state in zip(topics, states, strict=True):
        if state:
            set_state(learner=learner, topic=topic, state=state, at=timezone.now())

    page = browser.get(path).text

    assert "Linux &amp; Terminal" in page
    assert f'<use href="#mark-{shown}"/>' in page


def test_the_views_lead_to_each_other(client, roadmap, path):
    make_topics(2, make_phase(roadmap=roadmap))
    addresses = [f"/roadmaps/{roadmap.slug}/", path, f"/roadmaps/{roadmap.slug}/plan/"]

    for at, address in enumerate(addresses[:2]):
        links = [link for link in read(client.get(address)).all("a") if link["href"] in addresses]
        current = [link["href"] for link in links if link.get("aria-current")]
        assert {link["href"] for link in links} == set(addresses)
        assert current == [addresses[at]]


def test_an_address_that_is_none_leads_nowhere(client, db):
    assert client.get("/roadmaps/no-such-line/timeline/").status_code == 404


def test_a_draft_is_for_the_staff(client, browser):
    roadmap = make_roadmap(status="draft")

    assert browser.get(f"/roadmaps/{roadmap.slug}/timeline/").status_code == 404


def test_it_asks_no_more_of_many_topics(browser, learner):
    def asked(phases):
        roadmap = make_roadmap()
        for _ in range(phases):
            topics = make_topics(10, make_phase(roadmap=roadmap, **when("weeks", 1, 2)))
            set_state(learner=learner, topic=topics[0], state="done", at=timezone.now())
        path = f"/roadmaps/{roadmap.slug}/timeline/"
        browser.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(path).status_code == 200
        return len(captured)

    assert asked(1) == asked(30) <= 8
