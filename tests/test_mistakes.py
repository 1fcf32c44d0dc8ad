"""Whatever is typed into whichever form, our words say what to do, and nothing typed is lost."""

import time

import pytest
from django.utils.html import escape

from roadmap_site.accounts.models import User
from tests.accounts.ways import PASSWORD
from tests.factories import make_milestone, make_topic
from tests.pages.markup import read

pytestmark = pytest.mark.django_db

FRAMEWORKS = (
    *("Ensure this", "This field", "Null characters", "Enter a", "Select a valid", "is too common"),
    *("not correct", "Incorrect", "Please", "too similar", "must contain"),
)

TYPED = ["", "a\0b", "long " * 2000, "-5", "2.5", "9" * 400, "abc", "a\u202eb", "a\u200bb"]

# where: (what would be right, what is typed wrongly)
FORMS = {
    "/settings/": ({"name": "Robin", "time_zone": "Asia/Tokyo"}, ["name", "time_zone"]),
    "/settings/profile/": ({"handle": "robin", "public": "on"}, ["handle"]),
    "/settings/streak/": ({"act": "mode", "mode": "weekly", "days": "3"}, ["mode", "days"]),
    "/settings/streak/#pause": ({"act": "pause", "first": "2999-01-01"}, ["first", "last"]),
    "/roadmaps/backend/plan/": (
        {"kind": "hours", "hours_a_week": "5", "hours_a_topic": "4"},
        ["kind", "hours_a_week", "hours_a_topic"],
    ),
    "/roadmaps/backend/plan/#by": ({"kind": "by", "by": "2999-01-01"}, ["by"]),
    "/roadmaps/backend/topics/joins/#link": (
        {"add": "link", "url": "https://a.example/", "title": "Mine"},
        ["url", "title"],
    ),
    "/roadmaps/backend/topics/joins/#note": ({"save": "typed", "text": "Mine", "version": "0"}, ["text"]),
    "/roadmaps/backend/milestones/feed/": (
        {"submit": "evidence", "link": "https://a.example/", "text": "Mine"},
        ["link", "text"],
    ),
    "/accounts/email/": ({"email": "wren@cairn.example", "action_add": ""}, ["email"]),
    "/accounts/password/change/": (
        {"oldpassword": PASSWORD, "password1": "four small stones", "password2": "four small stones"},
        ["oldpassword", "password1", "password2"],
    ),
    "/accounts/reauthenticate/": ({"password": PASSWORD}, ["password"]),
    "/accounts/2fa/totp/activate/": ({}, ["code"]),
}
WAYS_IN = {
    "/accounts/login/": ({"login": "robin@cairn.example", "password": PASSWORD}, ["login", "password"]),
    "/accounts/signup/": (
        {"email": "wren@cairn.example", "password1": PASSWORD, "name": "Wren"},
        ["email", "password1", "name"],
    ),
    "/accounts/password/reset/": ({"email": "robin@cairn.example"}, ["email"]),
}


@pytest.fixture
def person():
    return User.objects.create_user("robin@cairn.example", PASSWORD)


@pytest.fixture(autouse=True)
def content():
    topic = make_topic(slug="joins")
    topic.roadmap.slug = "backend"
    topic.roadmap.save()
    make_milestone(key="feed", phase=topic.phase)


@pytest.fixture
def signed_in(client, person):
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


@pytest.fixture
def unlimited(settings):
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.mark.parametrize("where", FORMS)
def test_a_mistake_is_told_in_our_words(signed_in, unlimited, where):
    assert_told(signed_in, where.partition("#")[0], *FORMS[where])


@pytest.mark.parametrize("where", WAYS_IN)
def test_a_mistake_on_the_way_in_is_told_in_our_words(client, person, unlimited, where):
    assert_told(client, where, *WAYS_IN[where])


def assert_told(client, address, right, fields):
    for field in fields:
        for typed in TYPED:
            answer = client.post(address, right | {field: typed})
            if answer.status_code != 302:
                assert_kind(answer, field, typed)


def assert_kind(answer, field, typed):
    main = read(answer).one("main")
    wrong = " ".join(mistake.text for mistake in main.all(class_="wrong"))
    assert wrong or "note-problem" in answer.text
    assert not [words for words in FRAMEWORKS if words in wrong], (field, typed[:20], wrong)
    if typed and not field.startswith(("password", "oldpassword", "kind", "mode")):
        assert escape(typed).strip() in answer.text
