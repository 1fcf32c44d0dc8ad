"""The queue, the page of a review, and what the learner sees of both."""

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progress.cohorts.access import Place
from progress.cohorts.models import (
    AnswerTemplate,
    LastLook,
    Membership,
    Review,
    ReviewClaim,
    ReviewReply,
    Role,
    Shows,
    Verdict,
)
from progress.cohorts.pages.queue import QueuePage
from progress.cohorts.people.changing import change_role
from progress.cohorts.people.joining import leave
from progress.cohorts.reviews import claims, reviewing, talking
from progress.cohorts.reviews.templates import MOST
from progress.cohorts.tables.exports import json_of
from progress.cohorts.tables.overview import overview
from progress.cohorts.tables.people import learners
from progress.cohorts.tables.queue import queue
from progress.cohorts.tables.queue_file import queue_table
from progress.cohorts.tables.signals import waiting_words
from progress.learning.days import day_of
from progress.learning.pages.whose import VISITOR
from progress.reminders.models import MailChoices
from tests.cohorts.makers import make_cohort, make_membership
from tests.cohorts.reviews.there import DAY, NOON, There
from tests.factories import make_learner, make_milestone
from tests.pages.markup import read

pytestmark = pytest.mark.django_db
EVIL = "<img src=x onerror=alert(1)>\n\n[go](javascript:alert(1)) <script>alert(2)</script>"


@pytest.fixture
def there():
    return There()


@pytest.fixture
def as_noor(client, there):
    client.force_login(there.noor.person)
    return client


def press(client, address, **fields):
    return client.post(address, fields, follow=True)


def page_of(there, submission):
    return there.address(f"{submission.pk}/")


def ask_for_changes(there, submission, words="Add tests."):
    return reviewing.review(
        submission=submission,
        cohort=there.cohort,
        mentor=there.noor.person,
        verdict=Verdict.CHANGES,
        words=words,
        checked=[],
        at=timezone.now(),
    )


def test_the_queue_has_the_longest_wait_first(as_noor, there):
    now = timezone.now()
    newer = there.hand_in(there.let_in("Kim", Role.LEARNER), at=now - timedelta(hours=3))
    there.hand_in(at=now - 8 * DAY)
    claims.claim(submission=newer, mentor=there.tom.person, at=now)

    page = as_noor.get(there.address()).text

    assert "2 milestones wait for a review, the first for 8 days." in page
    assert page.index("Robin, phase 1") < page.index("Kim, phase 1")
    assert "Tom looks at it, until" in page
    assert page.count('value="claim"') == 1
    assert page.count("data-late") == 1
    assert "since today" in page


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])
@pytest.mark.parametrize("hours", [0, 5, 11, 23, 30, 7 * 24])
def test_a_wait_is_told_in_the_same_days_everywhere(there, zone, hours):
    at = NOON + timedelta(hours=hours)
    there.robin.person.time_zone = zone
    there.robin.person.save()
    submission = there.hand_in(at=NOON)

    (row,) = queue(there.cohort, at=at)
    (robin,) = overview(there.cohort, at=at).rows
    days = (day_of(there.robin.person, at) - submission.day).days
    words = waiting_words(1, days)

    assert row.days(at) == days
    assert [signal.why for signal in robin.signals if signal.kind == "waiting"] == [words]
    assert QueuePage(Place(there.cohort, there.noor), [row], [], at).lead == f"{words}."
    told = json.loads(b"".join(json_of(queue_table(lambda: [row], at)).streaming_content))
    assert told[0]["waits_days"] == days


def test_no_page_and_no_file_says_at_which_hour_it_was_handed_in(as_noor, there):
    at = timezone.now().replace(hour=13, minute=37) - 2 * DAY
    submission = there.hand_in(at=at)
    earlier = there.hand_in(there.let_in("Kim", Role.LEARNER), at=at)
    ask_for_changes(there, earlier)
    there.hand_in(Membership(person=earlier.learner), link="https://x.example/2", at=at + DAY)

    for below in ("", "reviews/", "reviews.csv", "reviews.json", f"reviews/{submission.pk}/"):
        response = as_noor.get(f"/cohorts/{there.cohort.pk}/{below}")
        words = b"".join(response) if response.streaming else response.content
        assert b":37" not in words, below


def test_the_queue_waits_for_the_same_as_the_overview_says(there):
    now = timezone.now()
    kim = there.let_in("Kim", Role.LEARNER)
    for milestone in (there.milestone, make_milestone(phase=there.milestone.phase)):
        there.hand_in(milestone=milestone, at=now - DAY)
        there.hand_in(kim, milestone=milestone, at=now - 2 * DAY)
    ask_for_changes(there, there.hand_in(link="https://x.example/2", at=now))

    waiting = [row.membership for row in queue(there.cohort, at=now)]

    assert {one.membership: one.waiting for one in learners(there.cohort, at=now) if one.waiting} == {
        membership: waiting.count(membership) for membership in set(waiting)
    }
    assert len(waiting) == 3


def test_who_has_left_is_not_in_the_queue(as_noor, there):
    there.hand_in()
    Membership.objects.filter(pk=there.robin.pk).update(left_at=timezone.now())

    assert "Robin" not in as_noor.get(there.address()).text


names = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(names | st.just("=1+1"), st.integers(0, 40), st.booleans()), max_size=5))
def test_the_screen_the_csv_and_the_json_say_the_same(db, client, told):
    there, now = There(), timezone.now()
    for name, ago, claimed in told:
        submission = there.hand_in(
            make_membership(there.cohort, person=make_learner(name=name)), at=now - ago * DAY
        )
        if claimed:
            claims.claim(submission=submission, mentor=there.tom.person, at=now)
    client.force_login(there.noor.person)

    rows = json.loads(b"".join(client.get(f"/cohorts/{there.cohort.pk}/reviews.json").streaming_content))
    text = client.get(f"/cohorts/{there.cohort.pk}/reviews.csv").getvalue().decode("utf-8-sig")
    written = list(csv.DictReader(StringIO(text, newline="")))
    shown = read(client.get(there.address()))

    assert [int(row["submission"]) for row in written] == [row["submission"] for row in rows]
    assert [row["waits_days"] for row in rows] == sorted((ago for _, ago, _ in told), reverse=True)
    assert sum(row["claimed_by"] == "Tom" for row in rows) == sum(claimed for *_, claimed in told)
    addresses = [there.address(f"{row['submission']}/") for row in rows]
    assert [a["href"] for a in shown.all("a") if a["href"] in addresses] == addresses
    assert all(row["name"].lstrip("'")[:1] in "=+-@" or not row["name"].startswith("=") for row in written)


def test_a_review_is_begun_written_and_sent(as_noor, there):
    submission = there.hand_in(text="It *runs*.")
    address = page_of(there, submission)
    assert 'value="approved"' not in as_noor.get(address).text

    page = press(as_noor, address, act="claim").text
    assert "You look at it until" in page
    assert "<em>runs</em>" in page
    assert page.count('name="checked"') == 2
    page = press(as_noor, address, act="changes", checked=["It runs."], words="**Tests**, please.")

    assert page.redirect_chain == [(there.address(), 302)]
    assert "Asked Robin for changes to “Build a feed”." in page.text
    assert "No milestone waits" in page.text
    page = as_noor.get(address).text
    assert "asked for changes" in page
    assert "<strong>Tests</strong>, please." in page


def test_who_asks_for_changes_says_which(as_noor, there):
    submission = there.hand_in()
    press(as_noor, page_of(there, submission), act="claim")

    page = as_noor.post(page_of(there, submission), {"act": "changes", "words": " "})

    assert page.status_code == 422
    assert "Say what to change" in page.text
    assert not Review.objects.exists()


def test_what_was_typed_in_vain_is_still_there(as_noor, there):
    submission = there.hand_in()
    claims.claim(submission=submission, mentor=there.tom.person, at=timezone.now())

    page = as_noor.post(page_of(there, submission), {"act": "approved", "words": "All of my thoughts"})
    assert page.status_code == 409
    assert "All of my thoughts" in page.text
    assert "Tom looks at it" in page.text

    there.hand_in(link="https://x.example/2")
    page = as_noor.post(page_of(there, submission), {"act": "approved", "words": "All of my thoughts"})
    assert page.status_code == 409
    assert "All of my thoughts" in page.text
    assert "There is a newer try" in page.text


def test_a_second_press_is_no_mistake(as_noor, there):
    address = page_of(there, there.hand_in())

    for _ in range(2):
        page = press(as_noor, address, act="approved", words="Good.")
        assert page.status_code == 200

    assert Review.objects.count() == 1


def test_a_review_is_undone_by_the_word_that_tells_of_it(as_noor, there):
    address = page_of(there, there.hand_in())

    page = press(as_noor, address, act="approved", words="Good.")
    assert f'action="{address}"' in page.text
    page = press(as_noor, address, act="undo")

    assert "Undone." in page.text
    assert not Review.objects.exists()


def test_the_page_that_is_open_renews_the_claim_but_takes_none(as_noor, there):
    submission, now = there.hand_in(), timezone.now()
    claims.claim(submission=submission, mentor=there.noor.person, at=now - timedelta(minutes=20))

    as_noor.post(page_of(there, submission), {"act": "renew"}, headers={"HX-Request": "true"})
    assert ReviewClaim.objects.get().until >= now + timedelta(minutes=29)

    claims.take_over(submission=submission, mentor=there.tom.person, at=now)
    page = as_noor.post(page_of(there, submission), {"act": "renew"}, headers={"HX-Request": "true"})
    assert "Tom looks at it" in page.text
    assert ReviewClaim.objects.get().mentor == there.tom.person


def test_what_somebody_else_looks_at_is_taken_over_explicitly(as_noor, there):
    submission = there.hand_in()
    claims.claim(submission=submission, mentor=there.tom.person, at=timezone.now())
    address = page_of(there, submission)
    page = press(as_noor, address, act="claim").text
    assert "Take it over" in page
    assert 'value="approved"' not in page

    assert 'value="approved"' in press(as_noor, address, act="take over").text
    press(as_noor, address, act="let go")

    assert not ReviewClaim.objects.exists()


def test_a_preview_and_a_template_keep_what_is_typed(as_noor, there):
    submission = there.hand_in()
    mine = AnswerTemplate.objects.create(mentor=there.noor.person, title="Tests", words="Please add *tests*.")
    other = AnswerTemplate.objects.create(mentor=there.tom.person, title="Secret", words="Tom’s own")
    address = page_of(there, submission)

    page = press(as_noor, address, act="insert", template=mine.pk, words="First:", checked=["It runs."]).text
    assert "First:\n\nPlease add *tests*." in page
    assert " checked" in page
    assert "Secret" not in page
    assert "Tom’s own" not in press(as_noor, address, act="insert", template=other.pk, words="").text
    page = press(as_noor, address, act="preview", words="Some *words*").text
    assert "<em>words</em>" in page
    assert "Some *words*" in page
    part = as_noor.post(
        address,
        {"act": "preview", "words": "Some *words*"},
        headers={"HX-Request": "true", "HX-Target": "preview"},
    ).text
    assert "<em>words</em>" in part
    assert "<html" not in part


def test_templates_are_made_changed_and_removed(as_noor, there):
    address = f"/cohorts/{there.cohort.pk}/answers/"
    press(as_noor, address, title=" Add  tests ", words="Please.")
    press(as_noor, address, title="Add tests", words="Please.")
    made = AnswerTemplate.objects.get()
    assert (made.title, made.mentor) == ("Add tests", there.noor.person)

    press(as_noor, address, template=made.pk, title="Tests", words="Now.")
    made.refresh_from_db()
    assert (made.title, made.words) == ("Tests", "Now.")

    press(as_noor, address, template=made.pk, act="remove")
    assert not AnswerTemplate.objects.exists()


def test_another_mentors_template_is_not_there(as_noor, there):
    other = AnswerTemplate.objects.create(mentor=there.tom.person, title="Secret", words="Tom’s own")
    address = f"/cohorts/{there.cohort.pk}/answers/"

    assert as_noor.get(f"{address}?change={other.pk}").status_code == 404
    assert as_noor.post(address, {"template": other.pk, "act": "remove"}).status_code == 404
    assert AnswerTemplate.objects.filter(pk=other.pk).exists()


def test_there_is_an_end_to_templates(as_noor, there):
    AnswerTemplate.objects.bulk_create(
        AnswerTemplate(mentor=there.noor.person, title=f"{n}", words="x") for n in range(MOST)
    )

    page = press(as_noor, f"/cohorts/{there.cohort.pk}/answers/", title="More", words="Words")

    assert "as many templates as there can be" in page.text


@pytest.mark.parametrize("act", ["", "king", "undo me"])
def test_what_nobody_knows_is_not_done(as_noor, there, act):
    assert as_noor.post(page_of(there, there.hand_in()), {"act": act}).status_code == 404


def test_evidence_of_others_is_not_there(as_noor, there):
    elsewhere = There()

    assert as_noor.get(page_of(there, elsewhere.hand_in())).status_code == 404
    assert as_noor.get(there.address("999999999/")).status_code == 404


def test_hostile_words_are_only_words(as_noor, there):
    there.robin.person.name = "<b>Robin</b>"
    there.robin.person.save()
    submission = there.hand_in(text=EVIL)
    ask_for_changes(there, submission, EVIL)
    talking.reply(submission=submission, author=there.robin.person, words=EVIL, at=timezone.now())
    there.hand_in(text=EVIL + "2")

    for address in (there.address(), page_of(there, submission)):
        page = as_noor.get(address).text
        assert "<img src" not in page
        assert "<script>alert" not in page
        assert "javascript:" not in page
        assert "<b>Robin" not in page


def test_the_learner_reads_the_wait_and_who_looks(client, there):
    submission = there.hand_in(at=timezone.now() - 3 * DAY)
    client.force_login(there.robin.person)
    address = f"/roadmaps/{there.milestone.roadmap.slug}/milestones/{there.milestone.key}/"

    assert "Waits for a review for 3 days." in client.get(address).text

    claims.claim(submission=submission, mentor=there.noor.person, at=timezone.now())
    assert "Noor looks at it now." in client.get(address).text


def test_a_learner_in_no_cohort_waits_for_nobody(client, there):
    alone = make_learner()
    there.hand_in(Membership(person=alone))
    client.force_login(alone)

    page = client.get(f"/roadmaps/{there.milestone.roadmap.slug}/milestones/{there.milestone.key}/").text

    assert "Waits for a review" not in page


def test_the_learner_answers_and_the_mentor_sees_that(client, there):
    submission = there.hand_in()
    ask_for_changes(there, submission)
    client.force_login(there.robin.person)

    page = press(client, f"/submissions/{submission.pk}/replies/", words="Which *tests*?").text
    assert "asked for changes" in page
    assert "Which <em>tests</em>?" in page

    client.force_login(there.tom.person)
    assert "Learners have answered" in client.get(there.address()).text
    press(client, page_of(there, submission), act="reply", words="All of them.")
    assert "Learners have answered" not in client.get(there.address()).text
    assert ReviewReply.objects.count() == 2


def test_nobody_answers_for_somebody_else(client, there):
    submission = there.hand_in()
    ask_for_changes(there, submission)
    client.force_login(make_learner())

    assert client.post(f"/submissions/{submission.pk}/replies/", {"words": "Hm"}).status_code == 404
    client.force_login(there.robin.person)
    page = client.post(f"/submissions/{submission.pk}/replies/", {"words": "Hm", "whose": VISITOR})
    assert page.status_code == 409
    assert not ReviewReply.objects.exists()


def test_nothing_is_answered_where_nothing_was_said(client, there):
    submission = there.hand_in()
    client.force_login(there.robin.person)

    page = press(client, f"/submissions/{submission.pk}/replies/", words="Hello?")

    assert "none was sent" in page.text
    assert not ReviewReply.objects.exists()


def test_the_queue_asks_no_more_of_many(as_noor, there):
    def asked(address):
        with CaptureQueriesContext(connection) as captured:
            as_noor.get(address)
        return len(captured)

    now = timezone.now()
    first = there.hand_in(at=now - 30 * DAY)
    few = asked(there.address()), asked(page_of(there, first))
    for number in range(30):
        there.hand_in(there.let_in(f"Kim {number}", Role.LEARNER), at=now)
    for number in range(10):
        last = there.hand_in(link=f"https://x.example/{number}", at=now)
        ask_for_changes(there, last)
        talking.reply(submission=last, author=there.robin.person, words="Hm", at=now)

    assert asked(there.address()) == few[0] <= 9
    assert asked(page_of(there, last)) <= few[1] + 2 <= 13


def test_learners_read_who_looked_and_who_reviewed(as_noor, there):
    address = page_of(there, there.hand_in())
    as_noor.get(address)
    as_noor.post(address, {"act": "approved", "words": "Good."})
    as_noor.post(address, {"act": "undo"})

    as_noor.force_login(there.robin.person)
    page = as_noor.get(f"/cohorts/{there.cohort.pk}/me/").text

    assert "Noor looked at what you handed in." in page
    assert "Noor reviewed a milestone of yours." in page
    assert "Noor took a review of a milestone of yours back." in page


def test_an_observer_looks_and_does_nothing(client, there):
    observer = make_membership(there.cohort, role=Role.OBSERVER)
    submission = there.hand_in()
    client.force_login(observer.person)

    assert 'value="claim"' not in client.get(there.address()).text
    page = client.get(page_of(there, submission)).text
    assert 'id="judge"' not in page
    assert client.post(page_of(there, submission), {"act": "claim"}).status_code == 404


def test_what_is_handed_in_is_shown_also_by_who_shows_counts(as_noor, there):
    Membership.objects.filter(pk=there.robin.pk).update(shows=Shows.COUNTS)
    there.hand_in()

    assert "Build a feed" in as_noor.get(there.address()).text


def test_two_hundred_rows_are_made_in_no_time(there):
    now = timezone.now()
    for number in range(20):
        there.hand_in(there.let_in(f"Kim {number}", Role.LEARNER), at=now)
    rows = queue(there.cohort, at=now) * 10

    table = QueuePage(Place(there.cohort, there.noor), rows, [], now).table

    assert table.count("<li") == 200


@pytest.fixture
def elsewhere(there):
    """Another cohort on the same roadmap, in which Robin learns, too, with a mentor, Una."""
    other = make_cohort(there.milestone.roadmap, name="Spring")
    make_membership(other, person=there.robin.person)
    return make_membership(other, role=Role.OWNER, person=make_learner(name="Una"))


def test_what_is_said_in_one_cohort_is_not_read_in_another(client, there, elsewhere):
    submission = there.hand_in()
    ask_for_changes(there, submission, "Private words.")
    talking.reply(submission=submission, author=there.robin.person, words="My answer.", at=timezone.now())
    there_is = f"/cohorts/{elsewhere.cohort_id}/reviews/"
    client.force_login(elsewhere.person)

    for below in (f"{submission.pk}/", ""):
        page = client.get(there_is + below).text
        for word in ("Private words.", "My answer.", "Noor", "changes", "Robin</a> on"):
            assert word not in page, (below, word)
    page = client.get(f"{there_is}{submission.pk}/").text
    assert "https://x.example/feed" in page
    assert "reviewed in another cohort, and is not confirmed" in page
    member = Membership.objects.get(cohort=elsewhere.cohort, person=there.robin.person)
    page = client.get(f"/cohorts/{elsewhere.cohort_id}/learners/{member.pk}/").text
    assert "changes wanted" not in page
    assert "waits for a review" not in page

    client.force_login(there.robin.person)
    page = client.get(f"/roadmaps/{there.milestone.roadmap.slug}/milestones/{there.milestone.key}/").text
    assert "Private words." in page
    client.force_login(there.noor.person)
    assert "My answer." in client.get(page_of(there, submission)).text


def test_an_earlier_try_keeps_its_words_in_its_cohort(client, there, elsewhere):
    first = there.hand_in()
    ask_for_changes(there, first, "Private words.")
    second = there.hand_in(link="https://x.example/2")
    client.force_login(elsewhere.person)

    page = client.get(f"/cohorts/{elsewhere.cohort_id}/reviews/{second.pk}/").text

    assert "First try" in page
    assert "Private words." not in page


def test_nobody_writes_into_the_thread_of_another_cohort(client, there, elsewhere):
    submission = there.hand_in()
    ask_for_changes(there, submission)
    client.force_login(elsewhere.person)
    address = f"/cohorts/{elsewhere.cohort_id}/reviews/{submission.pk}/"

    assert 'value="reply"' not in client.get(address).text
    page = press(client, address, act="reply", words="Me, too.")

    assert "can’t be answered" in page.text
    assert not ReviewReply.objects.exists()


def test_that_it_was_confirmed_is_seen_everywhere(client, there, elsewhere):
    submission = there.hand_in()
    claims.claim(submission=submission, mentor=there.noor.person, at=timezone.now())
    client.force_login(there.noor.person)
    press(client, page_of(there, submission), act="approved", words="Private words.")
    client.force_login(elsewhere.person)

    page = client.get(f"/cohorts/{elsewhere.cohort_id}/reviews/{submission.pk}/").text

    assert "reviewed in another cohort, and is confirmed" in page
    assert "Private words." not in page


def test_a_mentor_of_another_cohort_who_looks_at_it_is_somebody(client, there, elsewhere):
    submission = there.hand_in()
    claims.claim(submission=submission, mentor=there.tom.person, at=timezone.now())
    client.force_login(elsewhere.person)

    for below in ("", f"{submission.pk}/"):
        page = client.get(f"/cohorts/{elsewhere.cohort_id}/reviews/{below}").text
        assert "Somebody looks at it" in page
        assert "Tom" not in page


@pytest.mark.parametrize("how", ["removed", "observer"])
def test_a_claim_goes_with_the_role(there, how):
    claims.claim(submission=there.hand_in(), mentor=there.tom.person, at=timezone.now())

    if how == "removed":
        leave(membership=there.tom, by=there.noor.person, at=timezone.now())
    else:
        change_role(membership=there.tom, role=Role.OBSERVER, by=there.noor.person, at=timezone.now())

    assert not ReviewClaim.objects.exists()


def test_the_learner_is_told_that_changes_are_wanted_until_it_is_handed_in_again(client, there):
    submission = there.hand_in()
    client.force_login(there.robin.person)
    address = f"/roadmaps/{there.milestone.roadmap.slug}/milestones/{there.milestone.key}/"
    assert "that counts, unless a mentor confirms it" in client.get(address).text

    ask_for_changes(there, submission)
    page = client.get(address).text
    assert "A mentor wants changes. Until one confirms it, it counts as self-checked." in page
    assert "that counts, unless" not in page

    there.hand_in(link="https://x.example/2", at=timezone.now())
    assert "that counts, unless a mentor confirms it" in client.get(address).text


def test_an_answer_that_can_not_be_sent_is_shown_again(client, there):
    submission = there.hand_in()
    ask_for_changes(there, submission)
    client.force_login(there.robin.person)
    address, words = f"/submissions/{submission.pk}/replies/", "So much. " * 2300

    page = client.post(address, {"words": words})

    assert page.status_code == 422
    assert words.strip() in page.text
    assert "20000" in page.text
    assert not ReviewReply.objects.exists()

    there.robin.left_at = timezone.now()
    there.robin.save()
    page = client.post(address, {"words": "Which tests?"})
    assert "Nobody is there any more" in page.text
    assert "Which tests?</textarea>" in page.text


def test_as_many_lines_as_the_page_lets_one_type_are_sent(client, there):
    submission = there.hand_in()
    ask_for_changes(there, submission)
    client.force_login(there.robin.person)

    client.post(f"/submissions/{submission.pk}/replies/", {"words": "a\r\n" * 10_000})

    assert ReviewReply.objects.get().words == "a\n" * 10_000


def tabs(client, there):
    return client.get(f"/cohorts/{there.cohort.pk}/").text.partition('class="tabs"')[2].partition("</nav>")[0]


def test_an_answer_is_told_on_the_tab_until_it_is_looked_at_and_among_the_changes(as_noor, there, elsewhere):
    submission = there.hand_in()
    ask_for_changes(there, submission)
    as_noor.get(f"/cohorts/{there.cohort.pk}/")
    LastLook.objects.update(at=timezone.now() - DAY)
    talking.reply(submission=submission, author=there.robin.person, words="Which?", at=timezone.now())

    assert "Reviews <small>1 answer</small>" in tabs(as_noor, there)
    assert "Robin</a> answered on “Build a feed”" in as_noor.get(f"/cohorts/{there.cohort.pk}/").text
    as_noor.get(page_of(there, submission))
    assert "<small>" not in tabs(as_noor, there)

    as_noor.force_login(there.tom.person)
    assert "1 answer" in tabs(as_noor, there)
    as_noor.force_login(there.let_in("Olga", Role.OBSERVER).person)
    assert "1 answer" not in tabs(as_noor, there)
    as_noor.force_login(elsewhere.person)
    assert "answer" not in as_noor.get(f"/cohorts/{elsewhere.cohort_id}/").text.partition("</nav>")[0]


def test_all_answers_are_listed(as_noor, there):
    for number in range(23):
        submission = there.hand_in(there.let_in(f"Kim {number}.", Role.LEARNER))
        ask_for_changes(there, submission)
        talking.reply(submission=submission, author=submission.learner, words="Which?", at=timezone.now())

    page = as_noor.get(there.address()).text

    assert "<summary>3 more</summary>" in page
    assert page.count("on “Build a feed”") == 23


def test_who_gets_no_mail_about_waits_is_led_to_choose_it(as_noor, there):
    overview, words = f"/cohorts/{there.cohort.pk}/", "Choose your mails"
    assert words not in as_noor.get(overview).text
    there.hand_in()
    assert words in as_noor.get(overview).text
    assert words in as_noor.get(there.address()).text

    MailChoices.objects.create(person=there.noor.person, waiting=True, since=NOON)
    assert words not in as_noor.get(overview).text
    assert words not in as_noor.get(there.address()).text
