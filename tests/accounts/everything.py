"""Somebody of whom every kind of thing is kept, to be exported and deleted."""

from datetime import UTC, date, datetime

from allauth.account.models import EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from curriculum.models import Habit, Release
from progress.cohorts import models as cohorts
from progress.learning import models
from progress.learning.certificates import scope_of
from progress.learning.marks import set_state
from progress.reminders.models import Kind, Mail, MailChoices, MailState
from progress.reminders.schedule.following import choose_anew
from roadmap_site.accounts import zones
from roadmap_site.accounts.models import User
from tests.accounts.ways import PASSWORD
from tests.cohorts.makers import make_cohort, make_membership
from tests.factories import make_group, make_milestone, make_resource, make_roadmap, make_topic

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
DAY = date(2026, 1, 5)
ADDRESS, NAME, HANDLE = "quilla@cairn.example", "Quilla Ferrante", "quilla-f"


def make_person_with_everything() -> User:
    person = User.objects.create_user(ADDRESS, PASSWORD, name=NAME)
    zones.move(user=person, zone="Asia/Tokyo", at=NOON)
    make_ways_in(person)
    make_rights(person)
    make_learning(person)
    make_mail(person)
    make_cohorts(person)
    return person


def make_ways_in(person: User) -> None:
    EmailConfirmation.objects.create(email_address=person.emailaddress_set.get(), key="k", sent=NOON)
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": "s", "used_mask": 0})
    account = SocialAccount.objects.create(user=person, provider="github", uid="7", extra_data={"name": NAME})
    app = SocialApp.objects.create(provider="github", name="GitHub", client_id="c")
    SocialToken.objects.create(account=account, app=app, token="t")
    UserSession.objects.create(user=person, ip="192.0.2.7", session_key="x" * 32, user_agent="Firefox")


def make_rights(person: User) -> None:
    person.groups.add(Group.objects.create(name="Proofreaders"))
    person.user_permissions.add(Permission.objects.first())
    users = ContentType.objects.get_for_model(User)
    for author in (person, User.objects.create_superuser("admin@cairn.example", PASSWORD)):
        LogEntry.objects.create(
            user=author, content_type=users, object_id=str(person.pk), object_repr=NAME, action_flag=CHANGE
        )


def make_mail(person: User) -> None:
    choose_anew(choices=MailChoices(person=person, weekdays=[0], digest=True), at=NOON)
    due = {"kind": Kind.ACCOUNT, "due_at": NOON, "expires_at": NOON, "told": {"to": ADDRESS, "text": NAME}}
    for state in (MailState.DUE, MailState.SENDING, MailState.SENT):
        Mail.objects.create(recipient=person, key=state, state=state, **due)
        Mail.objects.create(key=state, state=state, **due)  # to whoever has the address, as after signing up


def make_cohorts(person: User) -> None:
    """As the only owner of one, and as a learner in another, whose owner has invited the address."""
    roadmap, release = make_roadmap(), Release.objects.latest("pk")
    evidence = models.Submission.objects.filter(learner=person).latest("pk")
    mine, theirs = make_cohort(roadmap), make_cohort(roadmap)
    make_membership(mine, person=person, role="owner")
    make_membership(theirs, person=person)
    owner = make_membership(theirs, role="owner").person
    for made_by, address in ((person, "other@cairn.example"), (owner, ADDRESS)):
        cohorts.Invitation.objects.create(
            cohort=theirs,
            token=f"token for {address}",
            address=address,
            made_by=made_by,
            made_at=NOON,
            expires_at=NOON,
            uses=1,
        )
    cohorts.KeptStanding.objects.create(
        learner=person,
        roadmap=roadmap,
        activity=0,
        release=release.pk,
        release_at=NOON,
        states="",
        since={},
        phases={},
        required=0,
        settled=0,
        complete=False,
    )
    told = {"cohort": theirs, "at": NOON}
    for author, learner in ((person, owner), (owner, person)):
        cohorts.MentorNote.objects.create(**told, author=author, learner=learner, words="Kind")
        cohorts.AuditEntry.objects.create(**told, actor=author, learner=learner, what="noted")
        cohorts.Message.objects.create(**told, sender=author, recipient=learner, words="Hello")
    cohorts.SavedView.objects.create(mentor=person, cohort=mine, name="Stuck", query="only=stuck")
    cohorts.LastLook.objects.create(mentor=person, cohort=mine, at=NOON)
    cohorts.AnswerTemplate.objects.create(mentor=person, title=NAME, words=NAME)
    cohorts.ReviewClaim.objects.create(submission=evidence, mentor=person, until=NOON)
    cohorts.Escalation.objects.create(submission=evidence, mentor=person, step=7)
    cohorts.Review.objects.create(**told, submission=evidence, mentor=person, verdict="approved")
    cohorts.ReviewReply.objects.create(submission=evidence, author=person, words=NAME, at=NOON)


def make_learning(person: User) -> None:
    topic, resource, milestone = make_topic(), make_resource(), make_milestone()
    set_state(learner=person, topic=topic, state="done", at=NOON)
    release, habit = Release.objects.latest("pk"), Habit.objects.create(roadmap=topic.roadmap, key="h")
    group = make_group()
    own = {"learner": person}
    at = own | {"at": NOON}
    models.GroupCredit.objects.create(**own, group=group, credited_by=release)
    models.Read.objects.create(**at, resource=resource)
    models.HabitTick.objects.create(**at, habit=habit, day=DAY)
    models.ModeChange.objects.create(**at, mode="daily", effective=DAY)
    models.PauseChange.objects.create(**at, paused=True, effective=DAY)
    models.StoredStreak.objects.update_or_create(**own, defaults={"mode": "daily", "length": 1, "longest": 1})
    enrolment = models.Enrolment.objects.create(**own, roadmap=topic.roadmap, started_on=DAY)
    models.EnrolmentPause.objects.create(enrolment=enrolment, first=DAY, last=DAY)
    models.Plan.objects.create(**own, roadmap=topic.roadmap, hours_a_week=5, made_on=DAY)
    models.CalendarFeed.objects.create(**at, token="feed")
    models.Note.objects.create(**at, topic=topic, text=f"By {NAME}, {ADDRESS}, @{HANDLE}")
    models.OwnLink.objects.create(**at, topic=topic, url="https://own.example/", title=NAME)
    models.Removed.objects.create(**at, topic=topic, what={"text": NAME})
    models.SecondLook.objects.create(**at, topic=topic, since="2026-01-01")
    models.LinkReport.objects.create(**at, resource=resource, url="https://dead.example/")
    models.Submission.objects.create(**at, milestone=milestone, number=1, text=NAME, day=DAY)
    models.Submission.objects.create(
        **at, milestone=milestone, number=2, text=NAME, day=DAY, confirmed_by=person, confirmed_at=NOON
    )
    models.Profile.objects.create(**own, handle=HANDLE, public=True)
    completion = models.Completion.objects.filter(**own, phase=None).get()
    models.Certificate.objects.create(**scope_of(completion), code="c" * 22, at=NOON)
