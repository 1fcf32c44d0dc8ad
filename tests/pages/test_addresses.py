"""What an address answers: a page, where it has moved to, that it is gone, or that it never was."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from curriculum.catalog import Retired
from tests.catalogs import catalog, phase, roadmap, topic
from tests.factories import make_reference, make_resource, make_roadmap, make_topic
from tests.pages.markup import read

pytestmark = pytest.mark.django_db

SQL = topic("sql")
DATABASES = phase("databases", SQL, topic("other"))
BACKEND = roadmap("backend", DATABASES, phase("more", topic("last")))
PAGES = ["/roadmaps/backend/", "/roadmaps/backend/databases/", "/roadmaps/backend/topics/sql/"]


def with_databases(*items, **fields):
    return catalog(replace(BACKEND, phases=(replace(DATABASES, items=items, **fields), BACKEND.phases[1])))


@pytest.mark.parametrize(
    "path",
    [
        "/roadmaps/nowhere/",
        "/roadmaps/backend/nowhere/",
        "/roadmaps/backend/topics/",
        "/roadmaps/backend/topics/nowhere/",
        "/roadmaps/nowhere/topics/sql/",
        "/roadmaps/backend/topics/sql/more/",
        f"/roadmaps/{'a' * 3000}/",
        f"/roadmaps/backend/topics/{'9' * 3000}/",
        "/roadmaps/backend%00/",
        "/roadmaps/backend/topics/sql%0a/",
        "/roadmaps/..%2f..%2fetc/",
        "/roadmaps/b%C3%A4ckend/",
    ],
)
def test_what_never_was_is_not_found(loaded, client, path):
    loaded(catalog(BACKEND))

    for headers in ({}, {"HX-Request": "true", "HX-Target": "panel"}):
        assert client.get(path, headers=headers).status_code == 404


@pytest.mark.parametrize("path", ["/", *PAGES])
def test_other_methods_are_refused(loaded, client, path):
    loaded(catalog(BACKEND))

    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"):
        assert client.generic(method, path).status_code == 405, method


@pytest.mark.parametrize("path", ["/", PAGES[1]])
def test_a_roadmap_takes_what_is_pressed_on_its_other_pages(loaded, client, path):
    loaded(catalog(BACKEND))

    assert client.post(path).status_code == 405
    assert client.post(PAGES[0]).status_code == 400


@pytest.mark.parametrize("path", ["/", *PAGES])
def test_head_is_as_get(loaded, client, path):
    loaded(catalog(BACKEND))

    response = client.head(path)

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("path", PAGES)
def test_a_missing_slash_is_mended(client, path):
    assert client.get(path.rstrip("/"))["Location"] == path


def test_what_was_retired_is_gone_and_says_why(loaded, client):
    loaded(catalog(BACKEND))
    without = with_databases(topic("other"))
    loaded(
        replace(
            without,
            roadmaps=(
                replace(
                    without.roadmaps[0], retired=(Retired("sql", date(2026, 11, 20), "Nobody asks for it."),)
                ),
            ),
        )
    )

    response = client.get("/roadmaps/backend/topics/sql/")

    assert response.status_code == 410
    main = read(response).one("main")
    assert "“Sql” left the roadmap on 20 November 2026. Nobody asks for it." in main.text
    assert main.one("a", href="/roadmaps/backend/")


def test_htmx_is_sent_to_the_page_that_says_so(loaded, client):
    loaded(catalog(BACKEND))
    gone = replace(
        with_databases(topic("other")).roadmaps[0], retired=(Retired("sql", date(2026, 11, 20), "Gone."),)
    )
    loaded(catalog(gone))

    response = client.get(
        "/roadmaps/backend/topics/sql/", headers={"HX-Request": "true", "HX-Target": "panel"}
    )

    assert response["HX-Redirect"] == "/roadmaps/backend/topics/sql/"


def test_what_was_replaced_redirects(loaded, client):
    loaded(catalog(BACKEND))
    gone = Retired("sql", date(2026, 11, 20), "Renamed.", replaced_by="other")
    loaded(catalog(replace(with_databases(topic("other")).roadmaps[0], retired=(gone,))))

    response = client.get("/roadmaps/backend/topics/sql/")

    assert (response.status_code, response["Location"]) == (301, "/roadmaps/backend/topics/other/")


def test_former_slugs_redirect(loaded, client):
    loaded(catalog(BACKEND))
    loaded(
        catalog(
            replace(
                with_databases(replace(SQL, slug="queries"), topic("other"), slug="stores").roadmaps[0],
                slug="server",
            )
        )
    )

    assert [client.get(path)["Location"] for path in PAGES] == [
        "/roadmaps/server/",
        "/roadmaps/server/stores/",
        "/roadmaps/server/topics/queries/",
    ]
    assert {client.get(path).status_code for path in PAGES} == {301}


def test_a_renamed_topic_redirects(loaded, client):
    loaded(catalog(BACKEND))
    loaded(with_databases(topic("queries", was=("backend/sql",)), topic("other")))

    assert client.get("/roadmaps/backend/topics/sql/")["Location"] == "/roadmaps/backend/topics/queries/"


def test_a_topic_keeps_its_address_in_another_phase(loaded, client):
    loaded(catalog(BACKEND))
    moved = replace(BACKEND, phases=(phase("databases", topic("other")), phase("more", topic("last"), SQL)))
    loaded(catalog(moved))

    response = client.get("/roadmaps/backend/topics/sql/")

    assert response.status_code == 200
    assert read(response).one("article").all("a")[0]["href"] == "/roadmaps/backend/more/"


def test_a_mark_on_a_renamed_topic_lands_on_its_successor(loaded, browser, learner):
    """The page was open while a load renamed the topic."""
    loaded(catalog(BACKEND))
    loaded(with_databases(topic("queries", was=("backend/sql",)), topic("other")))

    response = browser.post("/roadmaps/backend/", {"mark": "sql:done"})

    assert response["Location"] == "/roadmaps/backend/topics/queries/"
    assert [(mark.topic.key, mark.state) for mark in learner.marks.all()] == [("queries", "done")]


def test_by_htmx_the_page_follows_to_the_successor(loaded, client):
    loaded(catalog(BACKEND))
    loaded(with_databases(topic("queries", was=("backend/sql",)), topic("other")))

    response = client.post("/roadmaps/backend/", {"mark": "sql:done"}, headers={"HX-Request": "true"})

    assert (response.status_code, response["HX-Redirect"]) == (200, "/roadmaps/backend/topics/queries/")


def test_a_mark_on_a_retired_topic_is_told_that_it_is_gone(loaded, browser, learner):
    loaded(catalog(BACKEND))
    gone = replace(
        with_databases(topic("other")).roadmaps[0], retired=(Retired("sql", date(2026, 11, 20), "Gone."),)
    )
    loaded(catalog(gone))

    assert browser.post("/roadmaps/backend/", {"mark": "sql:done"}).status_code == 410
    assert not learner.activities.exists()


@pytest.fixture
def renamed(loaded, browser):
    """The roadmap got another slug while its page was open, SQL being in learning."""
    loaded(catalog(BACKEND))
    browser.post("/roadmaps/backend/", {"mark": "sql:learning"})
    loaded(catalog(replace(BACKEND, slug="server")))


def states(learner):
    return dict(learner.marks.values_list("topic__key", "state"))


def test_marks_sent_to_a_former_address_are_not_lost(renamed, browser, learner):
    browser.post("/roadmaps/backend/", {"mark": "sql:done"}, follow=True)

    assert states(learner) == {"sql": "done"}


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])
def test_nor_is_a_known_phase(renamed, browser, learner, headers):
    response = browser.post("/roadmaps/backend/", {"phase": "databases"}, follow=True, headers=headers)

    assert states(learner) == {"sql": "done", "other": "done"}
    assert "All of “Databases” is done." in response.text


def test_nor_is_undo(renamed, browser, learner):
    change = str(learner.activities.get().pk)

    browser.post("/roadmaps/backend/", {"undo": change}, follow=True)

    assert states(learner) == {}


def test_nor_is_what_was_read(renamed, browser, learner):
    book = make_resource()
    make_reference(resource=book, place=learner.marks.get().topic)

    for name, count in (("read", 1), ("unread", 0)):
        browser.post("/roadmaps/backend/", {name: str(book.pk), "topic": "sql"}, follow=True)
        assert learner.reads.count() == count


def test_what_is_sent_on_is_not_kept_as_an_answer(renamed, browser):
    """The slug may come to be another roadmap's."""
    response = browser.post("/roadmaps/backend/", {"phase": "databases"})

    assert (response.status_code, response["Location"]) == (308, "/roadmaps/server/")
    assert "no-cache" in response["Cache-Control"]


def test_a_draft_is_there_for_the_staff_alone(client, browser, staff):
    draft = make_topic(roadmap=make_roadmap(status="draft"))
    base = f"/roadmaps/{draft.roadmap.slug}/"
    paths = [base, f"{base}{draft.phase.slug}/", f"{base}topics/{draft.slug}/"]

    for person, status in ((client, 404), (browser, 404), (staff, 200)):
        assert {person.get(path).status_code for path in paths} == {status}
        assert person.post(base, {"mark": f"{draft.slug}:done"}).status_code == (
            302 if status == 200 else 404
        )


def test_a_draft_without_rights_says_no_more_than_nothing(browser):
    draft = make_topic(roadmap=make_roadmap(status="draft"))

    strange = browser.get("/roadmaps/nowhere/")
    hidden = browser.get(f"/roadmaps/{draft.roadmap.slug}/")

    assert strange.text == hidden.text


def test_a_token_is_needed_at_every_address(loaded):
    loaded(catalog(BACKEND))
    strict = Client(enforce_csrf_checks=True)

    assert {strict.post(path).status_code for path in ("/", *PAGES, "/roadmaps/nowhere/")} == {403}
