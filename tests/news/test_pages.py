"""The page of news and its feed."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curriculum.models import Release, Topic
from progress.learning.marks import set_state
from tests.catalogs import catalog, phase, roadmap, topic
from tests.pages.markup import read

ATOM = "{http://www.w3.org/2005/Atom}"
NOON = datetime(2026, 1, 6, 12, tzinfo=UTC)


def content(*, version: int = 0, more: int = 0, status: str = "published"):
    """Each version rewords a topic of each line."""
    summary = f"<p>Version {version}.</p>"
    extra = [topic(f"t-{n}", title=f"More {n}") for n in range(more)]
    backend = roadmap("backend", phase("data", topic("sql", summary=summary), topic("redis"), *extra))
    return catalog(backend, roadmap("other", phase("one", topic("go", summary=summary)), status=status))


@pytest.fixture
def releases(loaded):
    return [loaded(content(version=n)).release for n in range(3)]


@pytest.fixture
def many(loaded, releases):
    """More than a page."""
    return releases + [loaded(content(version=n)).release for n in range(3, 13)]


def test_the_newest_comes_first_and_pages_lead_on(many, client):
    first = read(client.get("/whats-new/"))
    ids = [article["id"] for article in first.all("article")]

    assert ids == [f"release-{release.pk}" for release in reversed(many[3:])]
    older = first.one("a", rel="next")["href"]
    second = read(client.get(f"/whats-new/{older}"))
    assert [a["id"] for a in second.all("article")] == [f"release-{r.pk}" for r in reversed(many[:3])]
    assert not second.all("a", rel="next")


def test_releases_of_one_day_are_told_apart(many, client):
    page = read(client.get("/whats-new/"))

    headings = [heading.text for heading in page.all("h2") if "2026" in heading.text]
    assert len(set(headings)) == len(headings) == 10
    assert f"No. {many[-1].pk}" in headings[0]


def test_what_touches_ones_marks_comes_first(releases, browser, client, learner):
    set_state(learner=learner, topic=Topic.objects.get(key="go"), state="done", at=NOON)

    own = read(browser.get("/whats-new/")).all("article")[0]
    anybodys = read(client.get("/whats-new/")).all("article")[0]

    assert own.one(class_="yours").one("a")["href"] == "/roadmaps/other/topics/go/"
    assert not anybodys.all(class_="yours")


def test_a_visitors_marks_count_too(releases, client):
    client.post("/roadmaps/other/", {"mark": "go:done"})

    assert read(client.get("/whats-new/")).all(class_="yours")


def test_what_is_just_to_do_touches_nobody(releases, browser, learner):
    set_state(learner=learner, topic=Topic.objects.get(key="go"), state="done", at=NOON)
    set_state(learner=learner, topic=Topic.objects.get(key="go"), state="todo", at=NOON)

    assert not read(browser.get("/whats-new/")).all(class_="yours")


def test_lines_with_ones_marks_come_before_others(releases, browser, learner, loaded):
    set_state(learner=learner, topic=Topic.objects.get(key="go"), state="done", at=NOON)
    loaded(
        catalog(
            roadmap("backend", phase("data", topic("sql"), topic("redis"), topic("kafka"))),
            roadmap("other", phase("one", topic("go"), topic("rust"))),
        )
    )

    newest = read(browser.get("/whats-new/")).all("article")[0]

    assert [line.text for line in newest.all("h3")][1:] == ["O Other", "B Backend"]


def test_a_release_has_an_address_of_its_own(releases, client):
    page = read(client.get(f"/whats-new/{releases[1].pk}/"))

    assert [article["id"] for article in page.all("article")] == [f"release-{releases[1].pk}"]


@pytest.mark.parametrize(
    "path", ["?before=x", "?before=²", f"?before={'9' * 30}", "0/", f"{'9' * 30}/", "999999/"]
)
def test_what_is_no_release_is_not_found(releases, client, path):
    assert client.get(f"/whats-new/{path}").status_code == 404


def test_a_draft_has_no_news_but_for_staff(loaded, client, staff):
    loaded(content())
    loaded(content(version=1, status="draft"))
    pk = loaded(content(version=1, more=1, status="draft")).release.pk
    pk = loaded(
        catalog(*content(version=1, more=1).roadmaps[:1], content(version=2, status="draft").roadmaps[1])
    ).release.pk

    assert client.get(f"/whats-new/{pk}/").status_code == 404
    assert staff.get(f"/whats-new/{pk}/").status_code == 200
    assert b"Other" not in client.get("/whats-new/").content
    assert b"Other" not in client.get("/whats-new/feed/").content


def test_before_the_first_load_it_says_so(client, db):
    assert "nothing to tell yet" in client.get("/whats-new/").content.decode()


def test_it_tells_nobody_how_many_learners_a_change_touched(releases, client, learner):
    set_state(learner=learner, topic=Topic.objects.get(key="go"), state="done", at=NOON)

    assert "learner" not in read(client.get("/whats-new/")).one("main").text


def queries(person, path: str) -> int:
    person.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert person.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", ["/whats-new/", "/whats-new/feed/"])
def test_it_asks_no_more_of_many_changes(loaded, browser, learner, path):
    loaded(content())
    loaded(content(version=1, more=2))
    set_state(learner=learner, topic=Topic.objects.get(key="go"), state="done", at=NOON)
    few = queries(browser, path)
    loaded(content(version=2, more=300))
    for version in range(3, 9):
        loaded(content(version=version, more=300))
    for one in Topic.objects.all()[:50]:
        set_state(learner=learner, topic=one, state="done", at=NOON)

    assert queries(browser, path) == few <= 11


def test_the_feed_is_atom_with_ids_that_stay(releases, client, settings):
    settings.SITE_URL = "https://cairn.example"
    feed = ElementTree.fromstring(client.get("/whats-new/feed/").content)

    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert ids == [f"tag:cairn.example,{r.at:%Y-%m-%d}:release/{r.pk}" for r in reversed(releases)]
    assert entries[0].findtext(f"{ATOM}title") == "Backend and Other"
    assert "<h3>Reworded</h3><ul><li>Sql</li></ul>" in entries[0].findtext(f"{ATOM}summary")
    assert entries[-1].findtext(f"{ATOM}title").startswith("Cairn opened with 2 lines")
    assert entries[-1].find(f"{ATOM}summary") is None
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Cairn"


def test_the_feed_sets_no_cookie_and_asks_for_no_session(releases, client):
    with CaptureQueriesContext(connection) as captured:
        response = client.get("/whats-new/feed/")

    assert not response.cookies
    assert response["Content-Type"].startswith("application/atom+xml")
    assert "public" in response["Cache-Control"]
    assert not any("session" in query["sql"] for query in captured)


def test_an_empty_feed_is_a_feed(client, db):
    assert Release.objects.count() == 0
    assert ElementTree.fromstring(client.get("/whats-new/feed/").content).tag == f"{ATOM}feed"
