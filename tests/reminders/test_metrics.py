"""How mail is going, for Prometheus."""

from datetime import timedelta

import pytest
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from progress.reminders.addresses import suppress
from progress.reminders.models import Kind, Mail, MailChoices, Suppression
from tests.factories import make_learner
from tests.reminders.people import EVERY_DAY, make_reader

pytestmark = pytest.mark.django_db

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TOKEN = "a-token-for-prometheus"


@pytest.fixture(autouse=True)
def token(settings):
    settings.METRICS_TOKEN = TOKEN


def get(client, token=TOKEN, **headers):
    return client.get("/metrics", headers={"Authorization": f"Bearer {token}"} | headers)


def numbers(client):
    """Return each sample by its name and the values of its labels, a state before a kind."""
    families = text_string_to_metric_families(get(client).text)
    return {
        (
            sample.name.removeprefix("cairn_mail_"),
            *(value for _, value in sorted(sample.labels.items(), reverse=True)),
        ): sample.value
        for family in families
        for sample in family.samples
    }


def make_mails(state, number=1, *, ago=MINUTE, kind=Kind.REMINDER, **fields):
    now = timezone.now()
    ended = state in ("sent", "failed", "skipped", "unknown")
    person = make_learner()
    for key in range(number):
        told = {
            "key": str(key),
            "due_at": now - ago,
            "expires_at": now,
            "done_at": now - ago if ended else None,
        }
        Mail.objects.create(recipient=person, state=state, kind=kind, **told | fields)


def test_the_age_of_the_oldest_due_mail(client):
    make_mails("due", ago=10 * MINUTE)
    make_mails("due", ago=-MINUTE)

    assert numbers(client)["oldest_due_seconds",] == pytest.approx(600, abs=10)


def test_a_mail_that_the_relay_does_not_take_has_waited_since_the_first_attempt(client):
    make_mails("due", ago=-2 * MINUTE, attempts=3)  # after 1 and 2 minutes, and then after 4

    assert numbers(client)["oldest_due_seconds",] == pytest.approx(5 * 60, abs=10)


def test_a_mail_that_a_dead_sender_had_waits_too(client):
    lost, held = timezone.now() - MINUTE, timezone.now() + HOUR
    make_mails("claimed", ago=5 * MINUTE, lease_until=lost)
    make_mails("sending", ago=9 * MINUTE, lease_until=held)

    assert numbers(client)["oldest_due_seconds",] == pytest.approx(300, abs=10)


def test_the_planners_lag(client):
    make_reader(weekdays=EVERY_DAY)
    MailChoices.objects.update(next_due_at=timezone.now() - 3 * MINUTE)

    assert numbers(client)["planner_lag_seconds",] == pytest.approx(180, abs=10)


def test_where_all_is_well_there_are_zeros(client):
    make_reader(weekdays=EVERY_DAY, chosen_at=timezone.now())

    told = numbers(client)

    assert set(told.values()) == {0}
    assert ("waiting", "unknown", "reminder") in told
    assert ("ended_24h", "failed", "account") in told
    assert ("skipped_24h", "quiet hours") in told


def test_mails_are_counted_by_state_and_kind(client):
    make_mails("due", 3, attempts=1)
    make_mails("unknown", 2, ago=99 * HOUR)  # for as long as they are
    make_mails("sent", 4, kind=Kind.DIGEST, attempts=2)
    make_mails("sent", 1, ago=25 * HOUR)
    make_mails("failed", 1, reason="550 no such user")

    told = numbers(client)

    assert told["waiting", "due", "reminder"] == told["waiting_retried",] == 3
    assert told["waiting", "unknown", "reminder"] == 2
    assert told["ended_24h", "sent", "digest"] == 4
    assert told["ended_24h", "sent", "reminder"] == 0
    assert told["ended_24h", "failed", "reminder"] == 1
    assert told["attempts_24h",] == 8


def test_skipped_ones_are_counted_by_reason(client):
    make_mails("skipped", 2, reason="paused")
    make_mails("skipped", 1, kind=Kind.DIGEST, reason="paused")
    make_mails("skipped", 1, reason="a new one")

    told = numbers(client)

    assert told["skipped_24h", "paused"] == 3
    assert told["skipped_24h", "a new one"] == 1
    assert told["ended_24h", "skipped", "reminder"] == 3


def test_addresses_that_were_given_up_are_counted(client):
    suppress("a@cairn.example", why=Suppression.Why.BOUNCE, at=timezone.now())
    suppress("b@cairn.example", why=Suppression.Why.COMPLAINT, at=timezone.now() - 25 * HOUR)

    told = numbers(client)

    assert (told["suppressed_24h", "bounce"], told["suppressed_24h", "complaint"]) == (1, 0)


def test_no_address_is_in_it(client):
    make_mails("failed", reason="550 <somebody@cairn.example> unknown")

    assert "@" not in get(client).text


@pytest.mark.parametrize("token", ["", "wrong", TOKEN.upper(), f"{TOKEN}é"])
def test_without_the_token_there_is_no_such_page(client, token):
    assert get(client, token).status_code == 404


def test_without_a_token_set_nobody_knows_it(client, settings):
    settings.METRICS_TOKEN = ""

    assert get(client, "").status_code == 404


def test_local_mode_tells_everybody_on_the_machine(client, settings):
    settings.OPEN_METRICS = True

    assert client.get("/metrics").status_code == 200


def test_it_speaks_the_form_that_is_asked_for(client):
    openmetrics = get(client, Accept="application/openmetrics-text;version=1.0.0")

    assert get(client)["Content-Type"].startswith("text/plain; version=0.0.4")
    assert openmetrics["Content-Type"].startswith("application/openmetrics-text")
    assert openmetrics.text.endswith("# EOF\n")


@pytest.mark.parametrize("mails", [1, 50])
def test_it_takes_as_many_statements_however_many_mails_there_are(client, mails, django_assert_num_queries):
    for state in ("due", "sent", "skipped"):
        make_mails(state, mails)

    with django_assert_num_queries(4):
        get(client)
