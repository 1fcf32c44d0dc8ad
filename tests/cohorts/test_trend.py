"""How a cohort goes beside its pace, and which topics are hard for it."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progress.cohorts.models import Role, Shows
from progress.cohorts.pages.trend import TrendPage
from progress.cohorts.tables.hardest import hardest, left, longest
from progress.cohorts.tables.overview import overview
from progress.cohorts.tables.trend import trend
from progress.learning.days import day_of
from progress.learning.marks import set_state
from tests.cohorts.makers import make_cohort, make_membership
from tests.cohorts.test_overview import DAY, NOW, learner_stories, live, text_of
from tests.factories import (
    make_concept,
    make_group,
    make_learner,
    make_milestone,
    make_phase,
    make_roadmap,
    make_topic,
    make_topics,
)

pytestmark = pytest.mark.django_db
BEGAN = date(2026, 3, 2)  # five weeks before NOW, a Monday as well


def join(cohort, **overrides):
    return make_membership(cohort, **overrides).person


def done(learner, topic, day):
    set_state(learner=learner, topic=topic, state="done", at=NOW.replace(month=day.month, day=day.day))


def trend_of(cohort):
    return trend(overview(cohort, at=NOW))


def test_each_week_has_the_median_of_what_was_settled_before_it_ended():
    phase = make_phase()
    topics = make_topics(4, phase)
    cohort = make_cohort(phase.roadmap)
    ada, ben, _ = (join(cohort) for _ in range(3))
    for topic in topics[:3]:
        done(ada, topic, BEGAN + 8 * DAY)
    done(ben, topics[0], BEGAN + 15 * DAY)

    found = trend_of(cohort)

    assert [week.until for week in found.weeks] == [BEGAN + 7 * n * DAY for n in range(6)] + [
        NOW.date() + DAY
    ]
    assert [week.median for week in found.weeks] == [0, 0, 0, 1, 1, 1, 1]
    assert [(week.low, week.high) for week in found.weeks][-1] == (0, 3)
    assert found.units == 4


def test_the_pace_asks_for_a_phase_every_so_many_weeks():
    roadmap = make_roadmap()
    for units in (2, 4):
        make_topics(units, make_phase(roadmap=roadmap))
    cohort = make_cohort(roadmap, weeks_a_phase=2)
    join(cohort)

    weeks = trend_of(cohort).weeks

    assert [week.pace for week in weeks] == [0, 1, 2, 4, 6, 6, 6]


def test_what_is_carried_counts_from_the_beginning():
    concept, phase = make_concept(), make_phase()
    make_topic(phase=phase, concept=concept)
    cohort = make_cohort(phase.roadmap)
    done(join(cohort), make_topic(concept=concept), NOW.date() - DAY)

    assert {week.median for week in trend_of(cohort).weeks} == {1}


def test_of_a_choice_as_many_count_as_it_asks_for():
    phase = make_phase()
    group = make_group(phase=phase, choose=1)
    members = [make_topic(group=group) for _ in range(3)]
    cohort = make_cohort(phase.roadmap)
    ada = join(cohort)
    for number, topic in enumerate(members):
        done(ada, topic, BEGAN + (1 + 7 * number) * DAY)

    assert [week.median for week in trend_of(cohort).weeks] == [0, 1, 1, 1, 1, 1, 1]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(learner_stories, min_size=1, max_size=5))
def test_the_last_week_says_what_the_grid_says(stories):
    with transaction.atomic():
        roadmap = make_roadmap()
        phases = [make_phase(roadmap=roadmap) for _ in range(3)]
        topics = [topic for phase in phases for topic in make_topics(3, phase)]
        cohort = make_cohort(roadmap)
        for story in stories:
            live(cohort, phases, topics, make_milestone(phase=phases[0]), story)

        found = overview(cohort, at=NOW)
        settled = sorted(row.settled for row in found.rows)
        now = trend(found).weeks[-1]
        assert now.low <= now.median <= now.high
        assert now.median == (settled[(len(settled) - 1) // 2] + settled[len(settled) // 2]) / 2
        transaction.set_rollback(True)


@pytest.mark.parametrize("starts_on", [NOW.date() + DAY, NOW.date() + 30 * DAY])
def test_before_it_begins_there_is_nothing_to_draw(starts_on):
    cohort = make_cohort(make_topic().roadmap, starts_on=starts_on)
    join(cohort)

    assert trend_of(cohort).weeks == []


def test_it_ends_with_the_cohort():
    topic = make_topic()
    cohort = make_cohort(topic.roadmap, ended_on=BEGAN + 9 * DAY)
    done(join(cohort), topic, BEGAN + 20 * DAY)

    weeks = trend_of(cohort).weeks

    assert (weeks[-1].until, weeks[-1].median) == (BEGAN + 10 * DAY, 0)


def test_a_cohort_of_many_years_is_drawn_for_its_last_weeks():
    cohort = make_cohort(make_topic().roadmap, starts_on=date(2001, 1, 1))
    join(cohort)

    assert len(trend_of(cohort).weeks) == 157


def test_the_drawing_says_in_words_what_it_draws():
    topics = make_topics(4, make_phase())
    cohort = make_cohort(topics[0].roadmap)
    done(join(cohort), topics[0], BEGAN)

    page = TrendPage(trend_of(cohort), [])

    assert page.said.startswith("Half of the learners have settled 1 of 4 or more.")
    assert page.said.endswith("The pace asks for 4 by now.")
    assert f'aria-label="{page.said}"' in page.drawing


# The hardest topics


def learn(learner, topic, days, *, until="done"):
    began = NOW - timedelta(days=days + 3 if until == "done" else days)
    set_state(learner=learner, topic=topic, state="learning", at=began)
    if until == "done":
        set_state(learner=learner, topic=topic, state="done", at=began + days * DAY)


def found_in(cohort):
    return hardest(overview(cohort, at=NOW))


def test_days_are_the_median_of_those_who_are_done_and_those_who_are_not():
    hard, easy = make_topics(2, make_phase())
    cohort = make_cohort(hard.roadmap)
    for days in (4, 9):
        person = join(cohort)
        learn(person, hard, days)
        learn(person, easy, 1)
    person = join(cohort)
    learn(person, hard, 12, until="now")
    learn(person, easy, 2)

    first, second = longest(found_in(cohort))

    assert (first.topic.title, first.days, first.timed) == (hard.title, 9, 3)
    assert (first.came, first.learning, first.skipped) == (3, 1, 0)
    assert (second.topic.title, second.days) == (easy.title, 1)


def test_those_come_first_that_most_are_still_on_or_have_skipped():
    topics = make_topics(3, make_phase())
    cohort = make_cohort(topics[0].roadmap)
    for number in range(3):
        person = join(cohort)
        set_state(learner=person, topic=topics[0], state="done", at=NOW)
        set_state(learner=person, topic=topics[1], state="skipped" if number else "learning", at=NOW)
        set_state(learner=person, topic=topics[2], state="learning" if number else "done", at=NOW)

    assert [(hard.topic.title, hard.learning, hard.skipped) for hard in left(found_in(cohort))] == [
        (topics[1].title, 1, 2),
        (topics[2].title, 2, 0),
    ]


def test_of_fewer_than_three_nothing_is_told():
    topic = make_topic()
    cohort = make_cohort(topic.roadmap)
    for _ in range(2):
        learn(join(cohort), topic, 9)
    join(cohort)

    assert found_in(cohort) == []


def test_who_shows_counts_is_not_among_those_who_tell():
    topic = make_topic()
    cohort = make_cohort(topic.roadmap)
    for shows in (Shows.TOPICS, Shows.TOPICS, Shows.TOPICS, Shows.COUNTS):
        learn(join(cohort, shows=shows), topic, 9, until="now")

    (hard,) = found_in(cohort)

    assert (hard.came, hard.learning, hard.timed) == (3, 3, 3)


# Through the address


@pytest.fixture
def cohort(client):
    """Five weeks old, with four learners who had a topic for some days."""
    mentor, topic = make_learner(name="Noor"), make_topic(title="Locks & <keys>")
    cohort = make_cohort(topic.roadmap, starts_on=day_of(mentor, timezone.now()) - 35 * DAY)
    make_membership(cohort, person=mentor, role=Role.MENTOR)
    for days in (3, 4, 5, 6):
        person = join(cohort)
        set_state(learner=person, topic=topic, state="learning", at=timezone.now() - 10 * DAY)
        set_state(learner=person, topic=topic, state="done", at=timezone.now() - (10 - days) * DAY)
    client.force_login(mentor)
    return cohort


def test_the_page_and_its_files_say_the_same(client, cohort):
    page = client.get(f"/cohorts/{cohort.pk}/trend/").content.decode()
    weeks = json.loads(text_of(client.get(f"/cohorts/{cohort.pk}/trend.json")))
    (topic,) = json.loads(text_of(client.get(f"/cohorts/{cohort.pk}/trend/topics.json")))

    rows = page.split('<th scope="row">')[1:]
    assert len(rows) == len(weeks) == 7
    for row, week in zip(rows, weeks, strict=True):
        until = datetime.fromisoformat(week["until"]).strftime("%-d %b %Y")
        assert row.startswith(f"{until}</th><td>{week['median']:g}</td>")
        assert f"<td>{week['low_quarter']:g} to {week['high_quarter']:g}</td>" in row
    assert "Locks &amp; &lt;keys&gt;" in page
    assert (topic["topic"], topic["days"], topic["came"]) == ("Locks & <keys>", 4, 4)
    assert "4 days, 4 came to it" in page


def test_the_grid_asks_for_it_when_it_comes_into_sight_and_leads_there_without_scripts(client, cohort):
    address = f"/cohorts/{cohort.pk}/trend/"

    grid = client.get(f"/cohorts/{cohort.pk}/grid/").content.decode()
    part = client.get(address, headers={"HX-Request": "true", "HX-Target": "trend"}).content.decode()

    assert f'hx-get="{address}" hx-trigger="revealed"' in grid
    assert f'<a href="{address}">' in grid
    assert part.strip().startswith('<div id="trend">')
