"""Writing to learners, answering, and who reads what."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from progress.cohorts.messages import mailing, writing
from progress.cohorts.models import AuditEntry, Cohort, Membership, Message, Role
from progress.cohorts.pages.received import received
from progress.learning.pages.whose import VISITOR
from progress.reminders.models import Kind, Mail, MailChoices
from progress.reminders.sending.sender import send_due
from roadmap_site.accounts.erasure import erase
from tests.cohorts.makers import make_membership
from tests.cohorts.people.test_races import at_once
from tests.cohorts.reviews.there import NOON, There
from tests.factories import make_learner
from tests.reminders.people import make_reader

pytestmark = pytest.mark.django_db
EVIL = "<img src=x onerror=alert(1)> [go](javascript:alert(1)) <script>alert(2)</script>"


@pytest.fixture
def there():
    return There()


@pytest.fixture
def as_noor(client, there):
    client.force_login(there.noor.person)
    return client


def new(there, query=""):
    return f"/cohorts/{there.cohort.pk}/messages/new/{query}"


def field(page, name):
    return page.text.partition(f'name="{name}" value="')[2].partition('"')[0]


def preview(client, there, words, query=""):
    page = client.get(new(there, query))
    return client.post(new(there), {"act": "preview", "to": field(page, "to"), "words": words})


def send(client, there, words, query=""):
    page = preview(client, there, words, query)
    fields = {"act": "send", "to": field(page, "to"), "seen": field(page, "seen"), "words": words}
    return client.post(new(there), fields, follow=True)


def sent_at(at):
    for _ in send_due(lambda: at):
        pass
    return mail.outbox


def write(there, *members, words="Hello.", at=None, by=None):
    at = at or timezone.now()
    sender = (by or there.noor).person
    return writing.write(cohort=there.cohort, sender=sender, recipients=members, words=words, at=at)


def test_in_an_archived_cohort_nobody_is_written_to_and_nothing_typed_is_lost(client, there):
    owner = make_membership(there.cohort, role=Role.OWNER)
    client.force_login(owner.person)
    page = preview(client, there, "Shall we talk?")
    fields = {"act": "send", "to": field(page, "to"), "seen": field(page, "seen"), "words": "Shall we talk?"}
    Cohort.objects.update(archived_at=timezone.now())

    page = client.post(new(there), fields)

    assert "The cohort is archived" in page.text
    assert ">\nShall we talk?</textarea>" in page.text
    assert 'value="send"' not in page.text
    assert not Message.objects.exists()
    assert "Write to a group" not in client.get(f"/cohorts/{there.cohort.pk}/messages/").text


@pytest.mark.parametrize("learns", [True, False])
def test_whom_an_archived_cohort_keeps_from_answering_reads_that_and_nothing_else(client, there, learns):
    owner = make_membership(there.cohort, role=Role.OWNER)
    (message,) = write(there, there.robin, by=owner)
    Cohort.objects.update(archived_at=timezone.now())
    client.force_login(there.robin.person if learns else owner.person)

    page = client.get(f"/messages/{message.pk}/").text
    pressed = client.post(f"/messages/{message.pk}/", {"words": "Yes."}, follow=True).text

    for text in (page, pressed):
        assert f"“{there.cohort}” is archived, so this can’t be answered for now." in text
        assert "are not both in" not in text
        assert "not there any more" not in text
        assert ("Take it out of the archive" in text) == (not learns)
    assert "is archived, so nothing was sent." in pressed
    assert Message.objects.count() == 1


def test_one_learner_is_written_to_after_a_preview(as_noor, there):
    page = preview(as_noor, there, "Shall we *talk*?", f"?to={there.robin.pk}")
    assert "Shall we <em>talk</em>?" in page.text
    assert "Send to Robin" in page.text
    assert not Message.objects.exists()

    page = send(as_noor, there, "Shall we *talk*?", f"?to={there.robin.pk}")

    message = Message.objects.get()
    assert (message.sender, message.recipient) == (there.noor.person, there.robin.person)
    assert "Sent to Robin." in page.text
    entry = AuditEntry.objects.get(what=AuditEntry.What.WROTE)
    assert (entry.learner, entry.told) == (there.robin.person, None)


def test_nothing_is_sent_that_was_not_previewed(as_noor, there):
    page = preview(as_noor, there, "Good words", f"?to={there.robin.pk}")
    fields = {"act": "send", "to": field(page, "to"), "seen": field(page, "seen"), "words": "Other words"}

    page = as_noor.post(new(there), fields)

    assert not Message.objects.exists()
    assert "Other words" in page.text.partition("So it will be read")[2]
    another = there.let_in("Kim", Role.LEARNER)
    fields = {"act": "send", "to": f"{there.robin.pk},{another.pk}", "seen": field(page, "seen")}
    as_noor.post(new(there), fields | {"words": "Other words"})
    assert not Message.objects.exists()


def test_a_group_is_what_the_overview_shows_and_stays_what_was_told(as_noor, there):
    kim = there.let_in("Kim", Role.LEARNER)
    there.hand_in(kim, at=timezone.now())

    page = as_noor.get(new(there))
    assert "To 2 learners" in page.text
    page = preview(as_noor, there, "I look at it soon.", "?show=waiting")
    assert "Send to Kim" in page.text
    there.hand_in(at=timezone.now())  # Robin waits, too, by now
    fields = {name: field(page, name) for name in ("to", "seen")}
    as_noor.post(new(there), fields | {"act": "send", "words": "I look at it soon."})

    assert [one.recipient for one in Message.objects.all()] == [kim.person]


def test_the_overview_leads_to_writing_to_those_whom_it_shows(as_noor, there):
    kim = there.let_in("Kim", Role.LEARNER)
    there.hand_in(kim, at=timezone.now())
    overview = f"/cohorts/{there.cohort.pk}/"

    page = as_noor.get(f"{overview}?show=waiting")

    assert f'{new(there)}?show=waiting"' in page.text
    assert "Write to this one" in page.text
    assert "Write to these 2" in as_noor.get(overview).text
    as_noor.force_login(make_membership(there.cohort, role=Role.OBSERVER).person)
    assert "Write to" not in as_noor.get(overview).text


def test_who_has_left_since_is_not_written_to(as_noor, there):
    page = preview(as_noor, there, "Hello", f"?to={there.robin.pk}")
    Membership.objects.filter(pk=there.robin.pk).update(left_at=timezone.now())

    fields = {name: field(page, name) for name in ("to", "seen")}
    page = as_noor.post(new(there), fields | {"act": "send", "words": "Hello"})

    assert not Message.objects.exists()
    assert "not here any more" in page.text


@pytest.mark.parametrize("to", ["mentor", "elsewhere", "x", "9" * 40, ","])
def test_only_learners_of_the_cohort_are_written_to(as_noor, there, to):
    keys = {"mentor": there.tom.pk, "elsewhere": There().robin.pk}

    page = as_noor.post(new(there), {"act": "send", "to": keys.get(to, to), "words": "Hello", "seen": ""})

    assert page.status_code == 200
    assert not Message.objects.exists()


def test_a_second_press_sends_nothing_twice(there):
    kim = there.let_in("Kim", Role.LEARNER)

    assert len(write(there, there.robin, at=NOON)) == 1
    assert len(write(there, there.robin, kim, at=NOON + timedelta(minutes=1))) == 1
    assert len(write(there, there.robin, at=NOON + timedelta(minutes=11))) == 1


def test_there_is_an_end_to_a_day(there, monkeypatch):
    monkeypatch.setattr(writing, "MOST_A_DAY", 1)
    write(there, there.robin)

    with pytest.raises(writing.TooMany):
        write(there, there.robin, words="More")
    assert Message.objects.count() == 1


def test_mail_goes_to_who_has_chosen_it_once(there):
    reader = make_reader(message=True)
    chose = make_membership(there.cohort, person=reader)
    MailChoices.objects.create(person=there.robin.person, reviewed=True, since=NOON)

    write(there, chose, there.robin, words="See **this**.")
    write(there, chose, there.robin, words="See **this**.")

    row = Mail.objects.get()
    message = Message.objects.get(recipient=reader)
    assert (row.recipient, row.kind, row.key) == (reader, Kind.MESSAGE, f"message {message.pk}")
    mine = sent_at(timezone.now() + timedelta(minutes=2))[-1]
    assert mine.to == [reader.email]
    assert mine.subject == "Noor wrote to you"
    assert f"/messages/{message.pk}/" in mine.body


def test_what_is_written_in_a_day_comes_in_two_mails(there):
    reader = make_reader(message=True)
    chose = make_membership(there.cohort, person=reader)
    for number in range(12):
        write(there, chose, words=f"No. {number}.", at=NOON + timedelta(seconds=number))

    sent_at(NOON + timedelta(minutes=2))
    assert len(mail.outbox) == 1
    assert "No. 11." in mail.outbox[0].body
    assert "7 more are on the site." in mail.outbox[0].body

    write(there, chose, words="One more.", by=there.tom, at=NOON + timedelta(hours=1))
    write(there, chose, words="And another.", at=NOON + timedelta(hours=2))
    assert len(sent_at(NOON + timedelta(hours=23))) == 1
    second = sent_at(NOON + timedelta(days=1, minutes=2))[1]
    assert second.subject == "Your mentors wrote to you"
    assert "One more." in second.body
    assert "And another." in second.body
    assert "No. 11." not in second.body
    assert len(mail.outbox) == 2


def test_another_cohort_has_a_mail_of_its_own(there):
    reader, other = make_reader(message=True), There()
    for one in (there, other):
        write(one, make_membership(one.cohort, person=reader), at=NOON)

    assert len(sent_at(NOON + timedelta(minutes=2))) == 2


@pytest.mark.parametrize("why", ["read", "the sender is gone"])
def test_no_mail_tells_of_what_is_read_or_gone(there, why):
    reader = make_reader(message=True)
    write(there, make_membership(there.cohort, person=reader), by=there.tom, at=NOON)
    if why == "read":
        Message.objects.update(read_at=NOON)
    else:
        erase(person=there.tom.person)

    assert sent_at(NOON + timedelta(minutes=2)) == []
    assert Mail.objects.get(recipient=reader).reason == "no longer so"
    write(there, Membership.objects.get(person=reader), words="Anew.", at=NOON + timedelta(minutes=3))
    assert len(sent_at(NOON + timedelta(minutes=5))) == 1


def test_learners_who_have_left_still_get_what_they_keep(there):
    reader = make_reader(message=True)
    write(there, make_membership(there.cohort, person=reader), at=NOON)
    Membership.objects.filter(person=reader).update(left_at=NOON)

    assert len(sent_at(NOON + timedelta(minutes=2))) == 1


@pytest.mark.django_db(transaction=True)
def test_two_mentors_at_once_make_one_mail():
    for _ in range(5):
        there, reader = There(), make_reader(message=True)
        chose = make_membership(there.cohort, person=reader)

        at_once(
            lambda there=there, chose=chose: write(there, chose, at=NOON),
            lambda there=there, chose=chose: write(there, chose, by=there.tom, at=NOON),
        )

        assert Mail.objects.filter(recipient=reader).count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_holding_the_choices_there_would_be_two(monkeypatch):
    there, reader, met, before = There(), make_reader(message=True), threading.Barrier(2), mailing._before
    chose = make_membership(there.cohort, person=reader)

    def look_together(*told):
        found = before(*told)
        met.wait(10)
        return found

    monkeypatch.setattr(writing, "hold_choices", lambda people: None)
    monkeypatch.setattr(mailing, "_before", look_together)
    at_once(lambda: write(there, chose, at=NOON), lambda: write(there, chose, by=there.tom, at=NOON))

    assert Mail.objects.filter(recipient=reader).count() == 2


def test_a_thousand_are_written_to_by_as_many_statements_as_one(there):
    def asked(members, words):
        with CaptureQueriesContext(connection) as captured:
            write(there, *members, words=words)
        return len(captured)

    readers = [make_membership(there.cohort, person=make_reader(message=True)) for _ in range(30)]
    few = asked(readers[:1], "To one")

    assert asked(readers, "To all") == few <= 12
    assert Mail.objects.count() == 30  # the first is told in one with what came next


def test_the_learner_reads_answers_and_the_mentor_reads_that(client, there):
    (message,) = write(there, there.robin, words="How is *it*?")
    client.force_login(there.robin.person)
    assert "1 new" in client.get("/messages/").text

    page = client.get(f"/messages/{message.pk}/").text
    assert "How is <em>it</em>?" in page
    message.refresh_from_db()
    assert message.read_at
    assert "1 new" not in client.get("/messages/").text
    page = client.post(f"/messages/{message.pk}/", {"words": "Hard."}, follow=True).text
    assert "Hard." in page

    client.force_login(there.noor.person)
    assert "1 new" in client.get(f"/cohorts/{there.cohort.pk}/messages/").text
    answer = Message.objects.get(answers=message)
    page = client.post(f"/messages/{answer.pk}/", {"words": "It gets better."}, follow=True).text
    assert page.index("How is") < page.index("Hard.") < page.index("It gets better.")
    assert not Mail.objects.exists()


def test_a_head_reads_nothing(client, there):
    (message,) = write(there, there.robin)
    client.force_login(there.robin.person)

    client.head(f"/messages/{message.pk}/")

    message.refresh_from_db()
    assert message.read_at is None


def test_nobody_reads_what_others_write_to_each_other(client, there):
    (message,) = write(there, there.robin)

    for stranger in (there.tom.person, make_learner(), there.let_in("Kim", Role.LEARNER).person):
        client.force_login(stranger)
        assert client.get(f"/messages/{message.pk}/").status_code == 404
        assert client.post(f"/messages/{message.pk}/", {"words": "Hm"}).status_code == 404
    assert Message.objects.count() == 1


@pytest.mark.parametrize("why", ["learner left", "mentor left", "role", "archived"])
def test_who_looks_after_nobody_reads_no_more_but_learners_keep_theirs(client, there, why):
    (message,) = write(there, there.robin, words="Keep this.", by=there.tom)
    now = timezone.now()
    if why == "learner left":
        Membership.objects.filter(pk=there.robin.pk).update(left_at=now)
    elif why == "mentor left":
        Membership.objects.filter(pk=there.tom.pk).update(left_at=now)
    elif why == "role":
        Membership.objects.filter(pk=there.tom.pk).update(role=Role.OBSERVER)
    else:
        Cohort.objects.update(archived_at=now)

    client.force_login(there.tom.person)
    assert client.get(f"/messages/{message.pk}/").status_code == 404
    assert "Keep this." not in client.get("/messages/").text

    client.force_login(there.robin.person)
    page = client.get(f"/messages/{message.pk}/").text
    assert "Keep this." in page
    assert "can’t be answered" in page
    client.post(f"/messages/{message.pk}/", {"words": "Hello?"})
    assert Message.objects.count() == 1


def test_a_page_for_somebody_else_sends_nothing(client, there):
    (message,) = write(there, there.robin)
    client.force_login(there.robin.person)

    assert client.post(f"/messages/{message.pk}/", {"words": "Hm", "whose": VISITOR}).status_code == 409
    assert Message.objects.count() == 1


def test_hostile_words_are_only_words(client, there):
    there.noor.person.name = "<b>Noor</b>"
    there.noor.person.save()
    (message,) = write(there, there.robin, words=EVIL)
    client.force_login(there.robin.person)

    for address in ("/messages/", f"/messages/{message.pk}/"):
        page = client.get(address).text
        assert "<img src" not in page
        assert "<script>alert" not in page
        assert "javascript:alert" not in page or "[go](javascript" in page
        assert "<b>Noor" not in page


def test_empty_and_endless_words_are_refused(as_noor, there):
    for words in ("", " \n", "x" * 8001):
        page = as_noor.post(new(there), {"act": "preview", "to": there.robin.pk, "words": words})
        assert 'class="wrong"' in page.text
        assert "So it will be read" not in page.text


def test_the_pages_ask_no_more_of_many(client, there):
    def asked(address):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    (message,) = write(there, there.robin)
    client.force_login(there.noor.person)
    addresses = (
        f"/cohorts/{there.cohort.pk}/messages/",
        "/messages/",
        f"/messages/{message.pk}/",
        new(there),
        new(there, f"?to={there.robin.pk}"),
    )
    few = [asked(address) for address in addresses]
    for number in range(20):
        there.let_in(f"Kim {number}", Role.LEARNER)
    write(there, *Membership.objects.learners().filter(cohort=there.cohort), words="To all")
    for number in range(20):
        write(there, there.robin, words=f"No. {number}")

    assert [asked(address) for address in addresses] == few
    assert max(few) <= 14


def test_today_says_what_has_come(client, there):
    client.force_login(there.robin.person)
    assert "From your cohorts" not in client.get("/today/").text

    write(there, there.robin)
    page = client.get("/today/").text

    assert "From your cohorts" in page
    assert "1 new message" in page


def test_a_mentor_s_tab_and_today_say_that_an_answer_has_come(client, there):
    (message,) = write(there, there.robin)
    answer = writing.answer(message=message, author=there.robin.person, words="Hard.", at=timezone.now())
    client.force_login(there.noor.person)
    overview = f"/cohorts/{there.cohort.pk}/"

    assert "Messages <small>1 new</small>" in client.get(overview).text
    page = client.get("/today/").text
    assert "1 new message" in page
    assert "From your mentors" not in page

    client.get(f"/messages/{answer.pk}/")
    assert "<small>" not in client.get(overview).text.partition('class="tabs"')[2].partition("</nav>")[0]


def test_today_asks_nothing_for_whom_cohorts_do_not_concern(there, django_assert_num_queries):
    alone = make_learner()

    with django_assert_num_queries(0):
        assert received(alone, NOON) == ""
    with django_assert_num_queries(2):
        received(there.robin.person, NOON)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_send_one():
    for _ in range(5):
        there = There()
        press = lambda there=there: write(there, there.robin, at=NOON)  # noqa: E731

        became = at_once(press, press)

        assert sorted(map(len, became)) == [0, 1], became


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_would_be_sent(monkeypatch):
    there, met, just_told = There(), threading.Barrier(2), writing._just_told

    def look_together(*told):
        found = just_told(*told)
        met.wait(10)
        return found

    monkeypatch.setattr(writing, "hold", lambda person: person)
    monkeypatch.setattr(writing, "_just_told", look_together)

    at_once(*[lambda: write(there, there.robin, at=NOON)] * 2)

    assert Message.objects.filter(cohort=there.cohort).count() == 2
