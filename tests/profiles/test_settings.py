import pytest

from progress.learning.models import Profile
from progress.learning.profiles.showing import show
from tests.factories import make_learner


@pytest.fixture
def signed_in(client, learner):
    client.force_login(learner)
    return client


def test_nothing_is_public_until_it_is_switched_on(signed_in, learner):
    page = signed_in.get("/settings/profile/").text

    assert "checked" not in page
    assert not Profile.objects.exists()


def test_the_page_says_what_would_be_public_before_it_is(signed_in):
    page = signed_in.get("/settings/profile/").text

    assert "the roadmaps on which you have marked a topic, and how far you are on each" in page
    assert "Never: your address" in page


def test_switching_on_and_off(signed_in, learner):
    signed_in.post("/settings/profile/", {"handle": "@Robin", "public": "on", "badges": "on"})
    stored = Profile.objects.get(learner=learner)
    assert (stored.handle, stored.public, stored.streak, stored.badges) == ("robin", True, False, True)

    signed_in.post("/settings/profile/", {"handle": "robin"})
    stored.refresh_from_db()
    assert (stored.public, stored.badges) == (False, False)

    signed_in.post("/settings/profile/", {"handle": ""})
    assert not Profile.objects.exists()


@pytest.mark.parametrize(
    ("handle", "words"),
    [
        ("robin hill", "A handle is made of small letters"),
        ("Admin", "“admin” is kept for the site itself."),
        ("wren", "“wren” is taken."),
        ("", "Choose a handle first"),
        ("x" * 31, "at most 30 characters"),
    ],
)
def test_a_slip_is_explained_and_nothing_typed_is_lost(signed_in, handle, words):
    show(learner=make_learner(), handle="wren", public=False, streak=False, badges=False)

    page = signed_in.post("/settings/profile/", {"handle": handle, "public": "on"}).text

    assert words in page
    assert f'value="{handle}"' in page or not handle
    assert 'name="public" id="id_public" checked' in page.replace(' aria-describedby="public_list"', "")
    assert Profile.objects.count() == 1


def test_the_markdown_leads_to_what_is_public(signed_in, shown, done, topics, settings):
    settings.SITE_URL = "https://cairn.example"
    done(topics[0])
    shown(badges=True)
    image = "[![Backend Engineer](https://cairn.example/@robin/backend.svg)]"
    assert f"{image}(https://cairn.example/roadmaps/backend/)" in signed_in.get("/settings/profile/").text

    shown(badges=True, public=True)

    assert f"{image}(https://cairn.example/@robin/)" in signed_in.get("/settings/profile/").text


def test_brackets_in_a_title_do_not_break_the_markdown(signed_in, shown, done, topics):
    topics[0].roadmap.title = "Back[end]"
    topics[0].roadmap.save()
    done(topics[0])
    shown(badges=True)

    assert r"[![Back\[end\]](" in signed_in.get("/settings/profile/").text


def test_a_roadmap_never_touched_has_no_snippet(signed_in, shown, topics):
    shown(badges=True)

    assert "Mark a topic on a roadmap" in signed_in.get("/settings/profile/").text
