"""A mentor's week with a cohort, as a mail tells it: numbers, who is stuck and why, what waits."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext

from progress.cohorts.models import Cohort, Membership, Role
from progress.cohorts.tables.overview import Overview, overview
from progress.cohorts.tables.queue import longest, queue
from progress.cohorts.tables.signals import Kind, waiting_words
from progress.reminders.models import Kind as MailKind
from progress.reminders.schedule.weekly import Asked, Weekly

WEEK = timedelta(days=7)
NAMED = 15  # of those who are stuck


def subjects(people: Collection[int], at: datetime) -> Mapping[int, Sequence[int]]:
    """Return the cohorts that each looks after as a mentor. One that has ended has no weeks any more."""
    found: dict[int, list[int]] = {}
    mine = _mentors(at).filter(person__in=people)
    for person, cohort in mine.values_list("person", "cohort"):
        found.setdefault(person, []).append(cohort)
    return found


def tell(asked: Collection[Asked], at: datetime) -> Mapping[Asked, Mapping[str, Any]]:
    """By so many statements for each cohort, however many mentors it has."""
    people = {one.person for one in asked}
    there = set(_mentors(at).filter(person__in=people).values_list("person", "cohort"))
    allowed = [one for one in asked if (one.person, one.subject) in there]
    cohorts = Cohort.objects.in_bulk({one.subject for one in allowed})
    lines = {pk: list(_lines(cohort, at)) for pk, cohort in cohorts.items()}
    return {
        one: {
            "cohort": cohorts[one.subject].name,
            "date": one.until.isoformat(),
            "lines": lines[one.subject],
            "url": reverse("cohort", args=[one.subject]),
        }
        for one in allowed
    }


def stands(asked: Asked, at: datetime) -> bool:
    """Whether the person still is a mentor there, and there is anybody to tell of."""
    return _mentors(at).filter(person=asked.person, cohort=asked.subject).exists()


WEEKLY = Weekly(MailKind.COHORT_DIGEST, subjects, tell, stands)


def _mentors(at: datetime) -> QuerySet[Membership]:
    keeping = Membership.objects.current().filter(role__in=[Role.MENTOR, Role.OWNER])
    learners = Membership.objects.learners().filter(cohort=OuterRef("pk"))
    told_of = Cohort.objects.going_on(localdate(at)).filter(Exists(learners), archived_at=None)
    return keeping.filter(cohort__in=told_of).order_by("cohort")


def _lines(cohort: Cohort, at: datetime) -> Iterator[str]:
    found = overview(cohort, at=at)
    tally = found.tally
    if not tally.learners:
        return
    told = {"active": intcomma(tally.active), "n": intcomma(tally.learners)}
    yield (
        ngettext(
            "%(active)s of %(n)s learner was active",
            "%(active)s of %(n)s learners were active",
            tally.learners,
        )
        % told
    )
    yield _done(found, at)
    yield from _stuck(found)
    yield from _counts(found)
    yield from _waiting(cohort, at)


def _done(found: Overview, at: datetime) -> str:
    now, before = topics_done([row.person.pk for row in found.rows], found.outline.roadmaps, at)
    words = ngettext("%(n)s topic done", "%(n)s topics done", now) % {"n": intcomma(now)}
    if now > before:
        return gettext("%(done)s, %(more)d more than the week before") % {"done": words, "more": now - before}
    if now < before:
        return gettext("%(done)s, %(less)d fewer than the week before") % {
            "done": words,
            "less": before - now,
        }
    return gettext("%(done)s, as many as the week before") % {"done": words}


def _stuck(found: Overview) -> Iterator[str]:
    told = [
        f"{row.person.name}: {signal.why}"
        for row in found.rows
        for signal in row.signals
        if signal.kind == Kind.STUCK
    ]
    yield from told[:NAMED]
    if (further := len(told) - NAMED) > 0:
        yield ngettext("%(n)d more is stuck", "%(n)d more are stuck", further) % {"n": further}


def _counts(found: Overview) -> Iterator[str]:
    tally = found.tally
    if tally.quiet:
        yield ngettext("%(n)d is quiet", "%(n)d are quiet", tally.quiet) % {"n": tally.quiet}
    if tally.behind:
        yield ngettext("%(n)d is behind the pace", "%(n)d are behind the pace", tally.behind) % {
            "n": tally.behind
        }


def _waiting(cohort: Cohort, at: datetime) -> Iterator[str]:
    if waiting := queue(cohort, at=at):
        yield waiting_words(len(waiting), longest(waiting, at))


def topics_done(learners: Sequence[int], roadmaps: Sequence[int], at: datetime) -> tuple[int, int]:
    """Return how many were ticked in the last seven days and are done still, and in the seven before."""
    asked: dict[str, Any] = {"learners": list(learners), "roadmaps": list(roadmaps), "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_DONE, asked | {"week": at - WEEK, "before": at - 2 * WEEK})
        now, before = cursor.fetchone()
    return now, before


# Of several ticks the last counts. A day is at most a day away from the instants on it, wherever it is lived
_DONE = """
SELECT count(*) FILTER (WHERE ticked.at > %(week)s), count(*) FILTER (WHERE ticked.at <= %(week)s)
FROM learning_mark mark
JOIN (
    SELECT learner_id, topic_id, max(at) AS at
    FROM learning_activity
    WHERE learner_id = ANY (%(learners)s)
        AND day >= (%(before)s::timestamptz AT TIME ZONE 'UTC')::date - 1
        AND at > %(before)s AND at <= %(at)s
        AND state = 'done'
    GROUP BY learner_id, topic_id
) AS ticked USING (learner_id, topic_id)
JOIN curriculum_topic topic ON topic.id = mark.topic_id
WHERE mark.state = 'done' AND topic.roadmap_id = ANY (%(roadmaps)s) AND topic.retired_in_id IS NULL
"""
