"""The page of search and the palette, as the server sends them."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curriculum.catalog import Concept, Reference, Resource
from roadmap_site import serving
from tests.catalogs import catalog, full_catalog, phase, roadmap, topic
from tests.pages.markup import read
from tests.search.test_answers import HOSTILE


@pytest.fixture
def backend(loaded):
    loaded(full_catalog())


@pytest.fixture
def many(loaded):
    """More of a kind than a page has."""
    topics = [topic(f"t-{n}", title=f"Cache {n}", concept=f"c-{n}") for n in range(45)]
    concepts = tuple(Concept(f"c-{n}", f"Cache idea {n}") for n in range(45))
    loaded(catalog(roadmap("backend", phase("one", *topics)), concepts=concepts))


def found(response) -> list[str]:
    return [title.text for title in read(response).all("h3")]


def test_a_hit_leads_to_its_page_and_says_where_it_stands(backend, client):
    page = read(client.get("/search/?q=caching"))

    assert page.all("h3")[0].one("a")["href"] == "/roadmaps/backend/topics/caching/"
    assert "Backend · Databases" in page.text


def test_what_fits_is_marked(backend, client):
    assert "<mark>Caching</mark>" in client.get("/search/?q=cach").content.decode()


def test_a_concept_leads_to_the_topics_that_teach_it(backend, client):
    text = client.get("/search/?q=sql&kind=concept").content.decode()

    assert 'href="/roadmaps/backend/topics/sql/"' in text
    assert 'href="/roadmaps/career/topics/sql/"' in text


def test_a_resource_leads_away_and_to_the_places_that_name_it(backend, client):
    text = client.get("/search/?q=postgres-docs&kind=resource").content.decode()

    assert '<a href="https://postgres-docs.example/" rel="noopener external">' in text
    assert 'href="/roadmaps/backend/topics/sql/"' in text


def test_a_resource_without_an_address_leads_to_where_it_is_named(loaded, client):
    loaded(
        catalog(
            roadmap("backend", phase("one", topic("sql", resources=(Reference("book"),)))),
            resources=(Resource("book", "book", "The heavy book"),),
        )
    )

    link = read(client.get("/search/?q=heavy")).one("h3").one("a")

    assert (link["href"], link.get("rel")) == ("/roadmaps/backend/topics/sql/", None)


def test_a_kind_has_pages(many, client):
    titles = [found(client.get(f"/search/?q=cache&kind=topic&page={n}")) for n in (1, 2, 3)]

    assert [len(page) for page in titles] == [20, 20, 5]
    assert len({title for page in titles for title in page}) == 45
    assert "Page 2 of 3" in client.get("/search/?q=cache&kind=topic&page=2").content.decode()


def test_all_kinds_together_show_the_best_of_each(many, client):
    page = read(client.get("/search/?q=cache"))

    assert len(page.all("h3")) == 10
    assert "All 45 topics" in page.text
    assert "90 places have “cache”." in page.text


@pytest.mark.parametrize(
    "query", ["q=cache&kind=topic&page=4", "q=cache&page=0", "q=cache&page=x", "q=a&page=²", "q=a&kind=user"]
)
def test_what_cannot_be_is_not_found(many, client, query):
    assert client.get(f"/search/?{query}").status_code == 404


def test_with_nothing_found_the_page_helps_on(backend, client):
    page = read(client.get("/search/?q=postgrezzzz"))

    assert "Nothing has “postgrezzzz”." in page.text
    assert "all roadmaps" in page.text


def test_without_a_question_it_invites_one(backend, client):
    assert read(client.get("/search/")).one("input", type="search")["value"] == ""


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("path", ["/search/", "/search/palette/"])
def test_nothing_that_can_be_typed_fails(backend, client, path, typed):
    query = {"q": typed.encode(errors="surrogatepass")}

    response = client.get(path, query)

    assert response.status_code == 200
    assert b"<script>alert" not in response.content
    assert len(response.content) < 40_000


def test_bytes_that_are_no_text_do_not_fail(backend, client):
    assert client.get("/search/?q=%ff%00%c3").status_code == 200


def test_drafts_are_for_staff(loaded, client, browser, staff):
    loaded(catalog(roadmap("hidden", phase("one", topic("secret")), status="draft")))

    for path in ("/search/?q=secret", "/search/palette/?q=secret", "/search/palette/"):
        for person in (client, browser):
            assert b"/roadmaps/hidden/" not in person.get(path).content
        assert b"/roadmaps/hidden/" in staff.get(path).content


def test_no_draft_is_suggested_to_others(loaded, client):
    loaded(
        catalog(
            roadmap("open", phase("one", topic("sql"))),
            roadmap("hidden", phase("one", topic("secretive")), status="draft"),
        )
    )

    assert "Secretive" not in client.get("/search/?q=sacretive").content.decode()


def test_the_palette_begins_with_the_lines(backend, client):
    page = read(client.get("/search/palette/"))

    assert [option.text for option in page.all(role="option")] == ["C Career", "B Backend"]


def test_the_palette_lists_options_with_ids_of_their_own(many, client):
    options = read(client.get("/search/palette/?q=cache")).all(role="option")

    assert len({option["id"] for option in options}) == len(options) == 9
    assert options[-1]["href"] == "/search/?q=cache"


def queries(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


PATHS = ["/search/?q=cache", "/search/?q=cache&kind=topic", "/search/palette/?q=cache", "/search/?q=cahce"]


def test_it_asks_no_more_of_many_topics(loaded, browser):
    def content(size: int):
        topics = [topic(f"t-{n}", title=f"Cache {n}", concept=f"c-{n}") for n in range(size)]
        concepts = tuple(Concept(f"c-{n}", f"Cache idea {n}") for n in range(size))
        return catalog(roadmap("backend", phase("one", *topics)), concepts=concepts)

    loaded(content(2))
    few = [queries(browser, path) for path in PATHS]
    loaded(content(300))

    assert [queries(browser, path) for path in PATHS] == few
    assert max(few) <= 11


@pytest.mark.parametrize("path", ["/search/", "/search/palette/"])
def test_no_question_that_a_form_sends_is_too_long_for_the_server(backend, client, path):
    """Beyond its limit gunicorn answers by itself, without a page."""
    longest = int(read(client.get(path)).one("input", name="q")["maxlength"])
    # 9 bytes for each unit of UTF-16
    worst = urlencode({"q": "\uffff" * longest, "kind": "resource", "page": 999_999})

    assert len(f"GET /search/?{worst} HTTP/1.1\r\n") < serving.limit_request_line
