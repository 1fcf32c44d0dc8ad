"""A page asks as much of the database whether there are 10 topics or 1,000, 3 roadmaps or 300."""

from itertools import cycle

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from progress.learning.models import Mark
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

pytestmark = pytest.mark.django_db


def queries(person, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = person.get(path)
    assert response.status_code == 200
    return len(captured)


def build(learner, topics: int, *, phases: int, carried: int):
    """All alike, with everything that a roadmap can have; some of it carried from another line."""
    roadmap = make_roadmap()
    for _ in range(phases):
        phase = make_phase(roadmap=roadmap)
        rows = make_topics(topics // phases - 2, phase)
        group = make_group(phase=phase)
        make_topic(group=group)
        make_topic(group=group)
        make_milestone(phase=phase)
        make_reference(resource=make_resource(), place=phase)
        make_reference(resource=make_resource(), place=rows[0])
        rows[0].needs.add(rows[-1])
    for row in rows[:carried]:
        row.concept = make_concept()
        row.save()
        set_marks(learner, [make_topic(concept=row.concept)], ["done"])
    set_marks(learner, roadmap.topics.filter(concept=None)[: topics // 2], ["done", "learning", "skipped"])
    return roadmap, phase, rows[0]


def set_marks(learner, topics, states):
    now = timezone.now()
    Mark.objects.bulk_create(
        Mark(learner=learner, topic=topic, state=state, at=now, day=now.date())
        for topic, state in zip(topics, cycle(states), strict=False)
    )


@pytest.fixture
def small(learner):
    return build(learner, 10, phases=2, carried=2)


@pytest.fixture
def large(learner):
    return build(learner, 1_000, phases=10, carried=30)


# page: the most that it may ask when its release is new, and from then on
PAGES = {
    "/roadmaps/{roadmap}/": (19, 9),
    "/roadmaps/{roadmap}/{phase}/": (18, 8),
    "/roadmaps/{roadmap}/topics/{topic}/": (25, 10),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_no_more_of_many_topics(small, large, browser, page):
    counted = []
    for roadmap, phase, topic in (small, large):
        path = page.format(roadmap=roadmap.slug, phase=phase.slug, topic=topic.slug)
        counted.append([queries(browser, path), queries(browser, path)])

    assert counted[0] == counted[1]
    assert counted[0] <= list(PAGES[page])


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])
@pytest.mark.parametrize("who", ["client", "browser"])
def test_a_tick_asks_no_more_of_many_topics(request, small, large, who, headers):
    person = request.getfixturevalue(who)
    counted = []
    for roadmap, _, topic in (small, large):
        path = f"/roadmaps/{roadmap.slug}/"
        person.post(path, {"mark": f"{topic.slug}:done"})
        with CaptureQueriesContext(connection) as captured:
            person.post(path, {"mark": f"{topic.slug}:learning"}, headers=headers)
        counted.append(len(captured))

    assert counted[0] == counted[1]
    assert counted[0] <= 20


@pytest.mark.parametrize("who", ["client", "browser"])
def test_the_index_asks_no_more_of_many_roadmaps(request, who, learner):
    person = request.getfixturevalue(who)
    for _ in range(3):
        set_marks(learner, [make_topic()], ["done"])
    few = queries(person, "/"), queries(person, "/")

    for _ in range(297):
        set_marks(learner, [make_topic()], ["done"])
    many = queries(person, "/"), queries(person, "/")

    assert many == few
    assert few <= (16, 6)
