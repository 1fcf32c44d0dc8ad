"""What a plan says will happen."""

from dataclasses import replace
from datetime import date

import pytest

from curriculum.catalog import Catalog, Concept, Resource, Retired, Review, Roadmap
from curriculum.loading.load import plan_load
from tests.catalogs import catalog, full_catalog, group, phase, roadmap, topic

SQL, REDIS = topic("sql"), topic("redis")
LOOK = Review(date(2026, 1, 5), "windows")
GONE = Retired("redis", date(2026, 1, 5), "nobody asks for it")


def backend(*items, **fields) -> Catalog:
    return catalog(roadmap("backend", phase("data", *items), phase("more", topic("last")), **fields))


BEFORE = backend(SQL, REDIS)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (backend(SQL, REDIS, topic("nosql")), [("add", "backend/nosql", (), ())]),
        (
            backend(replace(SQL, title="SQL in depth"), REDIS),
            [("change", "backend/sql", ("title “Sql” → “SQL in depth”",), ())],
        ),
        (
            backend(replace(SQL, slug="structured"), REDIS),
            [("change", "backend/sql", ("address sql → structured",), ())],
        ),
        (backend(replace(SQL, summary="New."), REDIS), [("change", "backend/sql", ("text",), ())]),
        (
            backend(replace(SQL, review=LOOK), REDIS),
            [("change", "backend/sql", ("worth another look: windows",), ())],
        ),
        (backend(replace(SQL, optional=True), REDIS), [("change", "backend/sql", ("optional now",), ())]),
        # to another phase
        (
            catalog(roadmap("backend", phase("data", SQL), phase("more", topic("last"), REDIS))),
            [("move", "backend/redis", ("phase data → more",), ())],
        ),
        # into a group
        (
            backend(SQL, group("one-of", REDIS)),
            [("add", "backend/one-of", (), ()), ("move", "backend/redis", ("group none → one-of",), ())],
        ),
        # a rename, a merge into a new one, a merge into one that stays, a split
        (
            backend(SQL, topic("caching", was=("backend/redis",))),
            [("rename", "backend/caching", (), ("backend/redis",))],
        ),
        (
            backend(topic("data-stores", was=("backend/sql", "backend/redis"))),
            [("absorb", "backend/data-stores", (), ("backend/sql", "backend/redis"))],
        ),
        (
            backend(replace(SQL, was=("backend/redis",))),
            [("absorb", "backend/sql", (), ("backend/redis",))],
        ),
        (
            backend(SQL, topic("a", was=("backend/redis",)), topic("b", was=("backend/redis",))),
            [
                ("split", "backend/a", (), ("backend/redis",)),
                ("split", "backend/b", (), ("backend/redis",)),
            ],
        ),
        (backend(SQL, retired=(GONE,)), [("retire", "backend/redis", ("nobody asks for it",), ())]),
        (
            backend(SQL, retired=(replace(GONE, replaced_by="sql"),)),
            [("retire", "backend/redis", ("nobody asks for it", "see sql"), ())],
        ),
        (backend(REDIS, SQL), [("change", "backend/data", ("topics in another order",), ())]),
    ],
)
def test_a_change_is_named(loaded, after, expected):
    loaded(BEFORE)

    plan = plan_load(after)

    found = [(change.action, change.id, change.details, change.old) for change in plan.changes]
    assert found == expected


def test_an_insertion_is_no_new_order(loaded):
    loaded(BEFORE)

    plan = plan_load(backend(SQL, topic("between"), REDIS))

    assert [change.id for change in plan.changes] == ["backend/between"]


def test_topics_of_a_renamed_phase_do_not_move(loaded):
    loaded(BEFORE)
    renamed = phase("storage", SQL, REDIS, was=("backend/data",))

    plan = plan_load(catalog(roadmap("backend", renamed, phase("more", topic("last")))))

    assert [(change.action, change.id) for change in plan.changes] == [("rename", "backend/storage")]


def test_a_topic_moves_to_another_roadmap(loaded):
    loaded(catalog(roadmap("backend", phase("data", SQL, REDIS)), roadmap("career", phase("start"))))

    moved = topic("redis", was=("backend/redis",))
    plan = plan_load(
        catalog(roadmap("backend", phase("data", SQL)), roadmap("career", phase("start", moved)))
    )

    assert [(change.action, change.id, change.old) for change in plan.changes] == [
        ("move", "career/redis", ("backend/redis",))
    ]


def test_a_retired_topic_revives(loaded):
    loaded(BEFORE)
    loaded(backend(SQL, retired=(GONE,)))

    plan = plan_load(replace(BEFORE, concepts=(Concept("caching", "Caching"),)))

    assert ("revive", "backend/redis") in [(change.action, change.id) for change in plan.changes]


def test_the_library_is_planned_too(loaded):
    before = Catalog(concepts=(Concept("redis", "Redis"),), resources=(Resource("docs", "docs", "Docs"),))
    loaded(before)

    after = Catalog(
        concepts=(Concept("caching", "Caching", was=("concepts/redis",)),),
        resources=(Resource("docs", "docs", "Documentation"), Resource("~book", "book", "A book")),
    )

    assert [(change.action, change.id) for change in plan_load(after).changes] == [
        ("rename", "concepts/caching"),
        ("change", "resources/docs"),
        ("add", "resources/~book"),
    ]


def test_a_plan_is_known_by_its_id(loaded):
    loaded(BEFORE)
    after = backend(SQL, REDIS, topic("nosql"))

    first, second = plan_load(after), plan_load(after)

    assert first.id == second.id
    assert first.id != plan_load(BEFORE).id


def test_the_id_changes_with_what_is_stored(loaded):
    after = backend(SQL, REDIS, topic("nosql"))
    loaded(BEFORE)
    first = plan_load(after).id

    loaded(backend(replace(SQL, title="SQL in depth"), REDIS))

    assert plan_load(after).id != first


def test_the_same_content_is_an_empty_plan(loaded):
    loaded(full_catalog())

    assert plan_load(full_catalog()).empty


def test_planning_writes_nothing(loaded, django_assert_max_num_queries):
    loaded(BEFORE)

    with django_assert_max_num_queries(16) as queries:
        plan_load(backend(SQL, retired=(GONE,)))

    assert all(query["sql"].strip().startswith("SELECT") for query in queries.captured_queries)


def test_a_roadmap_that_goes_takes_its_topics_along(loaded):
    loaded(catalog(roadmap("backend", phase("data", SQL)), Roadmap("career", "career", "Career")))
    gone = {"roadmaps": (Retired("backend", date(2026, 1, 5), "nobody walks it"),)}

    plan = plan_load(catalog(Roadmap("career", "career", "Career"), retired=gone))

    assert {(change.action, change.id) for change in plan.changes} == {
        ("retire", "roadmaps/backend"),
        ("retire", "backend/data"),
        ("retire", "backend/sql"),
    }
