"""Addresses that were right once."""

from dataclasses import replace
from datetime import date

import pytest

from curriculum.catalog import Catalog, Milestone, Retired
from curriculum.loading.addresses import Gone, Moved, find_phase, find_roadmap, find_topic
from tests.catalogs import catalog, phase, roadmap, topic

ON = date(2026, 1, 5)


def backend(*items, **fields) -> Catalog:
    return catalog(roadmap("backend", phase("data", *items), **fields))


SOAP = Retired("soap", ON, "nobody asks for it")


def keys(found):
    """Return how it was found and its id."""
    if isinstance(found, Moved):
        return "moved", found.to.key
    return ("live", found.key) if found and not isinstance(found, Gone) else found


def test_a_live_address_costs_one_query(loaded, django_assert_num_queries):
    loaded(backend(topic("sql")))

    with django_assert_num_queries(1):
        found = find_topic("backend", "sql")
        assert (found.key, found.roadmap.key, found.phase.key) == ("sql", "backend", "data")


@pytest.mark.parametrize("find", [find_topic, find_phase])
def test_nothing_is_known_of_an_address_that_never_was(loaded, find):
    loaded(backend(topic("sql")))

    assert find("backend", "nosql") is None
    assert find("nowhere", "sql") is None
    assert find_roadmap("nowhere") is None


def test_a_former_address_redirects(loaded):
    loaded(backend(topic("sql")))
    loaded(
        catalog(roadmap("backend", phase("data", topic("sql", slug="queries"), slug="stores"), slug="server"))
    )

    assert keys(find_roadmap("backend")) == ("moved", "backend")
    assert keys(find_phase("backend", "data")) == ("moved", "data")
    assert keys(find_topic("backend", "sql")) == ("moved", "sql")
    assert keys(find_topic("backend", "queries")) == ("moved", "sql")
    assert keys(find_topic("server", "sql")) == ("moved", "sql")
    assert keys(find_topic("server", "queries")) == ("live", "sql")


def test_an_address_belongs_to_who_has_it_now(loaded):
    loaded(backend(topic("sql"), topic("nosql")))
    loaded(backend(topic("sql", slug="nosql"), topic("nosql", slug="sql")))

    assert keys(find_topic("backend", "sql")) == ("live", "nosql")


def test_old_ids_are_followed_through_all_renames(loaded):
    loaded(backend(topic("a")))
    loaded(backend(topic("b", was=("backend/a",))))
    loaded(backend(topic("c", was=("backend/b",))))

    assert keys(find_topic("backend", "a")) == ("moved", "c")


def test_old_ids_are_followed_into_other_roadmaps(loaded):
    loaded(catalog(roadmap("backend", phase("data", topic("a"))), roadmap("career", phase("start"))))
    moved = topic("z", was=("backend/a",))
    loaded(catalog(roadmap("backend", phase("data")), roadmap("career", phase("start", moved))))

    found = find_topic("backend", "a")
    assert (found.to.roadmap.key, found.to.key) == ("career", "z")


def test_a_split_leads_to_its_own_roadmap_first(loaded):
    loaded(catalog(roadmap("career", phase("start")), roadmap("backend", phase("data", topic("a")))))
    one, other = topic("y", was=("backend/a",)), topic("z", was=("backend/a",))
    loaded(catalog(roadmap("career", phase("start", one)), roadmap("backend", phase("data", other))))

    assert find_topic("backend", "a").to.roadmap.key == "backend"


def test_what_is_known_of_a_retired_topic_is_told(loaded):
    loaded(backend(topic("soap", title="SOAP"), topic("rest")))
    loaded(backend(topic("rest"), retired=(SOAP,)))

    gone = find_topic("backend", "soap")

    assert (gone.title, gone.on, gone.why, gone.roadmap.key) == ("SOAP", ON, "nobody asks for it", "backend")


def test_what_replaces_a_retired_topic_is_shown_instead(loaded):
    loaded(backend(topic("soap"), topic("rest")))
    loaded(backend(topic("rest"), retired=(replace(SOAP, replaced_by="rest"),)))
    loaded(backend(topic("apis", was=("backend/rest",)), retired=(replace(SOAP, replaced_by="rest"),)))

    assert keys(find_topic("backend", "soap")) == ("moved", "apis")


def test_a_milestone_may_be_shown_instead(loaded):
    loaded(backend(topic("soap")))
    build = phase("data", milestones=(Milestone("api", "Build an API", ""),))
    loaded(catalog(roadmap("backend", build, retired=(replace(SOAP, replaced_by="api"),))))

    assert keys(find_topic("backend", "soap")) == ("moved", "api")


def test_the_end_of_what_carried_it_on_is_told(loaded):
    loaded(backend(topic("xml-rpc", title="XML-RPC"), topic("rest")))
    loaded(backend(topic("soap", was=("backend/xml-rpc",)), topic("rest")))
    loaded(backend(topic("rest"), retired=(SOAP,)))

    gone = find_topic("backend", "xml-rpc")

    assert (gone.title, gone.on, gone.why) == ("XML-RPC", ON, "nobody asks for it")


def test_a_revived_topic_is_live_at_its_old_address(loaded):
    loaded(backend(topic("soap"), topic("rest")))
    loaded(backend(topic("rest"), retired=(SOAP,)))
    loaded(backend(topic("soap"), topic("rest", title="REST")))

    assert keys(find_topic("backend", "soap")) == ("live", "soap")


def test_a_new_topic_takes_a_vacant_address(loaded):
    loaded(backend(topic("soap"), topic("rest")))
    loaded(backend(topic("rest"), topic("soap-2", slug="soap"), retired=(SOAP,)))
    assert keys(find_topic("backend", "soap")) == ("live", "soap-2")

    loaded(backend(topic("rest"), topic("soap-2"), retired=(SOAP,)))
    assert keys(find_topic("backend", "soap")) == ("moved", "soap-2")


def test_a_retired_roadmap_leads_to_its_successor(loaded):
    loaded(catalog(roadmap("backend", phase("data", topic("sql"))), roadmap("career", phase("start"))))
    gone = Retired("backend", ON, "merged", "career")
    loaded(catalog(roadmap("career", phase("start")), retired={"roadmaps": (gone,)}))

    assert keys(find_roadmap("backend")) == ("moved", "career")
    assert keys(find_phase("backend", "data")) == ("moved", "career")
    assert keys(find_topic("backend", "sql")) == ("moved", "career")


def test_a_roadmap_that_is_gone_says_so_for_all_its_topics(loaded):
    loaded(catalog(roadmap("backend", phase("data", topic("sql"))), roadmap("career", phase("start"))))
    gone = Retired("backend", ON, "nobody walks it")
    loaded(catalog(roadmap("career", phase("start")), retired={"roadmaps": (gone,)}))

    for found in (find_roadmap("backend"), find_phase("backend", "data"), find_topic("backend", "sql")):
        assert (found.on, found.why, found.roadmap) == (ON, "nobody walks it", None)


def test_ids_gone_before_the_first_load_are_answered_too(loaded):
    """A new database knows of them what the files say."""
    files = backend(topic("apis", was=("backend/rest",)), retired=(SOAP,))
    loaded(files)

    assert keys(find_topic("backend", "rest")) == ("moved", "apis")
    assert find_topic("backend", "soap").why == "nobody asks for it"
