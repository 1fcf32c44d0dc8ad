import json

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client

from progress.learning.models import Certificate, GoneCertificate, Submission
from roadmap_site.accounts import personal
from roadmap_site.accounts.erasure import erase
from roadmap_site.accounts.models import User
from tests.accounts.everything import ADDRESS, HANDLE, NAME, NOON, make_person_with_everything
from tests.accounts.ways import PASSWORD, sign_in
from tests.factories import make_learner, make_milestone


def dump() -> str:
    """Every table of the database, as text; sessions, which are packed, by their content."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        texts = [_copied(cursor, table) for table in tables]
    return "\n".join([*texts, *(json.dumps(s.get_decoded()) for s in Session.objects.all())])


def _copied(cursor, table: str) -> str:
    with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
        return b"".join(rows).decode()


def mentions(text: str) -> list[str]:
    return [word for word in (ADDRESS, NAME, HANDLE) if word.lower() in text.lower()]


@pytest.fixture
def person(db):
    return make_person_with_everything()


@pytest.fixture
def others(db):
    """Two browsers that know the person, beside the one that deletes: one signed in, one that only failed."""
    browsers = Client(), Client()
    sign_in(browsers[0], ADDRESS)
    browsers[1].post("/accounts/login/", {"login": ADDRESS, "password": "wrong"})
    browsers[1].post("/accounts/password/reset/", {"email": ADDRESS})
    return browsers


def delete(client) -> str:
    """Walk the way through the pages; return the address it ends at."""
    asked = client.post("/settings/delete/")
    assert asked.url.startswith("/accounts/reauthenticate/")
    return client.post(asked.url, {"password": PASSWORD}).url


def test_a_dump_knows_the_person_before(person, others):
    assert mentions(dump()) == [ADDRESS, NAME, HANDLE]


def test_afterwards_a_dump_knows_the_person_no_more(client, person, others):
    sign_in(client, ADDRESS)

    assert delete(client) == "/"

    assert mentions(dump()) == []


def test_no_row_of_any_model_is_left(person):
    erase(person=person)

    left = {provider.name: provider.rows(person).count() for provider in personal.providers()}
    assert set(left.values()) == {0}


def test_only_keyed_hashes_are_new(person):
    models = apps.get_models(include_auto_created=True)
    before = {model: model._default_manager.count() for model in models}

    erase(person=person)

    more = [model for model in models if model._default_manager.count() > before[model]]
    assert more == [GoneCertificate]


def test_it_ends_every_session(client, person, others):
    sign_in(client, ADDRESS)

    delete(client)

    assert others[0].get("/settings/").status_code == 302
    assert [s for s in Session.objects.all() if "_auth_user_id" in s.get_decoded()] == []


def test_without_the_password_nothing_goes(client, person):
    sign_in(client, ADDRESS)

    asked = client.post("/settings/delete/")
    client.post(asked.url, {"password": "wrong"})

    assert User.objects.filter(email=ADDRESS).exists()


def confirm_for_another_page(client) -> None:
    asked = client.get("/accounts/2fa/totp/activate/")
    assert asked.url.startswith("/accounts/reauthenticate/")
    assert client.post(asked.url, {"password": PASSWORD}).url == "/accounts/2fa/totp/activate/"


def test_a_password_given_for_something_else_is_no_answer(client, person):
    sign_in(client, ADDRESS)
    confirm_for_another_page(client)

    asked = client.post("/settings/delete/")

    assert asked.url.startswith("/accounts/reauthenticate/")
    assert User.objects.filter(email=ADDRESS).exists()


def test_nor_is_one_given_after_the_question_was_left_alone(client, person):
    sign_in(client, ADDRESS)
    client.post("/settings/delete/")
    confirm_for_another_page(client)

    assert client.post("/settings/delete/").url.startswith("/accounts/reauthenticate/")
    assert User.objects.filter(email=ADDRESS).exists()


def test_the_answer_to_the_second_question_deletes(client, person):
    sign_in(client, ADDRESS)
    confirm_for_another_page(client)

    delete(client)

    assert not User.objects.filter(email=ADDRESS).exists()


def test_whoever_has_nothing_to_answer_with_is_not_asked(client):
    somebody = User.objects.create_user("only@github.example")
    client.force_login(somebody)

    assert "once more" not in client.get("/settings/delete/").text
    assert client.post("/settings/delete/").url == "/"
    assert not User.objects.filter(pk=somebody.pk).exists()


def test_looking_at_the_page_deletes_nothing(client, person):
    client.force_login(person)

    page = client.get("/settings/delete/").text

    assert "Evidence for milestones" in page
    assert User.objects.filter(email=ADDRESS).exists()


def test_the_page_asks_as_little_for_much_as_for_nothing(client, person, django_assert_num_queries):
    for somebody in (person, make_learner()):
        client.force_login(somebody)
        with django_assert_num_queries(4):  # session, user, the counts, the run of active days
            client.get("/settings/delete/")


def test_a_second_time_changes_nothing(person):
    erase(person=User.objects.get(pk=person.pk))
    erase(person=person)

    assert GoneCertificate.objects.count() == 1


def test_others_keep_what_is_theirs(person):
    other = make_learner()
    confirmed = Submission.objects.create(
        learner=other,
        milestone=make_milestone(),
        number=1,
        text="Mine",
        at=NOON,
        day=NOON.date(),
        confirmed_by=person,
    )

    erase(person=person)

    confirmed.refresh_from_db()
    assert (confirmed.text, confirmed.confirmed_by) == ("Mine", None)
    assert User.objects.filter(pk=other.pk).exists()


def test_the_address_can_sign_up_again(client, person):
    cache.clear()
    erase(person=person)

    again = User.objects.create_user(ADDRESS, PASSWORD)

    assert not Certificate.objects.filter(learner=again).exists()
