"""What the room of learning keeps of a person. Content is told by its ids, which are for ever."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from progress.learning import models
from progress.learning.certificates import revoke_all
from progress.learning.models import Mark
from progress.learning.recording import begin
from roadmap_site.accounts.models import User
from roadmap_site.accounts.personal import Provider, Table, columns, pages_of

TOPIC = {"roadmap": "topic__roadmap__key", "topic": "topic__key"}
MILESTONE = {"roadmap": "milestone__roadmap__key", "milestone": "milestone__key"}
ROADMAP = {"roadmap": "roadmap__key"}


def lock(person: User) -> None:
    """Wait for whatever the learner is doing, and let nothing more begin before the deletion is done."""
    begin(person, [])


PROVIDERS = [
    Provider(
        "marks",
        _("Marks"),
        models.Mark,
        "learner",
        TOPIC | columns("state", "at", "day", credited_by="credited_by__pk"),
        before_erasing=lock,
    ),
    Provider(
        "group_credits",
        _("Choices kept complete"),
        models.GroupCredit,
        "learner",
        {"roadmap": "group__roadmap__key", "group": "group__key", "credited_by": "credited_by__pk"},
    ),
    Provider(
        "read",
        _("Resources read"),
        models.Read,
        "learner",
        columns("at", resource="resource__key"),
    ),
    Provider(
        "activities",
        _("Things you did, one by one"),
        models.Activity,
        "learner",
        columns("id", "kind", "state", "at", "zone", "day", "qualifies", "compensates", "former", "batch")
        | columns("learning_by", "done_by", habit="habit__key", milestone="milestone__key")
        | TOPIC,
    ),
    Provider("active_days", _("Active days"), models.ActiveDay, "learner", columns("day", "activities")),
    Provider(
        "habits",
        _("Habits kept"),
        models.HabitTick,
        "learner",
        columns("day", "at", roadmap="habit__roadmap__key", habit="habit__key"),
    ),
    Provider(
        "streak_modes",
        _("Ways your streak was counted"),
        models.ModeChange,
        "learner",
        columns("mode", "days", "effective", "at"),
    ),
    Provider(
        "pauses",
        _("Pauses"),
        models.PauseChange,
        "learner",
        columns("paused", "effective", "until", "at"),
    ),
    Provider(
        "streak",
        _("Your streak"),
        models.StoredStreak,
        "learner",
        columns("mode", "length", "longest", "last", "holds_until", "at_risk_on"),
    ),
    Provider(
        "enrolments",
        _("Roadmaps you follow"),
        models.Enrolment,
        "learner",
        ROADMAP | columns("started_on", "paused_on", "left_on"),
    ),
    Provider(
        "enrolment_pauses",
        _("Days away from a roadmap"),
        models.EnrolmentPause,
        "enrolment__learner",
        columns("first", "last", roadmap="enrolment__roadmap__key"),
    ),
    Provider(
        "plans",
        _("Plans"),
        models.Plan,
        "learner",
        ROADMAP | columns("hours_a_week", "hours_a_topic", "by", "made_on", "earlier"),
    ),
    Provider(
        "calendar",
        _("The address of your calendar"),
        models.CalendarFeed,
        "learner",
        columns("at"),
        withheld=("token",),
    ),
    Provider(
        "notes",
        _("Notes"),
        models.Note,
        "learner",
        TOPIC | columns("text", "version", "at"),
        withheld=("words",),  # the text once more, as search wants it
    ),
    Provider(
        "links", _("Links of your own"), models.OwnLink, "learner", TOPIC | columns("url", "title", "at")
    ),
    Provider(
        "removed",
        _("Notes and links that you have just removed"),
        models.Removed,
        "learner",
        TOPIC | columns("what", "at"),
    ),
    Provider(
        "second_looks",
        _("Changed topics that you looked at again"),
        models.SecondLook,
        "learner",
        TOPIC | columns("since", "at"),
    ),
    Provider(
        "link_reports",
        _("Dead links you reported"),
        models.LinkReport,
        "learner",
        columns("url", "at", "closed_at", resource="resource__key"),
    ),
    Provider(
        "submissions",
        _("Evidence for milestones"),
        models.Submission,
        "learner",
        MILESTONE
        | columns("number", "link", "text", "at", "day", "withdrawn_at", "confirmed_at")
        | {"confirmed_by": "confirmed_by__name"},
    ),
    Provider(
        "confirmed",
        _("Your name on milestones that you confirmed"),
        models.Submission,
        "confirmed_by",
        MILESTONE | columns("confirmed_at"),
        withheld=("learner", "number", "link", "text", "at", "day", "withdrawn_at"),  # another person's
    ),
    Provider(
        "completions",
        _("Completions"),
        models.Completion,
        "learner",
        ROADMAP
        | columns("at", "day", "done", "skipped", "carried", phase="phase__key", release="release__pk"),
    ),
    Provider(
        "certificates",
        _("Certificates that others can verify"),
        models.Certificate,
        "learner",
        columns("code", "at", roadmap="roadmap__key", phase="phase__key"),
        before_erasing=revoke_all,
    ),
    Provider(
        "profile",
        _("Your public profile"),
        models.Profile,
        "learner",
        columns("handle", "public", "streak", "badges"),
    ),
]


def _mark_pages(learner: User) -> Iterator[Sequence[Sequence[Any]]]:
    marks = Mark.objects.filter(learner=learner).order_by("pk")
    return pages_of(
        marks,
        *("topic__roadmap__title", "topic__phase__number", "topic__phase__title", "topic__title"),
        *("state", "day", "at", "topic__roadmap__key", "topic__key"),
    )


MARKS = Table(
    "marks",
    _("Marks"),
    ("roadmap", "phase_number", "phase", "topic", "state", "day", "at", "roadmap_id", "topic_id"),
    _mark_pages,
)
