"""The staff looks into the ledger, and sees how mail is going."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from progress.reminders import admin as reminders_admin
from progress.reminders.models import Kind, Mail
from tests.factories import make_learner

pytestmark = pytest.mark.django_db

LIST = "/admin/reminders/mail/"
NUMBERS = f"{LIST}numbers/"
HOUR = timedelta(hours=1)


@pytest.fixture
def staff(client, db):
    client.force_login(make_learner(is_staff=True, is_superuser=True))
    return client


def make_mail(state="sent", *, ago=HOUR, recipient="new", **fields):
    now = timezone.now()
    ended = state in ("sent", "failed", "skipped", "unknown")
    told = {"kind": Kind.REMINDER, "key": str(Mail.objects.count()), "due_at": now - ago, "expires_at": now}
    person = make_learner() if recipient == "new" else recipient
    return Mail.objects.create(
        recipient=person, state=state, done_at=now - ago if ended else None, **told | fields
    )


def test_the_list_names_people_and_not_what_mails_say(staff):
    make_mail(recipient=make_learner(name="Ada Byron", email="ada@cairn.example"))
    make_mail("due", recipient=None, kind=Kind.ACCOUNT, told={"to": "new@cairn.example", "text": "123 456"})

    page = staff.get(LIST).text

    assert "Ada Byron" in page
    assert "@cairn.example" not in page.partition('id="result_list"')[2]
    assert "123 456" not in page


def test_a_mail_is_shown_without_what_it_says(staff):
    mail = make_mail("due", recipient=None, told={"to": "new@cairn.example", "text": "123 456"})

    page = staff.get(f"{LIST}{mail.pk}/change/").text

    assert "123 456" not in page
    assert "new@cairn.example" not in page


@pytest.mark.parametrize(
    ("query", "reasons"),
    [
        ("?state__exact=failed", {"550 no"}),
        ("?kind__exact=digest", {"paused"}),
        ("?why=quiet+hours", {"quiet hours"}),
        ("?q=Ada@Cairn.Example", {"550 no"}),
        ("?q=ada", set()),
    ],
)
def test_the_list_is_filtered(staff, query, reasons):
    make_mail("failed", reason="550 no", recipient=make_learner(email="ada@cairn.example"))
    make_mail("skipped", reason="paused", kind=Kind.DIGEST)
    make_mail("skipped", reason="quiet hours")

    rows = staff.get(f"{LIST}{query}").context["cl"].result_list

    assert {mail.reason for mail in rows} == reasons


def test_nothing_is_changed_here(staff):
    mail = make_mail("due")

    for address in ("add/", f"{mail.pk}/delete/"):
        assert staff.get(f"{LIST}{address}").status_code == 403
    assert staff.post(f"{LIST}{mail.pk}/change/", {"state": "sent"}).status_code == 403
    mail.refresh_from_db()
    assert mail.state == "due"


def test_pages_are_counted_no_further_than_anybody_turns_them(staff, monkeypatch):
    monkeypatch.setattr(reminders_admin, "COUNTED", 2)
    for _ in range(3):
        make_mail()

    assert staff.get(LIST).context["cl"].result_count == 2


def test_the_numbers_tell_how_it_is_going(staff):
    make_mail("due", ago=14 * timedelta(minutes=1))
    for _ in range(3):
        make_mail("skipped", reason="paused")

    page = staff.get(NUMBERS).text

    assert "Mail is not being sent: the oldest has waited for 14 minutes." in page
    assert "There is a pause</a> <strong>3</strong>" in page


def test_where_all_is_well_it_says_so(staff):
    assert "It flows: nothing waits for longer than it should." in staff.get(NUMBERS).text


def test_they_are_for_staff_with_the_right_to_see_mails(client):
    person = make_learner(is_staff=True)
    client.force_login(person)
    assert client.get(NUMBERS).status_code == 403

    person.user_permissions.add(Permission.objects.get(codename="view_mail"))

    assert client.get(NUMBERS).status_code == 200


@pytest.mark.parametrize("mails", [1, 40])
@pytest.mark.parametrize(("address", "statements"), [(LIST, 4), (NUMBERS, 7)])
def test_they_take_as_many_statements_however_many_mails_there_are(
    staff, address, statements, mails, django_assert_num_queries
):
    for _ in range(mails):
        make_mail()
        make_mail("skipped", reason="paused")

    with django_assert_num_queries(statements):
        staff.get(address)
