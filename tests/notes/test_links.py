import pytest

from progress.learning.models import OwnLink
from progress.learning.notes.links import (
    MOST,
    TooManyLinks,
    completed,
    deceives,
    keep,
    named_after,
    refused,
    remove,
)
from progress.learning.notes.removing import bring_back
from tests.factories import make_learner, make_topic
from tests.learning.instants import MINUTE, MONDAY_NOON, TUESDAY_NOON

URL = "https://use-the-index-luke.example/sql/"


@pytest.fixture
def topic(db):
    return make_topic()


@pytest.fixture
def add(learner, topic):
    def add(url=URL, title="Indexes", at=MONDAY_NOON):
        return keep(learner=learner, topic=topic, url=url, title=title, at=at)

    return add


@pytest.mark.parametrize(
    "url",
    [
        "https://exa\u200dmple.com/",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "ftp://files.example/",
        "//evil.example/",
        "https://",
        "https://user:secret@evil.example/",
        'https://evil.example/"onmouseover="alert(1)',
        "https://evil.example/<script>",
        "https://evil.example:99999/",
        "https://[::1",
        "/roadmaps/",
        "nonsense",
        "https://exa\u202emple.com/",
        "https://example.com/\u2066page",
        "https://example.com/\u200fpage",
        "https://example.com/\x7f",
        "https://long.example/" + "x" * 500,
        "",
    ],
)
def test_an_address_that_is_no_web_page_is_refused(url):
    assert refused(completed(url))


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ("http://a.example", "http://a.example"),
        ("  https://a.example/ ", "https://a.example/"),
        ("a.example/page", "https://a.example/page"),
        ("https://bücher.example/ä", "https://bücher.example/ä"),
    ],
)
def test_what_people_type_becomes_an_address(typed, kept):
    assert completed(typed) == kept
    assert not refused(kept)


@pytest.mark.parametrize(
    ("title", "misleads"),
    [
        ("Pay\u200dpal", True),
        ("\u200cPaypal", True),
        ("2\u200d0", True),
        ("\u0430\u200c\u0431", True),  # Cyrillic
        ("\u0646\u0631\u0645\u200c\u0627\u0641\u0632\u0627\u0631", False),  # Persian
        ("\u0d28\u0d4d\u200d ok", False),  # Malayalam, at the end of a word
        ("\U0001f469\u200d\U0001f4bb", False),  # one emoji of two
    ],
)
def test_joiners_are_refused_where_nothing_is_joined(title, misleads):
    assert deceives(title) is misleads


def test_a_link_without_a_title_is_called_by_its_place():
    assert named_after("https://www.a.example/guide/joins/") == "a.example: joins"
    assert named_after("https://a.example") == "a.example"


def test_a_link_is_there_once_with_its_newest_title(learner, topic, add):
    add(title="One")
    add(title="Two", at=TUESDAY_NOON)

    link = learner.own_links.get()
    assert (link.title, link.at) == ("Two", MONDAY_NOON)


def test_only_so_many_are_kept(learner, topic, add):
    for number in range(MOST):
        add(f"https://a.example/{number}")

    with pytest.raises(TooManyLinks):
        add("https://a.example/one-more")

    add("https://a.example/0", title="Renamed")
    assert learner.own_links.count() == MOST


def test_a_removed_link_comes_back_to_its_place(learner, topic, add):
    first, _ = add("https://a.example/1", "First"), add("https://a.example/2", "Second")
    removed = remove(learner=learner, topic=topic, link_id=str(first.pk), at=TUESDAY_NOON)
    assert [link.title for link in learner.own_links.all()] == ["Second"]

    assert bring_back(learner=learner, removed_id=str(removed.pk), at=TUESDAY_NOON + MINUTE)

    assert learner.own_links.get(title="First").at == MONDAY_NOON
    assert [link.title for link in learner.own_links.all()] == ["First", "Second"]


def test_a_link_that_was_added_again_does_not_come_back_twice(learner, topic, add):
    removed = remove(learner=learner, topic=topic, link_id=str(add().pk), at=TUESDAY_NOON)
    add()

    assert not bring_back(learner=learner, removed_id=str(removed.pk), at=TUESDAY_NOON + MINUTE)


def test_links_of_others_cannot_be_removed(topic, add):
    link = add()

    with pytest.raises(OwnLink.DoesNotExist):
        remove(learner=make_learner(), topic=topic, link_id=str(link.pk), at=TUESDAY_NOON)

    assert OwnLink.objects.count() == 1


def test_removing_one_again_changes_nothing(learner, topic, add):
    key = str(add().pk)
    remove(learner=learner, topic=topic, link_id=key, at=TUESDAY_NOON)

    assert remove(learner=learner, topic=topic, link_id=key, at=TUESDAY_NOON + MINUTE) is None
