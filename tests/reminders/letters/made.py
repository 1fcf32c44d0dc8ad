"""Mails of every kind, made of facts that stand here, so that what they say can be kept and compared."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.test import override_settings

from progress.learning.models import StreakMode
from progress.learning.streaks.stored import Short
from progress.reminders.ledger.claiming import Claimed
from progress.reminders.letters import write
from progress.reminders.letters.contents import Chosen, Contents, Week
from progress.reminders.letters.letter import Day, Item, Shape, Stop
from progress.reminders.letters.message import Message
from progress.reminders.models import Kind
from roadmap_site.accounts.models import User

SITE = "https://learn.example.org"
TODAY = date(2026, 11, 23)  # a Monday
AT = datetime(2026, 11, 23, 17, tzinfo=UTC)  # 18:00 in Berlin
SHAPES = {"a": Shape.ACTIVE, "k": Shape.KEPT, "p": Shape.PAUSED, "n": Shape.NONE, "o": Shape.OPEN}


@contextmanager
def elsewhere() -> Iterator[None]:
    """Have mails come from a site that is the same wherever the tests run."""
    with override_settings(
        SITE_URL=SITE, SECRET_KEY="kept for mails", DEFAULT_FROM_EMAIL="Cairn <cairn@learn.example.org>"
    ):
        yield


def days(shapes: str, last: date = TODAY) -> tuple[Day, ...]:
    first = last - timedelta(days=len(shapes) - 1)
    return tuple(Day(first + timedelta(days=number), SHAPES[one]) for number, one in enumerate(shapes))


def stop(title: str, **overrides: Any) -> Stop:
    return replace(
        Stop(
            title=title,
            address=f"{SITE}/roadmaps/backend-engineer/topics/{title.lower().replace(' ', '-')}/",
            why="next on the line",
            where="Backend engineer, phase 5",
            letter="E",
            accent="cobalt",
        ),
        **overrides,
    )


STOPS = (
    stop("Database indexes", why="learning since 19 November"),
    stop("Message queues"),
    stop("Retries & timeouts", where="Backend in layers, layer 3", letter="L", accent="ochre"),
)


def contents(**overrides: Any) -> Contents:
    """Of somebody on a streak of 23 days with a freeze used, who has not been active today."""
    usual = Contents(
        name="Noor",
        zone="Europe/Berlin",
        today=TODAY,
        streak=Short(StreakMode.DAILY, 23),
        days=days("aaakaaaaaaaaao"),
        stops=STOPS,
        quiet=0,
        chosen=Chosen(weekdays=(0, 2, 4)),
    )
    return replace(usual, **overrides)


def week(**overrides: Any) -> Week:
    return replace(
        Week(
            days=days("aanpkaa", date(2026, 11, 22)),
            active=4,
            done=(
                Item(
                    "Transactions",
                    "Backend engineer",
                    f"{SITE}/roadmaps/backend-engineer/topics/transactions/",
                ),
                Item("A topic that is gone", "Backend in layers"),
            ),
            begun=1,
            habits=9,
            submitted=1,
            plans=(
                Item(
                    "Backend engineer",
                    "4 days ahead of your plan.",
                    f"{SITE}/roadmaps/backend-engineer/plan/",
                ),
            ),
            changed=(Item("Backend in layers", "2 new, 1 moved", f"{SITE}/whats-new/7/"),),
        ),
        **overrides,
    )


REVIEWED = {
    "milestone": "A service that survives its database",
    "roadmap": "Backend engineer",
    "url": "/roadmaps/backend-engineer/milestones/survivor/",
    "verdict": "approved",
    "mentor": "Ada",
    "words": "I stopped the database twice while reading, and your service told me so both times.\n\n"
    "One thing for the next one: say in the README how long it waits.",
}
MESSAGE = {"mentor": "Ada", "words": "Shall we look at isolation levels on Thursday?", "url": "/messages/3/"}
COHORT = {
    "cohort": "Autumn cohort",
    "date": "2026-11-22",
    "url": "/cohorts/autumn/",
    "lines": ["9 of 11 learners were active", "Sam has been quiet for 8 days"],
}
WAITING = {
    "learner": "Sam",
    "milestone": "A service that survives its database",
    "url": "/reviews/5/",
    "days": 3,
}


@dataclass(frozen=True)
class Case:
    kind: Kind
    contents: Contents
    told: dict[str, Any] | None = None
    done_today: bool = False
    at: datetime = AT


NAMED = contents(stops=(), days=())
CASES = {
    "reminder": Case(Kind.REMINDER, contents()),
    "reminder-done-today": Case(Kind.REMINDER, contents(), done_today=True),
    "reminder-at-risk": Case(Kind.REMINDER, contents(streak=Short(length=23, ends_today=True))),
    "reminder-one-of-each": Case(
        Kind.REMINDER, contents(streak=Short(length=1), stops=STOPS[:1], chosen=Chosen(tuple(range(7))))
    ),
    "reminder-weekly": Case(Kind.REMINDER, contents(streak=Short(StreakMode.WEEKLY, 5))),
    "reminder-without-streak": Case(Kind.REMINDER, contents(streak=Short(StreakMode.OFF), name="")),
    "reminder-in-a-pause": Case(Kind.SAMPLE, contents(days=days("aaakaaaaaaaapp"))),
    "reminder-of-nothing": Case(Kind.REMINDER, contents(streak=Short(), stops=(), following=False)),
    "reminder-before-silence": Case(
        Kind.REMINDER, contents(streak=Short(), quiet=14, last_nudge=True, days=days("nnnnnnnnnnnnno"))
    ),
    "at_risk": Case(
        Kind.AT_RISK,
        contents(streak=Short(length=23, ends_today=True)),
        at=datetime(2026, 11, 23, 19, tzinfo=UTC),
    ),
    "at_risk-weekly": Case(
        Kind.AT_RISK,
        contents(streak=Short(StreakMode.WEEKLY, 2, ends_today=True)),
        at=datetime(2026, 11, 24, 2, 1, tzinfo=UTC),
    ),
    "at_risk-safe-by-now": Case(Kind.AT_RISK, contents()),
    "nudge-3": Case(Kind.NUDGE, contents(quiet=3, streak=Short())),
    "nudge-7": Case(Kind.NUDGE, contents(quiet=7, streak=Short())),
    "nudge-14": Case(Kind.NUDGE, contents(quiet=14, last_nudge=True, streak=Short())),
    "nudge-never-active": Case(Kind.NUDGE, contents(quiet=None, streak=Short(), stops=(), following=False)),
    "digest": Case(Kind.DIGEST, contents(week=week())),
    "digest-quiet": Case(
        Kind.DIGEST,
        contents(
            streak=Short(),
            week=Week(days=days("nnnnnnn", date(2026, 11, 1))),
        ),
    ),
    "digest-at-risk": Case(
        Kind.DIGEST,
        contents(
            streak=Short(length=2, ends_today=True),
            week=week(
                days=days("nnnnnaa", date(2026, 11, 22)),
                active=2,
                done=tuple(Item(f"Topic {n}") for n in range(1, 11)),
            ),
        ),
    ),
    "reviewed": Case(Kind.REVIEWED, NAMED, REVIEWED),
    "reviewed-changes": Case(Kind.REVIEWED, NAMED, REVIEWED | {"verdict": "changes", "words": ""}),
    "message": Case(Kind.MESSAGE, NAMED, MESSAGE),
    "cohort": Case(Kind.COHORT_DIGEST, NAMED, COHORT),
    "waiting": Case(Kind.REVIEW_WAITING, NAMED, WAITING),
    "sample": Case(Kind.SAMPLE, contents()),
}


def claimed(
    kind: Kind, *, told: dict[str, Any] | None = None, at: datetime = AT, **of_person: Any
) -> Claimed:
    fields = {"pk": 7, "email": "noor@example.org", "name": "Noor", "time_zone": "Europe/Berlin"} | of_person
    return Claimed(
        mail_id=42,
        claim=UUID(int=1),
        kind=kind,
        key="2026-11-23",
        told=told,
        attempts=0,
        expires_at=at + timedelta(hours=1),
        person=User(**fields),
        at=at,
    )


def written(case: Case) -> Message:
    with elsewhere():
        mail = claimed(case.kind, told=case.told, at=case.at)
        return write(mail, {mail.mail_id: case.contents}, case.at, done_today=case.done_today)


def html_of(message: Message) -> str:
    return str(message.alternatives[0][0])
