"""Every kind of page that people see, and who opens it to see most of it."""

from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from curriculum.models import Milestone, Phase, Release, Resource, Roadmap, Topic
from progress.learning.marks import set_phase, set_state
from progress.learning.notes.keeping import save
from progress.learning.notes.links import keep
from progress.learning.notes.reports import report
from progress.learning.plans.targets import Chosen, set_target
from progress.learning.submissions import submit, withdraw
from roadmap_site.accounts.models import User
from tests.factories import make_concept, make_group, make_phase, make_reference, make_resource, make_topic


class Place(NamedTuple):
    path: str
    visiting: bool = False  # signed out


PLACES = {
    "index": Place("/"),
    "index, visiting": Place("/", visiting=True),
    "roadmap": Place("/roadmaps/backend-engineer/"),
    "roadmap, visiting": Place("/roadmaps/backend-mastery/", visiting=True),
    "roadmap with options": Place("/roadmaps/backend-developer/"),
    "phase": Place("/roadmaps/backend-engineer/deployment/"),
    "phase with a choice": Place("/roadmaps/choosing/choosing/"),
    "topic": Place("/roadmaps/backend-engineer/topics/docker/"),
    "topic with resources": Place("/roadmaps/choosing/topics/prisma/"),
    "topic with a note": Place("/roadmaps/backend-engineer/topics/ssh/"),
    "milestone": Place("/roadmaps/backend-engineer/milestones/live-projects/"),
    "milestone handed in": Place("/roadmaps/backend-engineer/milestones/cli-tools/"),
    "milestone, visiting": Place("/roadmaps/backend-engineer/milestones/cli-tools/", visiting=True),
    "search": Place("/search/?q=redis"),
    "search, nothing asked": Place("/search/", visiting=True),
    "search, nothing found": Place("/search/?q=postgraduate+kubism"),
    "search, one kind": Place("/search/?q=data&kind=topic"),
    "what's new": Place("/whats-new/"),
    "timeline": Place("/roadmaps/backend-engineer/timeline/"),
    "timeline without times": Place("/roadmaps/backend-mastery/timeline/", visiting=True),
    "plan": Place("/roadmaps/backend-engineer/plan/"),
    "plan not made": Place("/roadmaps/backend-career/plan/"),
    "calendar": Place("/settings/calendar/"),
    "today": Place("/today/"),
    "today, visiting": Place("/today/", visiting=True),
    "streak": Place("/streak/"),
    "streak, visiting": Place("/streak/", visiting=True),
    "streak's settings": Place("/settings/streak/"),
    "nowhere": Place("/nowhere/"),
    "nowhere, visiting": Place("/nowhere/", visiting=True),
    "closed station": Place("/roadmaps/choosing/topics/gopher/"),
    "sign in": Place("/accounts/login/", visiting=True),
    "sign up": Place("/accounts/signup/", visiting=True),
    "password forgotten": Place("/accounts/password/reset/", visiting=True),
    "settings": Place("/settings/"),
    "e-mail address": Place("/accounts/email/"),
    "sessions": Place("/accounts/sessions/"),
    "second step": Place("/accounts/2fa/"),
    "sign out": Place("/accounts/logout/"),
    "profile's settings": Place("/settings/profile/"),
    "mail's settings": Place("/settings/mail/"),
    "deletion": Place("/settings/delete/"),
    "completions": Place("/completions/"),
    "certificate": Place("/completions/boring-backend/internet/"),
    "profile": Place("/@noor/", visiting=True),
}


def make_choice() -> None:
    """A roadmap with what the shipped ones have none of: a group of choice, resources on a topic, needs."""
    phase = make_phase(slug="choosing", title="Data from code", number=1)
    phase.roadmap.slug, phase.roadmap.title, phase.roadmap.accent = "choosing", "Choosing", "plum"
    phase.roadmap.save()
    concept = make_concept(title="Mappers")
    first = make_topic(
        phase=phase, title="Rows and objects", summary="What a mapper saves, and what it hides."
    )
    group = make_group(phase=phase, title="Pick one ORM", summary="One is enough.")
    prisma = make_topic(group=group, slug="prisma", title="Prisma", concept=concept)
    make_topic(group=group, title="SQLAlchemy")
    make_topic(concept=concept, title="Mappers elsewhere")
    prisma.needs.add(first)
    make_topic(phase=phase, slug="gopher", title="Gopher", retired_in=Release.objects.latest("pk"))
    for kind in ("docs", "book"):
        resource = make_resource(
            title=f"The {kind}", kind=kind, url="https://book.example/", note="Chapter 3"
        )
        make_reference(resource=resource, place=prisma)


def make_declined(learner: User) -> None:
    """Of that choice one that is done on another line and declined here, and a link of its that is dead."""
    prisma = Topic.objects.get(slug="prisma")
    source = Topic.objects.exclude(pk=prisma.pk).get(concept=prisma.concept)
    for topic, state in ((source, "done"), (prisma, "todo")):
        set_state(learner=learner, topic=topic, state=state, at=timezone.now())
    report(learner=learner, resource=Resource.objects.filter(references__topic=prisma)[0], at=timezone.now())


def make_progress(learner: User) -> None:
    """Some of everything on the longest roadmap: a phase complete, one under way, one skipped, and a plan."""
    now = timezone.now()
    engineer = {"roadmap__key": "boring-backend"}
    set_phase(learner=learner, phase=Phase.objects.get(**engineer, key="internet"), state="done", at=now)
    for key, state in {
        "linux-cli": "done",
        "ssh": "done",
        "bash-scripting": "learning",
        "vim-basics": "skipped",
        "docker": "done",
    }.items():
        set_state(learner=learner, topic=Topic.objects.get(**engineer, key=key), state=state, at=now)
    line = Roadmap.objects.get(key="boring-backend")
    chosen = Chosen(by=(now + timedelta(days=300)).date())
    set_target(learner=learner, roadmap=line, chosen=chosen, at=now - timedelta(weeks=12))
    make_belongings(learner)


def make_belongings(learner: User) -> None:
    """A note that renders to everything, a link, and evidence: handed in, withdrawn and handed in again."""
    now = timezone.now()
    topic = Topic.objects.get(roadmap__key="boring-backend", key="ssh")
    text = f"# Keys\n- one\n\n```\n{'ssh ' * 40}\n```\n\n|a|b|\n|-|-|\n|1|2|\n\nhttps://a.example/{'x' * 90}"
    save(learner=learner, topic=topic, text=text, version=0, at=now)
    keep(learner=learner, topic=topic, url=f"https://ssh.example/{'y' * 90}", title="Agents", at=now)
    tools = Milestone.objects.get(key="cli-tools")
    first = submit(learner=learner, milestone=tools, link="", text="Two tools.", at=now)
    withdraw(learner=learner, submission=first, at=now)
    submit(learner=learner, milestone=tools, link="https://git.example/tools", text=text, at=now)
