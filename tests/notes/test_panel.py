"""What a learner keeps beside a topic, as its page shows it and its forms change it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from progress.learning import marks
from progress.learning.notes import keeping, links, reports
from tests.factories import make_learner, make_reference, make_resource, make_topic
from tests.pages.markup import read

HTMX = {"HX-Request": "true"}
AUTOSAVE = HTMX | {"X-Autosave": "1"}
INTO_PANEL = HTMX | {"HX-Target": "panel"}


@pytest.fixture
def topic(db):
    return make_topic(title="Indexes")


@pytest.fixture
def address(topic):
    return reverse("topic", args=[topic.roadmap.slug, topic.slug])


@pytest.fixture
def browser(client, learner):
    client.force_login(learner)
    return client


def write(learner, topic, text, version=0):
    return keeping.save(learner=learner, topic=topic, text=text, version=version, at=timezone.now()).note


def section(response, id):
    return read(response).one(id=id)


def lines(response):
    return [line.text for line in section(response, "history").all("dd")]


def field(response):
    return section(response, "note-text")._words().removeprefix("\n")


def test_a_note_is_saved_by_its_button_and_read_as_markdown(browser, learner, topic, address):
    response = browser.post(
        address, {"save": "note", "text": "Use **EXPLAIN**.", "version": "0"}, follow=True
    )

    assert response.redirect_chain == [(f"{address}#note", 302)]
    assert section(response, "note-shown").one("strong").text == "EXPLAIN"
    assert field(response) == "Use **EXPLAIN**."
    assert "Your note is saved." in section(response, "undo").text


def test_a_note_opens_in_place_too(browser, learner, topic, address):
    write(learner, topic, "Mine")

    panel = read(browser.get(address, headers=INTO_PANEL))

    assert panel.one(id="note-shown").text == "Mine"
    assert panel.one("script")["type"] == "module"


def test_while_typing_only_what_changes_comes_back(browser, learner, topic, address):
    response = browser.post(address, {"save": "note", "text": "One", "version": "0"}, headers=AUTOSAVE)

    page = read(response)
    assert page.one("input", name="version")["value"] == "1"
    assert page.one(id="note-shown").text == "One"
    assert page.one(id="note-removal").one("button").text == "Remove the note"
    assert not page.all("textarea")


def test_there_is_nothing_to_remove_of_an_emptied_note(browser, learner, topic, address):
    write(learner, topic, "One")

    response = browser.post(address, {"save": "note", "text": "", "version": "1"}, headers=AUTOSAVE)

    assert not section(response, "note-removal").all("button")


@pytest.mark.parametrize("headers, status", [({}, 422), (AUTOSAVE, 422), (HTMX, 200)])
def test_a_megabyte_is_refused_and_stays_in_the_field(browser, learner, topic, address, headers, status):
    write(learner, topic, "Before")
    text = "ü" * 1024 * 1024

    response = browser.post(address, {"save": "note", "text": text, "version": "1"}, headers=headers)

    assert response.status_code == status
    assert field(response) == text
    assert "1048576 characters, and 32768 are the most" in section(response, "note-state").text
    assert keeping.note_of(learner, topic).text == "Before"


@pytest.mark.parametrize("headers, status", [({}, 422), (AUTOSAVE, 422), (HTMX, 200)])
def test_what_another_tab_has_saved_is_shown_beside_what_was_typed(
    browser, learner, topic, address, headers, status
):
    write(learner, topic, "Saved elsewhere")

    response = browser.post(address, {"save": "note", "text": "Typed", "version": "0"}, headers=headers)

    assert response.status_code == status
    assert field(response) == "Typed"
    assert section(response, "note-saved").text == "Saved elsewhere"
    assert read(response).one("input", name="version")["value"] == "1"
    assert keeping.note_of(learner, topic).text == "Saved elsewhere"


def test_a_note_that_is_too_long_is_shortened_over_what_it_was_typed_over(browser, learner, topic, address):
    write(learner, topic, "Saved elsewhere")
    long = browser.post(address, {"save": "note", "text": "x" * 40_000, "version": "0"})
    version = read(long).one("input", name="version")["value"]

    response = browser.post(address, {"save": "note", "text": "Shortened", "version": version})

    assert section(response, "note-saved").text == "Saved elsewhere"
    assert keeping.note_of(learner, topic).text == "Saved elsewhere"


def test_a_conflict_remembers_what_the_note_was_typed_over(browser, learner, topic, address):
    write(learner, topic, "Saved elsewhere")

    response = browser.post(address, {"save": "note", "text": "Typed", "version": "0"}, headers=AUTOSAVE)

    assert section(response, "note-form")["data-base"] == "0"


@pytest.mark.parametrize(
    "press, becomes",
    [("note", "Typed"), ("both", "Saved elsewhere\n\n---\n\nTyped"), ("saved", "Saved elsewhere")],
)
def test_the_two_are_brought_together(browser, learner, topic, address, press, becomes):
    write(learner, topic, "Saved elsewhere")

    browser.post(address, {"save": press, "text": "Typed", "version": "1"})

    assert keeping.note_of(learner, topic).text == becomes


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_removed_note_can_be_undone(browser, learner, topic, address, headers):
    write(learner, topic, "Mine")

    response = browser.post(
        address, {"save": "nothing", "text": "Mine", "version": "1"}, headers=headers, follow=True
    )
    assert keeping.note_of(learner, topic).text == ""
    undo = section(response, "undo-button")
    response = browser.post(address, {undo["name"]: undo["value"]}, headers=headers, follow=True)

    assert keeping.note_of(learner, topic).text == "Mine"
    assert "Undone." in section(response, "undo").text
    assert section(response, "note-shown").text == "Mine"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 11, "9" * 40])
def test_a_version_that_is_none_saves_a_first_note_and_overwrites_none(
    browser, learner, topic, address, version
):
    browser.post(address, {"save": "note", "text": "One", "version": version})
    browser.post(address, {"save": "note", "text": "Two", "version": version})

    assert keeping.note_of(learner, topic).text == "One"


def test_hostile_text_is_only_text(browser, learner, topic, address):
    text = "</textarea><script>alert(1)</script>"
    response = browser.post(address, {"save": "note", "text": text, "version": "0"}, follow=True)

    assert field(response) == text
    assert not read(response).one(id="note").all("script")


def test_what_a_visitor_typed_is_not_saved_and_a_way_in_is_offered(client, topic, address):
    response = client.post(address, {"save": "note", "text": "One"})

    assert response.url.startswith("/accounts/login/?next=/roadmaps/")
    assert "keep a private note" in read(client.get(address)).one("article").text


def test_a_page_made_for_somebody_else_gives_back_what_was_typed(browser, topic, address):
    response = browser.post(address, {"save": "note", "text": "One & two", "whose": "somebody"})

    assert response.status_code == 409
    assert read(response).one("textarea").text == "One & two"
    assert not topic.notes.exists()


def test_such_a_page_gives_back_a_link_with_its_title(browser, topic, address):
    link = {"add": "link", "url": "a.example/x?a=1&b=2", "title": "A <fine> page"}

    page = read(browser.post(address, link | {"whose": "somebody"}))

    assert page.one(id="typed-url")["value"] == link["url"]
    assert page.one(id="typed-title")["value"] == link["title"]
    assert not page.all(id="typed-text")
    assert not topic.own_links.exists()


@pytest.mark.parametrize("sent, kept", [({"add": "", "url": "x.example"}, True), ({"unlink": "1"}, False)])
def test_by_htmx_such_a_page_says_that_its_field_still_has_what_was_typed(browser, address, sent, kept):
    told = browser.post(address, sent | {"whose": "somebody"}, headers=HTMX)

    assert told.status_code == 409
    assert ("What you typed is still in its field" in told.text) is kept


def test_a_note_follows_a_topic_that_moves(browser, learner, loaded):
    from tests.catalogs import catalog, phase, roadmap
    from tests.catalogs import topic as told

    loaded(catalog(roadmap("here", phase("p", told("sql")))))
    loaded(catalog(roadmap("here", phase("p", told("sql", slug="queries")))))

    response = browser.post("/roadmaps/here/topics/sql/", {"save": "note", "text": "One"}, follow=True)

    assert section(response, "note-shown").text == "One"


def test_notes_of_others_are_not_shown(browser, topic, address):
    write(make_learner(), topic, "Theirs")

    assert "Theirs" not in browser.get(address).text


def test_a_link_that_is_there_is_not_said_to_be_added(browser, address):
    said = [
        browser.post(address, {"add": "link", "url": "a.example/joins", "title": ""}, headers=HTMX).text
        for _ in range(2)
    ]

    assert "“a.example: joins” is added." in said[0]
    assert "“a.example: joins” is here already." in said[1]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_link_is_added_removed_and_brought_back(browser, learner, topic, address, headers):
    added = browser.post(
        address, {"add": "link", "url": "a.example/joins", "title": ""}, headers=headers, follow=True
    )
    link = section(added, "own-links").one("a")
    assert (link["href"], link.text, link["rel"]) == (
        "https://a.example/joins",
        "a.example: joins",
        "noopener external",
    )

    pk = learner.own_links.get().pk
    removed = browser.post(address, {"unlink": str(pk)}, headers=headers, follow=True)
    assert not section(removed, "own-links").all("a")
    undo = section(removed, "undo-button")
    browser.post(address, {undo["name"]: undo["value"]}, headers=headers)

    assert learner.own_links.get().pk == pk


HIDDEN = "has characters in it that nobody sees"


@pytest.mark.parametrize(
    "url, title, problem, place",
    [
        ("https://exa\u202emple.com/", "Example", f"This address {HIDDEN}", "link-problem"),
        ("https://example.com/", "Exa\u202emple", f"This title {HIDDEN}", "title-problem"),
        ("https://example.com/", "Exa\x07mple", f"This title {HIDDEN}", "title-problem"),
        ("https://example.com/", "x" * 201, "This title has 201 characters", "title-problem"),
    ],
    ids=["address", "turned title", "bell in the title", "long title"],
)
def test_what_nobody_sees_is_refused_in_links_and_stays_in_the_fields(
    browser, learner, topic, address, url, title, problem, place
):
    response = browser.post(address, {"add": "link", "url": url, "title": title})

    form = section(response, "link-form")
    assert problem in form.one(id=place).text
    assert form.one(id="link-url")["value"] == url
    assert form.one(id="link-title")["value"] == title
    assert not learner.own_links.exists()


@pytest.mark.parametrize("headers, status", [({}, 422), (HTMX, 200)])
@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", 'https://x.example/"><script>', "", "https://" + "x" * 600]
)
def test_a_hostile_link_is_refused_with_reason_and_stays_in_the_field(
    browser, learner, topic, address, url, headers, status
):
    response = browser.post(address, {"add": "link", "url": url, "title": "Mine"}, headers=headers)

    form = section(response, "link-form")
    assert response.status_code == status
    assert form.one("input", name="url")["value"] == url
    assert form.one("input", name="title")["value"] == "Mine"
    assert form.one(id="link-problem").text
    assert not learner.own_links.exists()


def test_one_link_too_many_is_refused_with_reason(browser, learner, topic, address):
    for number in range(links.MOST):
        links.keep(
            learner=learner, topic=topic, url=f"https://a.example/{number}", title="", at=timezone.now()
        )

    response = browser.post(address, {"add": "link", "url": "https://a.example/more"})

    assert "There are 50 links here already, and that is the most." in section(response, "link-problem").text


def test_links_of_others_are_neither_shown_nor_removed(browser, topic, address):
    other = make_learner()
    link = links.keep(learner=other, topic=topic, url="https://theirs.example/", title="", at=timezone.now())

    assert browser.post(address, {"unlink": str(link.pk)}).status_code == 404
    assert "theirs.example" not in browser.get(address).text
    assert other.own_links.exists()


def test_a_link_that_others_removed_is_404(browser, topic, address):
    other = make_learner()
    link = links.keep(learner=other, topic=topic, url="https://theirs.example/", title="", at=timezone.now())
    links.remove(learner=other, topic=topic, link_id=str(link.pk), at=timezone.now())

    assert browser.post(address, {"unlink": str(link.pk)}).status_code == 404


def test_a_link_beside_another_topic_is_404(browser, learner, address):
    link = links.keep(
        learner=learner, topic=make_topic(), url="https://a.example/", title="", at=timezone.now()
    )

    assert browser.post(address, {"unlink": str(link.pk)}).status_code == 404
    assert learner.own_links.exists()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("key", ["", "x", "-1", "0", "²", "9" * 18, "9" * 40])
def test_a_link_that_never_was_is_404(browser, address, key, headers):
    response = browser.post(address, {"unlink": key}, headers=headers)

    assert response.status_code == 404
    assert "There is no such link here" in response.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_link_that_was_removed_in_another_tab_is_kindly_said_to_be_gone(
    browser, learner, topic, address, headers
):
    link = links.keep(learner=learner, topic=topic, url="https://a.example/", title="", at=timezone.now())
    browser.post(address, {"unlink": str(link.pk)})

    response = browser.post(address, {"unlink": str(link.pk)}, headers=headers, follow=True)

    assert section(response, "undo").text == "That link was removed already."


def test_what_others_removed_is_not_brought_back(browser, learner, topic, address):
    other = make_learner()
    write(other, topic, "Theirs")
    removed = keeping.save(learner=other, topic=topic, text="", version=1, at=timezone.now()).removed

    response = browser.post(address, {"restore": str(removed.pk)}, follow=True)

    assert "can't be undone any more" in section(response, "undo").text
    assert keeping.note_of(other, topic).text == keeping.note_of(learner, topic).text == ""


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_dead_link_is_reported_and_taken_back(browser, learner, topic, address, headers):
    resource = make_resource(title="The book", url="https://dead.example/")
    make_reference(resource=resource, place=topic)

    told = browser.post(address, {"report": str(resource.pk)}, headers=headers, follow=True)
    assert "Reported. Thank you: an editor will look at it." in section(told, "reports").text
    assert section(told, "reports").get("open") is not None
    assert reports.reported(learner, [resource]) == {resource.pk}

    browser.post(address, {"unreport": str(resource.pk)}, headers=headers)
    assert reports.reported(learner, [resource]) == set()
    assert section(browser.get(address), "reports").get("open") is None


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("press, ends", [("report", False), ("unreport", True)])
def test_a_report_is_undone_once(browser, learner, topic, address, take_back, press, ends, headers):
    resource = make_resource(url="https://dead.example/")
    make_reference(resource=resource, place=topic)
    if press == "unreport":
        reports.report(learner=learner, resource=resource, at=timezone.now())

    told = browser.post(address, {press: str(resource.pk)}, headers=headers, follow=True)
    undone = take_back(told, headers)

    assert section(undone, "undo").text == "Undone."
    assert learner.link_reports.exists() is ends


@pytest.mark.parametrize("pressed", [{}, {"nonsense": "1"}])
def test_what_is_no_button_cannot_be_pressed(browser, topic, address, pressed):
    assert browser.post(address, pressed).status_code == 400


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("press", ["report", "unreport"])
@pytest.mark.parametrize("key", ["1", "x", ""])
def test_a_resource_that_is_not_there_is_not_found(browser, address, press, key, headers):
    response = browser.post(address, {press: key}, headers=headers)

    assert response.status_code == 404
    assert "There is no such resource here, so nothing has changed." in response.text


def test_a_resource_without_an_address_has_no_link_to_report(browser, topic, address):
    make_reference(resource=make_resource(), place=topic)

    assert not read(browser.get(address)).all(id="reports")


def test_the_history_tells_in_words_what_was_done(browser, learner, topic, address):
    for state in ("learning", "done"):
        change = marks.set_state(learner=learner, topic=topic, state=state, at=timezone.now())
    marks.undo(learner=learner, change_id=change.id, at=timezone.now())
    marks.set_phase(learner=learner, phase=topic.phase, state="done", at=timezone.now())

    assert lines(browser.get(address)) == [
        "done, with the whole phase",
        "undone: learning again",
        "done",
        "began learning",
    ]


def test_a_mark_set_in_place_shows_in_the_history_of_the_open_panel(browser, topic, address):
    path, here = reverse("roadmap", args=[topic.roadmap.slug]), HTMX | {"HX-Current-URL": address}

    marked = browser.post(path, {"mark": f"{topic.slug}:learning"}, headers=here)
    undone = browser.post(path, {"undo": section(marked, "undo-button")["value"]}, headers=here)

    assert section(marked, "history")["hx-swap-oob"] == "true"
    assert lines(marked) == ["began learning"]
    assert lines(undone) == ["undone: no mark again", "began learning"]


@pytest.mark.parametrize("beside", ["nothing", "another"])
def test_without_its_panel_a_mark_neither_asks_for_the_history_nor_sends_it(browser, topic, beside):
    other = make_topic(phase=topic.phase)
    path = reverse("roadmap", args=[topic.roadmap.slug])
    current = path if beside == "nothing" else reverse("topic", args=[topic.roadmap.slug, other.slug])

    with CaptureQueriesContext(connection) as captured:
        response = browser.post(
            path, {"mark": f"{topic.slug}:done"}, headers=HTMX | {"HX-Current-URL": current}
        )

    assert not read(response).all(id="history")
    assert not [query for query in captured if "learning_note" in query["sql"]]


def test_a_visitor_has_no_history(client, topic, address):
    path, here = reverse("roadmap", args=[topic.roadmap.slug]), HTMX | {"HX-Current-URL": address}

    response = client.post(path, {"mark": f"{topic.slug}:done"}, headers=here)

    assert not read(response).all(id="history")


def test_what_is_too_large_to_be_read_at_all_is_told_where_it_still_is(browser, topic, address):
    response = browser.post(address, {"save": "note", "text": "x" * 11 * 1024 * 1024})

    assert response.status_code == 413
    assert "what you typed is still in its field" in response.text
