"""Made-up facts, such as somebody's might be who learns here."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from progress.learning.streaks.stored import Short
from progress.reminders.letters.contents import Chosen, Contents, Week
from progress.reminders.letters.letter import Day, Item, Shape, Stop
from progress.reminders.letters.links import site
from progress.reminders.models import Kind

DAY = timedelta(days=1)
SHAPES = {"a": Shape.ACTIVE, "k": Shape.KEPT, "o": Shape.OPEN}
HERE = "/today/"  # where links lead of what isn't there


def made_up(kind: Kind, today: date) -> Contents:
    """Return facts for a mail of that kind, of nobody in particular; all are of the same person's days."""
    days = _days("aaakaaaaaaaaao", today)
    if kind == Kind.DIGEST:
        monday = today - today.weekday() * DAY
        return replace(_made_up(monday, days), week=_week(monday, days))
    if kind == Kind.NUDGE:
        return replace(_made_up(today, days), streak=Short(), quiet=3)
    contents = _made_up(today, days)
    return replace(contents, streak=replace(contents.streak, ends_today=kind == Kind.AT_RISK))


def _made_up(today: date, days: Sequence[Day]) -> Contents:
    active = [one for one in days if one.day < today and one.shape == Shape.ACTIVE]
    return Contents(
        today=today,
        streak=Short(length=len(active)),
        days=tuple(days),
        stops=tuple(_stops(today)),
        chosen=Chosen(weekdays=tuple(sorted((today.weekday() + n) % 7 for n in (0, 2, 4)))),
    )


def made_up_event(kind: Kind, today: date) -> dict[str, Any] | None:
    """Return what an event of that kind would tell; None for other kinds."""
    events = {
        Kind.REVIEWED: _review,
        Kind.MESSAGE: _message,
        Kind.COHORT_DIGEST: _cohort,
        Kind.REVIEW_WAITING: _waiting,
    }
    return events[kind](today) | {"url": HERE} if kind in events else None


def _days(shapes: str, last: date) -> tuple[Day, ...]:
    first = last - timedelta(days=len(shapes) - 1)
    return tuple(Day(first + timedelta(days=number), SHAPES[one]) for number, one in enumerate(shapes))


def _stops(today: date) -> Iterator[Stop]:
    address, since = site(HERE), date_format(today - timedelta(days=4), "j F")
    engineer, layers = gettext("Backend engineer, phase 5"), gettext("Backend in layers, layer 3")
    learning, line = gettext("learning since %(day)s") % {"day": since}, gettext("next on the line")
    yield Stop(gettext("Indexes, and when they help"), address, learning, engineer, "E", "cobalt")
    yield Stop(gettext("Message queues"), address, line, engineer, "E", "cobalt")
    yield Stop(gettext("Timeouts and retries"), address, line, layers, "L", "ochre")


def _week(monday: date, days: Sequence[Day]) -> Week:
    roadmap, other = gettext("Backend engineer"), gettext("Backend in layers")
    done = (gettext("Transactions"), gettext("Isolation levels"), gettext("Connection pools"))
    before = tuple(one for one in days if monday - 7 * DAY <= one.day < monday)
    return Week(
        days=before,
        active=sum(one.shape == Shape.ACTIVE for one in before),
        done=tuple(Item(title, roadmap, site(HERE)) for title in done),
        begun=2,
        habits=9,
        plans=(Item(roadmap, gettext("4 days ahead of your plan."), site(HERE)),),
        changed=(Item(other, gettext("2 new, 1 moved"), site("/whats-new/")),),
    )


def _review(today: date) -> dict[str, Any]:
    words = gettext(
        "I stopped the database twice while I read, and your service told me so both times.\n\n"
        "For the next one: say in the README how long it waits."
    )
    return {
        "milestone": gettext("A service that survives its database"),
        "roadmap": gettext("Backend engineer"),
        "verdict": "approved",
        "mentor": "Noor",
        "words": words,
    }


def _message(today: date) -> dict[str, Any]:
    words = gettext(
        "I saw that transactions kept you for a while. They kept all of us for a while.\n\n"
        "Shall we look at isolation levels together on Thursday?"
    )
    return {"mentor": "Noor", "words": words}


def _cohort(today: date) -> dict[str, Any]:
    lines = [
        gettext("9 of 11 learners were active"),
        gettext("34 topics done, 6 more than the week before"),
        gettext("Sam has been quiet for 8 days"),
        gettext("2 milestones wait for a review, the older one for 3 days"),
    ]
    sunday = today - timedelta(days=today.weekday() + 1)
    return {"cohort": gettext("Autumn cohort"), "date": sunday.isoformat(), "lines": lines}


def _waiting(today: date) -> dict[str, Any]:
    return {"learner": "Sam", "milestone": gettext("A service that survives its database"), "days": 3}
