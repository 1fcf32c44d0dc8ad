"""What the example's files become."""

from datetime import date

from curriculum.catalog import (
    ChooseGroup,
    Concept,
    Habit,
    Layer,
    Link,
    Milestone,
    Reference,
    Resource,
    Retired,
    SkillItem,
    SkillWindow,
    Span,
    Topic,
)
from curriculum.content.library import key_in_place
from curriculum.content.schemas import ResourceInPlace
from tests.curriculum.reading.example import BASICS, FILES, START, WEB, read

COURSE = key_in_place(
    ResourceInPlace(kind="course", title="A course", url="https://example.org/course"),
)


def catalog_of(tmp_path, files=FILES):
    reading = read(tmp_path, files)
    assert reading.errors == ()
    assert reading.catalog is not None
    return reading.catalog


def test_the_library_has_what_is_named_in_place_too(tmp_path):
    catalog = catalog_of(tmp_path)

    assert catalog.concepts == (Concept("sql", "SQL", "Asking a database."), Concept("caching", "Caching"))
    assert catalog.resources == (
        Resource("handbook", "book", "The handbook", "https://example.org/handbook"),
        Resource("forum", "community", "The forum"),
        Resource(COURSE, "course", "A course", "https://example.org/course"),
    )


def test_a_roadmap_carries_all_its_fields(tmp_path):
    _, web = catalog_of(tmp_path).roadmaps

    assert (web.id, web.slug, web.title, web.tagline) == (
        "web",
        "the-web",
        "The web",
        "From a request to a page.",
    )
    assert web.duration == Span("months", 2, 4)
    assert web.facts == (("Pages", "40"),)
    assert web.summary == "<p>About the <em>web</em>.</p>"
    assert web.layers == (
        Layer("ground", "Ground"),
        Layer("upper", "Upper", prose="<h3>The upper half</h3>\n<p>What keeps.</p>"),
    )
    assert web.outcomes == ("Say what <code>GET</code> does.",)
    assert web.routine == (Habit("daily", "Read a page"),)
    assert web.skill_map == (SkillWindow("months 1-2", (SkillItem("HTTP", ("http",)),)),)
    assert web.resources == (Reference("handbook"),)
    assert web.related == (Link("A site", "https://example.org/"),)
    assert web.next == (Link("", roadmap="queues"),)
    assert web.retired == (Retired("soap", date(2026, 1, 2), "Nobody asks for it.", "web/rest"),)


def test_a_phase_carries_all_its_fields(tmp_path):
    basics, data = catalog_of(tmp_path).roadmaps[1].phases

    assert (basics.number, basics.layer, basics.level, basics.optional) == (1, "ground", "beginner", False)
    assert basics.effort == Span("weeks", 1, 2)
    assert basics.items == (
        Topic("http", "http", "HTTP", "What a <em>request</em> is.", resources=(Reference("handbook"),)),
        Topic("rest", "rest", "REST", needs=("http",), was=("web/rpc",), credit="all"),
    )
    assert basics.milestones == (Milestone("first-page", "A first page", "Serve a page."),)
    assert basics.prose.startswith("<p>Some prose.</p>")
    assert (data.number, data.optional, data.when) == (None, True, Span("weeks", 2, 4, "ongoing"))
    assert data.items[1] == ChooseGroup(
        "orm",
        "Pick one",
        1,
        (
            Topic("alchemy", "alchemy", "SQLAlchemy", needs=("sql",)),
            Topic("prisma", "prisma", "Prisma", needs=("sql",)),
        ),
    )
    assert data.resources == (Reference(COURSE, "The first half."),)


def test_old_ids_and_replacements_are_qualified(tmp_path):
    catalog = catalog_of(tmp_path)

    [topic] = catalog.roadmaps[0].phases[0].items
    assert topic.was == ("web/tables",)
    assert catalog.retired["concepts"][0].replaced_by == "concepts/sql"
    assert catalog.retired["roadmaps"][0].replaced_by == "roadmaps/web"


def test_the_place_of_every_id_is_known(tmp_path):
    positions = read(tmp_path, FILES).positions

    assert positions["web/rest"] == ("content/roadmaps/web/phases/basics.yaml", 12, 9)
    assert positions["web/alchemy"] == ("content/roadmaps/web/phases/data.yaml", 16, 14)
    assert positions["web/daily"] == ("content/roadmaps/web/roadmap.yaml", 13, 10)
    assert positions["web/soap"] == ("content/roadmaps/web/roadmap.yaml", 21, 9)
    assert positions["roadmaps/web"] == ("content/roadmaps/web/roadmap.yaml", 1, 5)
    assert positions["roadmaps/old-web"] == ("content/retired.yaml", 1, 7)
    assert positions["concepts/sql"] == ("content/concepts.yaml", 2, 10)
    assert positions["resources/handbook"] == ("content/resources.yaml", 2, 9)


def test_the_same_address_named_in_two_places_is_one_resource(tmp_path):
    course = "{kind: course, title: A course, url: https://example.org/course}"
    files = FILES | {
        "roadmaps/web/phases/basics.yaml": BASICS.replace("[handbook]", f"[handbook, {course}]"),
    }

    catalog = catalog_of(tmp_path, files)

    assert [resource.id for resource in catalog.resources] == ["handbook", "forum", COURSE]


def test_a_library_resource_may_have_a_note_for_its_place(tmp_path):
    files = FILES | {
        "roadmaps/web/roadmap.yaml": WEB.replace("[handbook]", "[{id: handbook, note: Chapter 5.}]")
    }

    assert catalog_of(tmp_path, files).roadmaps[1].resources == (Reference("handbook", "Chapter 5."),)


def test_a_retired_roadmaps_ids_may_be_carried_on(tmp_path):
    files = FILES | {"roadmaps/queues/phases/start.yaml": START.replace("web/tables", "old-web/tables")}

    assert catalog_of(tmp_path, files).roadmaps[0].phases[0].items[0].was == ("old-web/tables",)


def test_one_broken_phase_does_not_make_its_topics_unknown_elsewhere(tmp_path):
    files = FILES | {"roadmaps/web/phases/basics.yaml": "id: basics\ntitle: [\n"}

    errors = read(tmp_path, files).errors

    assert {error.file for error in errors} == {"content/roadmaps/web/phases/basics.yaml"}


def test_a_broken_roadmap_file_does_not_hide_what_is_wrong_in_its_phases(tmp_path):
    files = FILES | {
        "roadmaps/web/roadmap.yaml": "id: web\n",
        "roadmaps/web/phases/basics.yaml": BASICS.replace("needs: [http]", "needs: [orm]"),
    }

    found = [(error.file.rsplit("/", 1)[1], error.message) for error in read(tmp_path, files).errors]

    assert found == [
        ("basics.yaml", "`orm` is a group, not a topic"),
        ("roadmap.yaml", "`phases` is missing"),
        ("roadmap.yaml", "`title` is missing"),
    ]


def test_broken_libraries_do_not_make_every_reference_an_error(tmp_path):
    files = FILES | {"concepts.yaml": "concepts: {", "resources.yaml": "resources: x\n"}

    errors = read(tmp_path, files).errors

    assert {error.file for error in errors} == {"content/concepts.yaml", "content/resources.yaml"}


def test_errors_are_sorted_and_come_from_all_files(tmp_path):
    files = {path: text.replace("title: ", "titel: ") for path, text in FILES.items()}

    errors = read(tmp_path, files).errors

    assert list(errors) == sorted(errors)
    assert {error.file for error in errors} >= {
        f"content/{path}" for path in files if path.endswith(".yaml") and "retired" not in path
    }


def test_a_circle_over_several_topics_is_told_in_full(tmp_path):
    files = FILES | {
        "roadmaps/web/phases/basics.yaml": BASICS.replace(
            "    title: HTTP\n", "    title: HTTP\n    needs: [prisma]\n"
        )
    }

    [error] = read(tmp_path, files).errors

    assert error.message == "topics need each other in a circle: http → prisma → sql → http"
    assert error.position == ("content/roadmaps/web/phases/data.yaml", 11, 13)


def test_a_long_chain_of_needs_is_no_circle(tmp_path):
    topics = "".join(f"  - {{id: t{number}, title: T, needs: [t{number + 1}]}}\n" for number in range(2_000))
    start = f"id: start\ntitle: S\ntopics:\n{topics}  - {{id: t2000, title: T}}\n"
    files = FILES | {"roadmaps/queues/phases/start.yaml": start}

    assert read(tmp_path, files).errors == ()


def test_a_layer_must_not_be_interrupted(tmp_path):
    more = "id: more\ntitle: More\nlayer: ground\n"
    files = FILES | {
        "roadmaps/web/roadmap.yaml": WEB.replace("[basics, data]", "[basics, data, more]"),
        "roadmaps/web/phases/more.yaml": more,
    }

    [error] = read(tmp_path, files).errors

    assert error.message == "the layer `ground` begins again after another phase"
    assert error.position == ("content/roadmaps/web/phases/more.yaml", 3, 8)


def test_a_layer_without_phases_is_an_error(tmp_path):
    files = FILES | {
        "roadmaps/web/roadmap.yaml": WEB.replace("layers:\n", "layers:\n  - {id: none, title: None}\n")
    }

    assert [error.message for error in read(tmp_path, files).errors] == ["no phase is in the layer `none`"]


def test_a_roadmap_cannot_be_called_like_a_library(tmp_path):
    files = FILES | {
        "roadmaps/concepts/roadmap.yaml": "id: concepts\ntitle: C\nphases: [start]\n",
        "roadmaps/concepts/phases/start.yaml": "id: start\ntitle: S\n",
    }

    messages = [error.message for error in read(tmp_path, files).errors]

    assert "a roadmap can't be called `concepts`" in messages
