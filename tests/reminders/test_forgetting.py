from datetime import UTC, datetime, timedelta

import pytest

from progress.reminders.ledger.forgetting import forget
from progress.reminders.models import Kind, Mail, MailState
from tests.factories import make_learner

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 7, 18, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def person():
    return make_learner()


@pytest.fixture
def make(person):
    def make(state, age, kind=Kind.REMINDER, **fields):
        then = NOW - age * DAY
        told = {"key": str(Mail.objects.count()), "due_at": then, "expires_at": then}
        done_at = then if state not in ("due", "claimed", "sending") else None
        return Mail.objects.create(recipient=person, kind=kind, state=state, done_at=done_at, **told | fields)

    return make


@pytest.mark.parametrize(
    ("state", "kind", "kept", "gone"),
    [
        ("skipped", Kind.REMINDER, 29, 31),
        ("skipped", Kind.COHORT_DIGEST, 29, 31),
        ("skipped", Kind.ACCOUNT, 29, 31),
        ("skipped", Kind.REVIEWED, 399, 401),  # or the review could be told again
        ("sent", Kind.REMINDER, 399, 401),
        ("failed", Kind.REMINDER, 399, 401),
        ("unknown", Kind.REMINDER, 399, 401),
    ],
)
def test_a_mail_is_forgotten_after_its_time(make, state, kind, kept, gone):
    mail = make(state, kept, kind)
    make(state, gone, kind)

    assert sum(forget(NOW)) == 1
    assert Mail.objects.get() == mail


@pytest.mark.parametrize("state", ["due", "claimed", "sending"])
def test_what_is_on_its_way_is_never_forgotten(make, state):
    make(state, 1000)

    assert list(forget(NOW)) == []


def test_it_goes_in_batches(make):
    for _ in range(5):
        make(MailState.SKIPPED, 40)
    make(MailState.SENT, 500)

    assert list(forget(NOW, most=2)) == [2, 2, 1, 1]
    assert not Mail.objects.exists()


@pytest.mark.parametrize("mails", [1, 60])
def test_a_batch_is_one_statement(make, mails, django_assert_num_queries):
    for _ in range(mails):
        make(MailState.SENT, 500)

    with django_assert_num_queries(4):  # one that removes, and three that find no more
        assert list(forget(NOW)) == [mails]
