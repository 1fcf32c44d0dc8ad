"""A learner's page for those who look after the cohort, and the mentors' notes on it."""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from progress.cohorts.models import AuditEntry, MentorNote, Review, Role, Shows, Verdict
from progress.cohorts.tables.learner import history_of, year_of
from progress.cohorts.tables.outline import outline
from progress.cohorts.tables.people import learners
from progress.learning.marks import set_state, undo
from progress.learning.models import ActiveDay
from progress.learning.notes.keeping import save
from progress.learning.plans.targets import Chosen, set_target
from progress.learning.submissions import submit, withdraw
from tests.cohorts.makers import make_cohort, make_membership
from tests.cohorts.test_overview import DAY, NOW, learner_stories, live
from tests.factories import make_learner, make_milestone, make_phase, make_roadmap, make_topic, make_topics

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor(client):
    mentor = make_learner(name="Noor")
    client.force_login(mentor)
    return mentor


@pytest.fixture
def line():
    return make_roadmap(title="Backend")


@pytest.fixture
def cohort(mentor, line):
    cohort = make_cohort(line, starts_on=(timezone.now() - 21 * DAY).date())
    make_membership(cohort, person=mentor, role=Role.MENTOR)
    return cohort


def join(cohort, name="Ada", **overrides):
    person = make_learner(name=name)
    return make_membership(cohort, person=person, joined_at=timezone.now() - 21 * DAY, **overrides)


def address(member):
    return f"/cohorts/{member.cohort_id}/learners/{member.pk}/"


def page_of(client, member, query=""):
    return client.get(address(member) + query).content.decode()


def words_of(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_it_says_where_a_learner_is_and_why_to_look(client, cohort, line):
    phase = make_phase(roadmap=line, title="Databases")
    done, learning, skipped, _ = make_topics(4, phase)
    ada = join(cohort, extra_days=3)
    set_state(learner=ada.person, topic=done, state="done", at=timezone.now() - DAY)
    set_state(learner=ada.person, topic=learning, state="learning", at=timezone.now() - 16 * DAY)
    set_state(learner=ada.person, topic=skipped, state="skipped", at=timezone.now() - DAY)

    page = words_of(page_of(client, ada))

    assert "Last active: yesterday; on pace, with 3 days more." in page
    assert f"On “{learning.title}” for 16 days" in page
    assert "Databases now here 1 of 3" in page
    assert f"learning “{learning.title}” (16 days); skipped “{skipped.title}”" in page


def test_milestones_have_their_state(client, cohort, line):
    phase = make_phase(roadmap=line)
    for title in ("Open", "Sent", "Back", "Fine"):
        make_milestone(phase=phase, title=title)
    ada = join(cohort)
    for milestone in phase.milestones.exclude(title="Open"):
        sent = submit(
            learner=ada.person, milestone=milestone, link="https://x.example/", text="", at=timezone.now()
        )
        if milestone.title == "Back":
            Review.objects.create(
                submission=sent, cohort=cohort, verdict=Verdict.CHANGES, words="", at=timezone.now()
            )
        if milestone.title == "Fine":
            sent.confirmed_at = timezone.now()
            sent.save()

    page = words_of(page_of(client, ada))

    assert "3 of 4 milestones handed in, 1 confirmed, 1 to review" in page
    for said in (
        "Open not handed in",
        "Sent waits for a review, handed in today",
        "Back changes wanted, handed in today",
        "Fine confirmed, handed in today",
    ):
        assert said in page


def test_of_who_shows_counts_nothing_is_named_but_what_is_handed_in(client, cohort, line):
    phase = make_phase(roadmap=line)
    topics = [make_topic(phase=phase, title=f"Zyzzyva {number}") for number in range(4)]
    milestone = make_milestone(phase=phase, title="A feed built")
    make_milestone(phase=phase, title="Another")
    ada = join(cohort, shows=Shows.COUNTS)
    for topic, state in zip(topics, ("done", "learning", "skipped", "done"), strict=True):
        set_state(learner=ada.person, topic=topic, state=state, at=timezone.now() - 16 * DAY)
    submit(learner=ada.person, milestone=milestone, link="https://x.example/", text="", at=timezone.now())

    page = page_of(client, ada)

    assert "zyzzyva" not in page.casefold()
    assert "Shows only how many topics, not which." in page
    assert "1 in learning; 1 skipped" in page
    assert "1 of 2 milestones handed in, 1 to review" in page
    assert "A feed built waits for a review" in words_of(page)
    assert "Another" not in page
    assert "done 2 began 1 skipped 1" in words_of(page)
    assert "handed in A feed built" in words_of(page)


def test_nothing_private_and_nothing_of_other_roadmaps_is_there(client, cohort, line):
    topic = make_topic(phase=make_phase(roadmap=line))
    other = make_topic(phase=make_phase(title="Quokka phase"), title="Quokka")
    ada = join(cohort)
    person, at = ada.person, timezone.now() - DAY
    for one in (topic, other):
        set_state(learner=person, topic=one, state="done", at=at)
        save(learner=person, topic=one, text="Quokka words", version=0, at=at)
    set_target(learner=person, roadmap=line, chosen=Chosen(by=(at + 77 * DAY).date()), at=at)
    submit(
        learner=person,
        milestone=make_milestone(title="Quokka work"),
        link="https://q.example/",
        text="",
        at=at,
    )

    page = page_of(client, ada)

    assert "quokka" not in page.casefold()
    assert (at + 77 * DAY).date().strftime("%-d %B") not in page
    assert "1 day with something done on these roadmaps." in words_of(page)
    assert f"{timezone.localtime(at):%H:%M}" not in words_of(page)


def test_the_history_says_what_days_came_to(client, cohort, line):
    first, second, third = make_topics(3, make_phase(roadmap=line))
    ada = join(cohort)
    then = timezone.now() - 3 * DAY
    for topic, state in ((first, "learning"), (first, "done"), (second, "learning"), (third, "done")):
        change = set_state(learner=ada.person, topic=topic, state=state, at=then)
    undo(learner=ada.person, change_id=change.id, at=then)

    page = words_of(page_of(client, ada))

    assert f"done {first.title} began {second.title}" in page
    assert f"done {third.title}" not in page
    (person,) = learners(cohort, at=timezone.now())
    assert list(year_of(person, outline(cohort)).values()) == [3]


def test_evidence_that_was_withdrawn_was_not_handed_in(client, cohort, line):
    milestone = make_milestone(phase=make_phase(roadmap=line), title="A feed")
    ada = join(cohort)
    sent = submit(
        learner=ada.person, milestone=milestone, link="https://x.example/", text="", at=timezone.now()
    )

    before = words_of(page_of(client, ada))
    withdraw(learner=ada.person, submission=sent, at=timezone.now())
    after = words_of(page_of(client, ada))

    assert "Today handed in A feed" in before
    assert "Today handed in A feed" not in after


def test_what_was_earlier_is_a_page_away(client, cohort, line):
    topics = make_topics(20, make_phase(roadmap=line))
    ada = join(cohort)
    for number, topic in enumerate(topics):
        set_state(learner=ada.person, topic=topic, state="done", at=timezone.now() - (number + 1) * DAY)

    first = page_of(client, ada)
    earlier = re.search(r'href="(\?before=[0-9-]+)#history"', first)[1]
    second = page_of(client, ada, earlier)

    assert [topic.title for topic in topics if topic.title in words_of(first)] == [
        topic.title for topic in topics[:14]
    ]
    assert [topic.title for topic in topics if topic.title in words_of(second)] == [
        topic.title for topic in topics[14:]
    ]
    assert "?before=" not in second


@pytest.mark.parametrize("before", ["nonsense", "2026-02-30", "", "0001-01-01"])
def test_an_address_that_nobody_wrote_leads_somewhere(client, cohort, before):
    assert client.get(f"{address(join(cohort))}?before={before}").status_code == 200


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(learner_stories)
def test_the_year_counts_what_active_days_count(story):
    with transaction.atomic():
        roadmap = make_roadmap()
        phases = [make_phase(roadmap=roadmap) for _ in range(3)]
        topics = [topic for phase in phases for topic in make_topics(3, phase)]
        cohort = make_cohort(roadmap)
        live(cohort, phases, topics, make_milestone(phase=phases[0]), story)
        (person,) = learners(cohort, at=NOW)

        days = ActiveDay.objects.filter(learner=person.pk).values_list("day", "activities")
        assert year_of(person, outline(cohort)) == dict(days)
        assert {deed.day for deed in history_of(person, outline(cohort)).deeds} >= {day for day, _ in days}
        transaction.set_rollback(True)


def test_each_look_is_logged_and_told_to_the_learner(client, cohort, mentor):
    ada = join(cohort)
    for _ in range(2):
        client.get(address(ada))
    client.head(address(ada))

    looks = AuditEntry.objects.filter(what=AuditEntry.What.SAW_LEARNER)
    assert [(look.actor, look.learner) for look in looks] == [(mentor, ada.person)] * 2
    own = Client()
    own.force_login(ada.person)
    assert "Noor looked at your page." in own.get(f"/cohorts/{cohort.pk}/me/").content.decode()


def test_who_has_left_or_is_no_learner_has_no_page(client, cohort):
    gone, other = join(cohort), make_membership(cohort, role=Role.OBSERVER)
    gone.left_at = timezone.now()
    gone.save()

    assert client.get(address(gone)).status_code == 404
    assert client.get(address(other)).status_code == 404
    assert not AuditEntry.objects.filter(what=AuditEntry.What.SAW_LEARNER).exists()


def test_the_number_of_statements_is_the_same_for_few_and_many(client, cohort, line):
    topics = make_topics(20, make_phase(roadmap=line))
    ada, counts = join(cohort), []
    for size in (1, 20):
        for number, topic in enumerate(topics[:size]):
            set_state(learner=ada.person, topic=topic, state="done", at=timezone.now() - number * DAY)
            join(cohort, f"Person {size} {number}")
            MentorNote.objects.create(
                cohort=cohort, learner=ada.person, author=make_learner(), words="A", at=timezone.now()
            )
        client.get(address(ada))
        with CaptureQueriesContext(connection) as captured:
            client.get(address(ada))
        counts.append(len(captured))

    assert counts[0] == counts[1]


# The mentors' notes


def post(client, member, **fields):
    return client.post(address(member), fields, follow=True).content.decode()


def undo_of(page):
    return re.search(r'name="undo" value="([^"]+)"', page)[1]


def notes():
    return list(MentorNote.objects.order_by("pk").values_list("words", flat=True))


def test_a_note_is_written_changed_and_removed_and_each_taken_back(client, cohort):
    ada = join(cohort)

    written = post(client, ada, act="write", words="Calls on Mondays.")
    note = MentorNote.objects.get()
    assert "Calls on Mondays." in written
    changed = post(client, ada, act="change", note=note.pk, words="Calls on Tuesdays.")
    assert notes() == ["Calls on Tuesdays."]
    post(client, ada, undo=undo_of(changed))
    assert notes() == ["Calls on Mondays."]
    removed = post(client, ada, act="remove", note=note.pk)
    assert notes() == []
    assert "Calls on Mondays." not in removed
    post(client, ada, undo=undo_of(removed))
    assert MentorNote.objects.values().get() == MentorNote.objects.filter(pk=note.pk).values().get()
    assert (notes(), MentorNote.objects.get().at) == (["Calls on Mondays."], note.at)
    post(client, ada, undo=undo_of(written))
    assert notes() == []


def test_the_same_note_twice_is_one(client, cohort):
    ada = join(cohort)
    for _ in range(2):
        post(client, ada, act="write", words="Calls on Mondays.")

    assert notes() == ["Calls on Mondays."]
    assert AuditEntry.objects.filter(what=AuditEntry.What.NOTED).count() == 1


@pytest.mark.parametrize("words", ["", "   ", "x" * 4001, "a\0b"])
def test_what_is_no_note_is_said_and_kept_in_the_field(client, cohort, words):
    page = post(client, join(cohort), act="write", words=words)

    assert notes() == []
    assert 'class="wrong"' in page


def test_the_log_says_what_was_done_and_not_the_words(client, cohort):
    ada = join(cohort)
    post(client, ada, act="write", words="Quokka")
    note = MentorNote.objects.get()
    post(client, ada, act="change", note=note.pk, words="Quokka!")
    post(client, ada, act="remove", note=note.pk)

    told = AuditEntry.objects.filter(what=AuditEntry.What.NOTED, learner=ada.person).order_by("pk")
    assert [entry.told for entry in told] == [{"act": act} for act in ("written", "changed", "removed")]
    log = words_of(client.get(f"/cohorts/{cohort.pk}/audit/").content.decode())
    assert "removed a mentors’ note about Ada" in log
    assert "Quokka" not in log


def test_the_learner_never_sees_a_note(client, cohort, mentor):
    ada = join(cohort)
    MentorNote.objects.create(
        cohort=cohort, learner=ada.person, author=mentor, words="Quokka", at=timezone.now()
    )
    own = Client()
    own.force_login(ada.person)

    for path in (f"/cohorts/{cohort.pk}/me/", "/cohorts/", "/today/", "/settings/"):
        assert "Quokka" not in own.get(path).content.decode()
    assert own.get(address(ada)).status_code == 404


def test_only_who_wrote_a_note_changes_it_and_owners_may_remove_it(client, cohort, mentor):
    ada = join(cohort)
    note = MentorNote.objects.create(
        cohort=cohort, learner=ada.person, author=make_learner(), words="Theirs", at=timezone.now()
    )

    for act in ("change", "remove"):
        assert client.post(address(ada), {"act": act, "note": note.pk, "words": "Mine"}).status_code == 404
    cohort.memberships.filter(person=mentor).update(role=Role.OWNER)
    assert client.post(address(ada), {"act": "change", "note": note.pk, "words": "Mine"}).status_code == 404
    client.post(address(ada), {"act": "remove", "note": note.pk})

    assert notes() == []


def test_an_observer_reads_notes_and_writes_none(client, cohort, mentor):
    ada = join(cohort)
    post(client, ada, act="write", words="Calls on Mondays.")
    cohort.memberships.filter(person=mentor).update(role=Role.OBSERVER)

    page = page_of(client, ada)

    assert "Calls on Mondays." in page
    assert "<textarea" not in page
    assert (
        client.post(address(ada), {"act": "remove", "note": MentorNote.objects.get().pk}).status_code == 404
    )


@pytest.mark.parametrize("note", ["", "x", "99999999999999999999", "12345"])
def test_a_note_that_is_not_there_is_not_found(client, cohort, note):
    assert client.post(address(join(cohort)), {"act": "remove", "note": note}).status_code == 404


def test_a_way_back_holds_for_its_learner_its_cohort_and_an_hour(client, cohort, line, mentor, monkeypatch):
    ada, ben = join(cohort), join(cohort, "Ben")
    other = make_cohort(line)
    make_membership(other, person=mentor, role=Role.MENTOR)
    elsewhere = make_membership(other, person=ada.person)
    post(client, ada, act="write", words="Calls on Mondays.")
    back = undo_of(post(client, ada, act="remove", note=MentorNote.objects.get().pk))

    for member, way in ((ben, back), (elsewhere, back), (ada, back[:-1] + "x"), (ada, "nonsense")):
        assert "That can’t be taken back any more." in post(client, member, undo=way)
    later = timezone.now().timestamp() + timedelta(hours=1, minutes=1).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert "That can’t be taken back any more." in post(client, ada, undo=back)
    assert notes() == []
