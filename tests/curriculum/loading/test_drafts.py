"""The watcher's drafts: live at once for their editor, planned and guarded when they end."""

import pytest

from curriculum.loading.addresses import find_topic
from curriculum.loading.load import plan_load
from curriculum.loading.refusals import OlderContent, PlanOutdated, RetiresMarked
from curriculum.models import Release, Topic
from progress.learning.marks import set_state
from tests.catalogs import topic
from tests.curriculum.loading.conftest import MONDAY_NOON
from tests.curriculum.loading.picture import picture
from tests.curriculum.loading.test_releases import FIRST, SECOND, backend
from tests.factories import make_learner


def test_the_watcher_replaces_its_own_draft(loaded):
    first = loaded(FIRST).release
    draft = loaded(backend(*FIRST.roadmaps[0].phases[0].items, topic("nosq")), draft=True).release

    again = loaded(backend(*FIRST.roadmaps[0].phases[0].items, topic("nosql")), draft=True).release

    assert again == draft
    assert again.draft
    assert list(Release.objects.order_by("pk")) == [first, draft]
    assert [one.key for one in Topic.objects.live()] == ["sql-basics", "soap", "rest", "nosql"]


def test_a_draft_may_return_to_older_content(loaded):
    loaded(FIRST)
    before = picture()
    loaded(SECOND, draft=True)

    loaded(FIRST, draft=True)

    assert picture() == before


def test_a_real_load_takes_the_place_of_a_draft(loaded):
    loaded(FIRST)
    draft = loaded(SECOND, draft=True).release

    outcome = loaded(SECOND)

    assert outcome.changed
    assert outcome.release == draft
    assert not Release.objects.get(pk=draft.pk).draft
    assert not loaded(SECOND).changed


def test_leaving_a_draft_is_no_return(loaded):
    """Nobody but its editor has seen it."""
    loaded(FIRST)
    loaded(SECOND, draft=True)

    assert loaded(FIRST).changed


def told(plan):
    return [(change.action, change.id, change.learners) for change in plan.changes]


def test_the_plan_is_told_from_the_last_release(loaded):
    loaded(FIRST)
    before = plan_load(SECOND)

    loaded(backend(*FIRST.roadmaps[0].phases[0].items, topic("nosql")), draft=True)
    loaded(SECOND, draft=True)

    assert told(plan_load(SECOND)) == told(before) != []
    assert plan_load(SECOND).id == before.id


def test_the_plan_made_before_the_draft_can_be_applied(loaded):
    loaded(FIRST)
    plan = plan_load(SECOND).id
    loaded(SECOND, draft=True)

    with pytest.raises(PlanOutdated):
        loaded(FIRST, plan=plan)

    assert loaded(SECOND, plan=plan).changed


def test_a_draft_that_retires_marks_is_refused_as_a_release(loaded):
    loaded(FIRST)
    learner = make_learner()
    set_state(learner=learner, topic=Topic.objects.get(key="soap"), state="done", at=MONDAY_NOON)
    loaded(SECOND, draft=True)

    assert plan_load(SECOND).marks_retired == 1
    with pytest.raises(RetiresMarked, match="--allow-retire 1"):
        loaded(SECOND)
    assert Release.objects.current().draft

    assert loaded(SECOND, allow_retire=1).changed
    assert not Release.objects.current().draft


def test_a_draft_of_older_content_is_refused_as_a_release(loaded):
    first = loaded(FIRST).release
    loaded(SECOND)
    loaded(FIRST, draft=True)

    with pytest.raises(OlderContent, match=f"release {first.pk}"):
        loaded(FIRST)

    assert loaded(FIRST, rollback=True).release.restores == first


def test_a_release_tells_all_that_its_drafts_changed(loaded):
    first = loaded(FIRST).release
    loaded(backend(*FIRST.roadmaps[0].phases[0].items, topic("nosql")), draft=True)
    loaded(backend(*FIRST.roadmaps[0].phases[0].items, topic("nosql"), topic("sharding")), draft=True)
    release = loaded(
        backend(*FIRST.roadmaps[0].phases[0].items, topic("nosql"), topic("sharding"), topic("tuning"))
    ).release

    added = [
        change["id"] for change in Release.objects.get(pk=release.pk).changes if change["action"] == "add"
    ]

    assert release.pk != first.pk
    assert added == ["backend/nosql", "backend/sharding", "backend/tuning"]


def test_the_first_load_of_all_may_be_a_draft(loaded):
    loaded(FIRST, draft=True)
    loaded(SECOND, draft=True)

    assert plan_load(SECOND).release is None
    assert loaded(SECOND).plan.changes


def test_what_only_a_draft_had_never_was(loaded):
    loaded(FIRST)
    loaded(backend(*FIRST.roadmaps[0].phases[0].items, topic("nosql")), draft=True)

    loaded(FIRST, draft=True)

    assert find_topic("backend", "nosql") is None
