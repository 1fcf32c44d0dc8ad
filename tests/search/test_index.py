"""Each load leaves the index as the catalogue says, and writes what differs only."""

from datetime import date

import pytest

from curriculum.catalog import Concept, Reference, Resource, Retired
from curriculum.models import SearchEntry
from curriculum.search.configurations import configuration, known_configurations
from tests.catalogs import catalog, full_catalog, phase, roadmap, topic
from tests.search.conftest import ask, titles


def entries(kind: str) -> set[str]:
    return set(SearchEntry.objects.filter(kind=kind).values_list("title", flat=True))


def keys() -> dict[tuple[str, int], str]:
    """Which version of each row there is: PostgreSQL's own number changes with every write."""
    found = SearchEntry.objects.extra(select={"version": "xmin::text"})
    return {(entry.kind, entry.row): entry.version for entry in found}


def test_it_has_what_a_reader_may_look_for(loaded):
    loaded(full_catalog())

    assert entries("roadmap") == {"Backend", "Career"}
    assert entries("phase") == {"Start", "Databases", "Data"}
    assert entries("topic") == {"Terminal", "Sql", "Sqlalchemy", "Prisma", "Caching", "Postgres"}
    assert entries("concept") == {"Sql", "Postgresql"}
    assert entries("resource") == {"Postgres-Docs", "Sql-Book"}


def test_a_load_writes_what_differs_only(loaded):
    one = phase("one", topic("sql"), topic("redis"))
    loaded(catalog(roadmap("backend", one)))
    before = keys()

    loaded(catalog(roadmap("backend", phase("one", topic("sql", title="Structured"), topic("redis")))))

    changed = {place for place, version in keys().items() if before.get(place) != version}
    assert [SearchEntry.objects.get(kind=kind, row=row).title for kind, row in changed] == ["Structured"]


def test_what_is_retired_is_found_no_more(loaded):
    loaded(catalog(roadmap("backend", phase("one", topic("sql"), topic("soap")))))
    gone = Retired("soap", on=date(2026, 1, 5), why="nobody asks for it")

    loaded(catalog(roadmap("backend", phase("one", topic("sql")), retired=(gone,))))

    assert titles(ask("soap")) == []
    assert titles(ask("sql")) == ["Sql"]


def test_what_comes_back_is_found_again(loaded):
    whole = phase("one", topic("sql"), topic("soap"))
    loaded(catalog(roadmap("backend", whole)))
    gone = Retired("soap", on=date(2026, 1, 5), why="nobody asks for it")
    loaded(catalog(roadmap("backend", phase("one", topic("sql")), retired=(gone,))))

    loaded(catalog(roadmap("backend", whole)), rollback=True)

    assert titles(ask("soap")) == ["Soap"]


def test_an_index_that_was_lost_is_made_anew_by_the_next_load(loaded):
    loaded(full_catalog())
    SearchEntry.objects.all().delete()

    loaded(full_catalog())

    assert "Sql" in entries("topic")


def test_a_roadmap_that_becomes_a_draft_is_found_by_staff_only(loaded):
    one = phase("one", topic("sql", resources=(Reference("manual"),), concept="queries"))
    loaded(catalog(roadmap("backend", one)))

    loaded(catalog(roadmap("backend", one, status="draft")))

    for typed in ("sql", "backend", "manual", "queries"):
        assert ask(typed).groups == []
        assert ask(typed, drafts=True).groups != []


def test_a_draft_does_not_hide_what_is_published_too(loaded):
    shared = {"resources": (Reference("manual"),), "concept": "queries"}
    loaded(
        catalog(
            roadmap("open", phase("one", topic("sql", **shared))),
            roadmap("hidden", phase("one", topic("sql", **shared)), status="draft"),
        )
    )

    assert titles(ask("manual"), "resource") == ["Manual"]
    assert titles(ask("queries"), "concept") == ["Queries"]
    assert len(titles(ask("sql"))) == 1


def test_what_no_page_shows_is_not_found(loaded):
    loaded(
        catalog(
            roadmap("backend", phase("one", topic("sql"))),
            concepts=(Concept("lonely", "Lonely"),),
            resources=(Resource("unread", "docs", "Unread"),),
        )
    )

    assert ask("lonely", drafts=True).groups == []
    assert ask("unread", drafts=True).groups == []


@pytest.mark.parametrize(
    "language, expected",
    [("en", "english"), ("de", "german"), ("pt-BR", "portuguese"), ("ja", "simple"), ("tlh", "simple")],
)
def test_the_language_chooses_the_configuration(db, language, expected):
    assert configuration(language, known_configurations()) == expected


def test_a_configuration_that_the_server_lacks_is_the_simple_one():
    assert configuration("et", {"simple", "english"}) == "simple"


def test_words_are_stemmed_in_the_roadmaps_own_language(loaded):
    summary = "<p>Daten aus vielen Tabellen.</p>"
    loaded(
        catalog(
            roadmap("daten", phase("eins", topic("sql", summary=summary)), language="de"),
            roadmap("data", phase("one", topic("joins", summary="<p>Joining two tables.</p>"))),
        )
    )

    assert titles(ask("tabelle")) == ["Sql"]
    assert titles(ask("table")) == ["Joins"]


def test_a_roadmap_in_another_language_is_indexed_anew(loaded):
    one = phase("one", topic("sql", summary="<p>Viele Tabellen.</p>"))
    loaded(catalog(roadmap("daten", one)))

    loaded(catalog(roadmap("daten", one, language="de")))

    assert set(SearchEntry.objects.values_list("configuration", flat=True)) == {"german"}
