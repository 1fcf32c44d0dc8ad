"""Every field of a catalogue arrives in its column."""

from dataclasses import replace
from datetime import date

from django.db import connection

from curriculum.catalog import Reference, Retired
from curriculum.models import (
    ChooseGroup,
    Concept,
    Habit,
    Layer,
    Milestone,
    Phase,
    Resource,
    Roadmap,
    SkillItem,
    Topic,
)
from tests.catalogs import catalog, full_catalog, group, phase, roadmap, topic


def test_a_roadmap_arrives(loaded):
    loaded(full_catalog())

    backend = Roadmap.objects.get(key="backend")
    assert (backend.slug, backend.title, backend.tagline) == ("backend", "Backend", "From zero")
    assert (backend.duration_unit, backend.duration_from, backend.duration_to) == ("months", 8, 14)
    assert backend.source == {"title": "Source", "url": "https://source.example/", "licence": "MIT"}
    assert backend.facts == [{"label": "Free resources", "value": "40+"}]
    assert backend.outcomes == ["Design a backend"]
    assert backend.related == [{"title": "Career", "url": "", "roadmap": "career"}]
    assert [layer.title for layer in backend.layers.all()] == ["Foundation", "Core"]
    assert [habit.title for habit in backend.habits.all()] == ["Solve two problems"]
    assert [one.resource.key for one in backend.references.filter(phase=None, topic=None)] == [
        "postgres-docs"
    ]


def test_a_phase_arrives(loaded):
    loaded(full_catalog())

    databases = Phase.objects.get(key="databases")
    assert (databases.number, databases.level, databases.badge) == (2, "intermediate", "Mission critical")
    assert (databases.effort_unit, databases.effort_from, databases.effort_to) == ("weeks", 6, 8)
    assert (databases.when_from, databases.when_to, databases.when_note) == (14, 22, "alongside")
    assert databases.layer == Layer.objects.get(key="core")
    assert databases.tools == ["PostgreSQL", "pgAdmin"]
    assert (databases.goal, databases.prose) == ("<p>Choose one.</p>", "<p>Long.</p>")
    assert databases.milestones.get().brief == "<p>Posts.</p>"
    assert [topic.key for topic in databases.topics.all()] == ["sql", "sqlalchemy", "prisma", "caching"]


def test_a_topic_arrives_with_its_links(loaded):
    loaded(full_catalog())

    sql = Topic.objects.get(roadmap__key="backend", key="sql")
    assert sql.concept == Concept.objects.get(key="sql")
    assert [concept.key for concept in sql.about.all()] == ["postgresql"]
    assert [needed.key for needed in sql.needs.all()] == ["terminal"]
    assert [(one.resource.key, one.note) for one in sql.references.all()] == [
        ("postgres-docs", "chapter 13"),
        ("sql-book", ""),
    ]


def test_members_stand_where_their_group_stands(loaded):
    loaded(full_catalog())

    orm = ChooseGroup.objects.get(key="orm")
    assert (orm.choose, orm.summary, orm.position) == (1, "<p>One will do.</p>", 1)
    assert [(topic.key, topic.position) for topic in orm.topics.all()] == [("sqlalchemy", 1), ("prisma", 2)]


def test_the_skill_map_arrives(loaded):
    loaded(full_catalog())

    first, second = SkillItem.objects.filter(window__label="months 1-3")
    assert {topic.key for topic in first.topics.all()} == {"sql", "caching"}
    assert (second.title, second.topics.count()) == ("Write", 0)


def test_what_is_no_more_is_kept_and_unlinked(loaded):
    loaded(full_catalog())

    gone = Retired("backend", date(2026, 1, 5), "nobody walks it")
    loaded(replace(full_catalog(), roadmaps=full_catalog().roadmaps[1:], retired={"roadmaps": (gone,)}))

    backend = Roadmap.objects.get(key="backend")
    assert backend.retired_in_id is not None
    assert not backend.references.exists()
    for model in (Phase, ChooseGroup, Topic, Milestone, Habit):
        assert not model.objects.live().filter(roadmap=backend).exists()
        assert model.objects.filter(roadmap=backend).exists()


def test_references_follow_their_topic(loaded):
    first = topic("sql", resources=(Reference("docs"), Reference("book")))
    before = catalog(roadmap("backend", phase("data", first)))
    loaded(before)

    second = replace(first, resources=(Reference("book", "the second edition"),))
    loaded(catalog(roadmap("backend", phase("data", second)), resources=before.resources))

    references = Topic.objects.get().references.all()
    assert [(one.resource.key, one.note) for one in references] == [("book", "the second edition")]


def test_a_resource_changes_in_place(loaded):
    first = catalog(roadmap("backend", phase("data", topic("sql", resources=(Reference("docs"),)))))
    loaded(first)

    loaded(replace(first, resources=(replace(first.resources[0], title="Documentation"),)))

    assert Resource.objects.get().title == "Documentation"


def test_two_topics_swap_their_addresses(loaded):
    loaded(catalog(roadmap("backend", phase("data", topic("sql"), topic("nosql")))))

    loaded(catalog(roadmap("backend", phase("data", topic("sql", slug="nosql"), topic("nosql", slug="sql")))))

    assert dict(Topic.objects.values_list("key", "slug")) == {"sql": "nosql", "nosql": "sql"}


def test_a_layer_that_goes_leaves_its_phases(loaded):
    loaded(full_catalog())
    backend, career = full_catalog().roadmaps
    phases = tuple(replace(one, layer="") for one in backend.phases)

    loaded(replace(full_catalog(), roadmaps=(replace(backend, layers=(), phases=phases), career)))

    assert not Layer.objects.exists()
    assert Phase.objects.filter(layer=None).count() == 3


def test_a_topic_joins_a_group(loaded):
    loaded(catalog(roadmap("backend", phase("data", topic("orm"), group("one-of", topic("a"), topic("b"))))))

    loaded(catalog(roadmap("backend", phase("data", group("one-of", topic("a"), topic("b"), topic("orm"))))))

    assert Topic.objects.get(key="orm").group == ChooseGroup.objects.get()


def test_what_carries_on_an_old_id_is_as_old_as_that(loaded):
    first = loaded(catalog(roadmap("backend", phase("data", topic("a"), topic("b"))))).release

    items = topic("ab", was=("backend/a", "backend/b")), topic("new")
    second = loaded(catalog(roadmap("backend", phase("data", *items)))).release

    assert dict(Topic.objects.live().values_list("key", "added_in")) == {"ab": first.pk, "new": second.pk}


def test_the_database_knows_at_once_how_much_has_come(loaded):
    loaded(full_catalog())

    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'curriculum_topic'")
        assert cursor.fetchone() == (Topic.objects.count(),)
