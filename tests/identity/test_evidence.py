"""Evidence for a milestone goes along when its id changes."""

from datetime import UTC, datetime

import pytest

from curriculum.catalog import Milestone
from curriculum.models import Milestone as Row
from progress.learning.submissions import submit
from tests.catalogs import catalog, phase, roadmap
from tests.factories import make_learner

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 6, 12, tzinfo=UTC)


def built(*milestones):
    return catalog(roadmap("backend", phase("data", milestones=milestones)))


def hand_in(learner, key, text):
    row = Row.objects.get(key=key)
    return submit(learner=learner, milestone=row, link="", text=text, at=AT)


def texts(learner, key):
    found = learner.submissions.filter(milestone__key=key)
    return [(one.number, one.text) for one in found.order_by("number")]


def test_a_new_id_has_the_evidence_of_the_old_one(loaded):
    learner = make_learner()
    loaded(built(Milestone("api", "Build an API", "")))
    hand_in(learner, "api", "It runs.")

    loaded(built(Milestone("service", "Build a service", "", was=("backend/api",))))

    assert texts(learner, "service") == texts(learner, "api") == [(1, "It runs.")]


def test_of_several_old_ones_all_of_it_is_kept(loaded):
    learner = make_learner()
    loaded(built(Milestone("api", "API", ""), Milestone("site", "Site", "")))
    hand_in(learner, "api", "One")
    hand_in(learner, "site", "Two")

    loaded(built(Milestone("both", "Both", "", was=("backend/api", "backend/site"))))

    assert texts(learner, "both") == [(1, "One"), (2, "Two")]
