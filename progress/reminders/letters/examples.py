"""What a mail of each kind looks like, made up for those who choose."""

from datetime import date, datetime, timedelta
from typing import Any

from progress.learning.models import StreakMode
from progress.learning.streaks.stored import Short
from progress.reminders.letters.composing import composed
from progress.reminders.letters.contents import Chosen, Contents, Week
from progress.reminders.letters.foot import foot
from progress.reminders.letters.headers import headers_of
from progress.reminders.letters.letter import Day, Item, Shape, Stop
from progress.reminders.letters.links import site
from progress.reminders.letters.message import Message
from progress.reminders.letters.style_hashes import style_hashes
from progress.reminders.letters.writing import message_of
from progress.reminders.models import Kind
from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import local_day

__all__ = ["example", "style_hashes"]

NOBODY = User(name="Robin", email="robin@example.org", time_zone="Europe/Berlin")
SETTINGS = "/settings/mail/"  # where links lead that would stop something
SHAPES = {"a": Shape.ACTIVE, "k": Shape.KEPT, "n": Shape.NONE, "o": Shape.OPEN}


def example(kind: Kind, person: User | None, at: datetime) -> Message:
    """Return a made-up mail as `person`, or somebody, would get it at `at`; its links stop nothing."""
    reader = person or NOBODY
    contents = _contents(kind, reader, local_day(at, reader.time_zone))
    letter = composed(kind, contents, TOLD.get(kind), at)
    own = site(SETTINGS)
    below = foot(kind, contents.chosen, to=reader.email, stop=own, choose=own)
    return message_of(letter, below, to=reader.email, headers=headers_of(0, at))


def _contents(kind: Kind, reader: User, today: date) -> Contents:
    quiet = kind == Kind.NUDGE
    streak = Short(StreakMode.DAILY, 0 if quiet else 12, ends_today=kind == Kind.AT_RISK)
    return Contents(
        name=reader.name,
        zone=reader.time_zone,
        today=today,
        streak=streak,
        days=_days("aaakaaaaaaaaao", today),
        stops=_stops(today),
        quiet=3 if quiet else None,
        chosen=Chosen(weekdays=(0, 2, 4)),
        week=_week(today) if kind == Kind.DIGEST else None,
    )


def _days(shapes: str, last: date) -> tuple[Day, ...]:
    first = last - timedelta(days=len(shapes) - 1)
    return tuple(Day(first + timedelta(days=number), SHAPES[one]) for number, one in enumerate(shapes))


def _stops(today: date) -> tuple[Stop, ...]:
    since = (today - timedelta(days=4)).strftime("%-d %B")
    return (
        Stop(
            "Indexes, and when they help",
            site("/today/"),
            f"learning since {since}",
            "Backend engineer, phase 5",
            "E",
            "cobalt",
        ),
        Stop(
            "Message queues", site("/today/"), "next on the line", "Backend engineer, phase 5", "E", "cobalt"
        ),
        Stop(
            "Timeouts and retries",
            site("/today/"),
            "next on the line",
            "Backend in layers, layer 3",
            "L",
            "ochre",
        ),
    )


def _week(today: date) -> Week:
    sunday = today - timedelta(days=today.weekday() + 1)
    done = ("Transactions", "Isolation levels", "Connection pools", "Backups that were restored")
    return Week(
        days=_days("aakaaka", sunday),
        active=5,
        done=tuple(Item(title, "Backend engineer", site("/today/")) for title in done),
        begun=2,
        habits=9,
        plans=(Item("Backend engineer", "4 days ahead of your plan."),),
        changed=(Item("Backend in layers", "2 new topics", site("/whats-new/")),),
    )


TOLD: dict[Kind, dict[str, Any]] = {
    Kind.REVIEWED: {
        "milestone": "A service that survives its database",
        "roadmap": "Backend engineer",
        "url": "/today/",
        "verdict": "approved",
        "mentor": "Noor",
        "words": "I stopped the database twice while reading, and your service told me so both times.\n\nOne"
        " thing for the next one: say in the README how long it waits.",
    },
    Kind.MESSAGE: {
        "mentor": "Noor",
        "words": "I saw that transactions kept you for a while. They kept all of us for a while.\n\nShall we"
        " look at isolation levels together on Thursday?",
        "url": "/today/",
    },
    Kind.COHORT_DIGEST: {
        "cohort": "Autumn cohort",
        "date": "2026-11-22",
        "url": "/today/",
        "lines": [
            "9 of 11 learners were active",
            "34 topics done, 6 more than the week before",
            "Sam has been quiet for 8 days",
            "2 milestones wait for a review, the older one for 3 days",
        ],
    },
    Kind.REVIEW_WAITING: {
        "learner": "Sam",
        "milestone": "A service that survives its database",
        "url": "/today/",
        "days": 3,
    },
}
