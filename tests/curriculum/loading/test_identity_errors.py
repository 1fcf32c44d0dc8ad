"""Ids that get lost, and ids that are used again."""

from dataclasses import replace
from datetime import date

import pytest

from curriculum.catalog import Catalog, Concept, Habit, Milestone, Retired
from curriculum.loading.refusals import BrokenIdentity
from tests.catalogs import catalog, group, phase, roadmap, topic

GONE = Retired("redis", date(2026, 1, 5), "nobody asks for it")


def backend(*items, **fields) -> Catalog:
    return catalog(roadmap("backend", phase("data", *items), **fields))


BEFORE = backend(topic("sql-basics", title="SQL basics"), topic("redis"))


def mistakes(loaded, *catalogs: Catalog) -> list[str]:
    """Load all, the last of which is wrong."""
    *right, wrong = catalogs
    for one in right:
        loaded(one)
    with pytest.raises(BrokenIdentity) as caught:
        loaded(wrong)
    return [f"{error.message} ({error.suggestion})" for error in caught.value.errors]


def test_a_vanished_id_is_an_error_with_a_suggestion(loaded):
    assert mistakes(loaded, BEFORE, backend(topic("sql", title="SQL"), topic("redis"))) == [
        "the topic `sql-basics` was there in the last release and is gone (did `sql-basics` become `sql`? "
        "then add `was: [sql-basics]` to it, else list it under `retired` in roadmap.yaml)"
    ]


def test_a_title_suggests_a_successor_too(loaded):
    (mistake,) = mistakes(loaded, BEFORE, backend(topic("queries", title="SQL basics"), topic("redis")))

    assert "did `sql-basics` become `queries`?" in mistake


def test_nothing_is_suggested_that_looks_different(loaded):
    assert mistakes(loaded, BEFORE, backend(topic("sql-basics"), topic("kubernetes"))) == [
        "the topic `redis` was there in the last release and is gone "
        "(list it under `retired` in roadmap.yaml)"
    ]


def test_every_lost_id_is_told(loaded):
    both = [*BEFORE.roadmaps[0].phases]
    before = catalog(
        roadmap(
            "backend",
            *both,
            phase("more", group("one-of", topic("a")), milestones=(Milestone("feed", "Feed", ""),)),
            routine=(Habit("dsa", "Two problems"),),
        ),
        roadmap("career", phase("start")),
        concepts=(Concept("redis", "Redis"),),
    )

    found = mistakes(loaded, before, catalog(roadmap("backend", *both)))

    assert [mistake.split(" was there")[0] for mistake in found] == [
        "the concept `redis`",
        "the group `one-of`",
        "the habit `dsa`",
        "the milestone `feed`",
        "the phase `more`",
        "the roadmap `career`",
        "the topic `a`",
    ]


def test_a_mistake_changes_nothing(loaded):
    release = loaded(BEFORE).release

    mistakes(loaded, backend(topic("sql"), topic("redis")))

    assert not loaded(BEFORE).changed
    assert loaded(BEFORE).release == release


def test_a_resource_named_in_place_may_go(loaded):
    docs = Catalog(resources=catalog().resources)
    loaded(docs)


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        # carried on by another
        (
            [
                backend(topic("sql-basics"), topic("caching", was=("backend/redis",))),
                backend(topic("sql-basics"), topic("caching"), topic("redis")),
            ],
            "`redis` became `caching` in an earlier release: ids are never used again",
        ),
        # of another kind, live and retired
        (
            [backend(topic("sql-basics"), group("redis", topic("a")))],
            "`redis` was a topic, and is a group here: ids are never used again",
        ),
        (
            [
                backend(topic("sql-basics"), retired=(GONE,)),
                backend(topic("sql-basics"), group("redis", topic("a"))),
            ],
            "`redis` was a topic, and is a group here: ids are never used again",
        ),
    ],
)
def test_an_id_is_never_used_again(loaded, steps, message):
    found = mistakes(loaded, BEFORE, *steps)

    assert found == [f"{message} (choose another id)"]


def test_progress_passes_between_entries_of_a_kind_only(loaded):
    wrong = backend(topic("sql-basics"), group("stores", topic("a"), was=("backend/redis",)))

    assert mistakes(loaded, BEFORE, wrong) == [
        "`stores` is a group and says that it was `redis`, which is a topic "
        "(list `redis` under `retired`, with `replaced_by: stores`)"
    ]


def test_what_the_files_said_once_of_an_old_id_need_not_be_repeated(loaded):
    loaded(BEFORE)
    loaded(backend(topic("sql", was=("backend/sql-basics",)), topic("redis")))
    loaded(backend(topic("databases", was=("backend/sql",)), topic("redis")))

    assert loaded(backend(topic("databases"), topic("redis"))).plan.empty


def test_a_retired_id_need_not_stay_in_the_list(loaded):
    loaded(BEFORE)
    loaded(backend(topic("sql-basics"), retired=(GONE,)))

    assert loaded(backend(topic("sql-basics", title="SQL"))).changed


def test_an_id_goes_from_retired_to_was(loaded):
    loaded(BEFORE)
    loaded(backend(topic("sql-basics"), retired=(GONE,)))

    plan = loaded(backend(topic("sql-basics", was=("backend/redis",)))).plan

    assert [(change.action, change.id, change.old) for change in plan.changes] == [
        ("absorb", "backend/sql-basics", ("backend/redis",))
    ]


def test_entries_of_a_retired_roadmap_need_no_mention(loaded):
    loaded(BEFORE)
    gone = {"roadmaps": (replace(GONE, id="backend"),)}

    assert loaded(catalog(retired=gone)).changed


def test_what_only_a_draft_knew_may_go_and_change_its_kind(loaded):
    loaded(BEFORE)
    loaded(backend(topic("sql-basics"), topic("redis"), topic("new"), topic("newer")), draft=True)

    again = backend(topic("sql-basics"), topic("redis"), group("new", topic("newest")))

    assert loaded(again, draft=True).changed
