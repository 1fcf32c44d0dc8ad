"""Loading again, going back, and what a load refuses."""

from dataclasses import replace

import pytest

from curriculum.catalog import Concept, Retired
from curriculum.loading.load import plan_load
from curriculum.loading.refusals import OlderContent, PlanOutdated
from curriculum.models import Alias, Release, Retirement, Topic
from tests.catalogs import catalog, full_catalog, phase, roadmap, topic
from tests.curriculum.loading.conftest import MONDAY_NOON
from tests.curriculum.loading.picture import picture


def backend(*items, **fields):
    concepts = (Concept("sql", "SQL"),)
    return catalog(roadmap("backend", phase("data", *items), **fields), concepts=concepts)


GONE = Retired("soap", MONDAY_NOON.date(), "nobody asks for it", "rest")
FIRST = backend(topic("sql-basics", concept="sql"), topic("soap"), topic("rest", slug="apis"))
SECOND = backend(topic("sql", was=("backend/sql-basics",)), topic("rest"), retired=(GONE,))


def test_a_load_is_a_release(loaded):
    release = loaded(FIRST).release

    assert Release.objects.get() == release
    assert (release.at, release.draft, release.restores) == (MONDAY_NOON, False, None)
    assert [change["id"] for change in release.changes][:2] == ["concepts/sql", "roadmaps/backend"]


def test_loading_again_writes_nothing(loaded, django_assert_max_num_queries):
    release = loaded(full_catalog()).release

    with django_assert_max_num_queries(20) as queries:
        outcome = loaded(full_catalog())

    assert not outcome.changed
    assert outcome.release == release
    assert not [q for q in queries.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_only_rows_that_differ_are_written(loaded, django_assert_max_num_queries):
    loaded(full_catalog())
    backend, career = full_catalog().roadmaps
    before = dict(Topic.objects.values_list("pk", "digest"))
    renamed = replace(career, phases=(phase("data", topic("sql", concept="sql", title="All of SQL")),))

    outcome = loaded(replace(full_catalog(), roadmaps=(backend, career)))
    assert not outcome.changed
    gone = (Retired("postgres", MONDAY_NOON.date(), "too much"),)
    outcome = loaded(replace(full_catalog(), roadmaps=(backend, replace(renamed, retired=gone))))

    # career itself, and backend: its page shows where else SQL is taught
    assert outcome.plan.difference.write == ["roadmaps/backend", "roadmaps/career", "career/sql"]
    changed = {pk for pk, digest in Topic.objects.values_list("pk", "digest") if before[pk] != digest}
    assert changed == {Topic.objects.get(title="All of SQL").pk}


def test_there_and_back_again(loaded):
    first = loaded(FIRST).release
    before = picture()
    second = loaded(SECOND).release
    after = picture()

    back = loaded(FIRST, rollback=True).release
    assert (back.digest, back.restores, picture()) == (first.digest, first, before)

    forth = loaded(SECOND, rollback=True).release
    assert (forth.digest, forth.restores, picture()) == (second.digest, second, after)


def test_older_content_is_refused(loaded):
    first = loaded(FIRST).release
    loaded(SECOND)
    before = picture()

    with pytest.raises(OlderContent, match=f"release {first.pk}"):
        loaded(FIRST)

    assert picture() == before


def test_rows_keep_their_keys_there_and_back(loaded):
    loaded(FIRST)
    before = dict(Topic.objects.live().values_list("key", "pk"))

    loaded(SECOND)
    loaded(FIRST, rollback=True)

    assert dict(Topic.objects.live().values_list("key", "pk")) == before


def test_a_declaration_ends_and_is_kept(loaded):
    loaded(FIRST)
    loaded(SECOND)
    back = loaded(FIRST, rollback=True).release

    assert Alias.objects.get().ended_in == back
    assert Retirement.objects.get().ended_in == back


def test_after_a_return_new_content_may_bring_ids_back(loaded):
    loaded(FIRST)
    loaded(SECOND)
    loaded(FIRST, rollback=True)

    third = backend(topic("sql", title="SQL", was=("backend/sql-basics",)), topic("soap"), topic("rest"))
    plan = loaded(third).plan

    assert ("revive", "backend/sql") in [(change.action, change.id) for change in plan.changes]


def test_a_plan_is_applied(loaded):
    loaded(FIRST)

    outcome = loaded(SECOND, plan=plan_load(SECOND).id)

    assert outcome.changed


def test_a_plan_made_for_another_release_is_refused(loaded):
    loaded(FIRST)
    plan = plan_load(SECOND).id
    loaded(backend(*FIRST.roadmaps[0].phases[0].items, tagline="Faster"))

    with pytest.raises(PlanOutdated, match=f"plan {plan} no longer matches"):
        loaded(SECOND, plan=plan)


def test_a_plan_made_of_other_content_is_refused(loaded):
    loaded(FIRST)
    plan = plan_load(SECOND).id

    with pytest.raises(PlanOutdated):
        loaded(backend(*FIRST.roadmaps[0].phases[0].items, topic("nosql")), plan=plan)
