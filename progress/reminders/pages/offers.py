"""What there is to choose from, each kind of mail with what it is for and what it looks like."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from progress.reminders.letters.examples import example
from progress.reminders.models import Kind

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Sample:
    """What a mail of a kind says, as plain text."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    kind: Kind
    title: Words
    words: Words
    chosen: bool
    sample: Sample


_OFFERS: dict[Kind, tuple[Words, Words]] = {
    Kind.REMINDER: (
        _("Reminder"),
        _("On the days that you choose: what is next on your lines. No day, no reminder."),
    ),
    Kind.AT_RISK: (
        _("Streak at risk"),
        _(
            "At 20:00, if nothing is done yet and a streak of two or more would end tonight. "
            "An hour before your quiet hours, if they have begun by then."
        ),
    ),
    Kind.NUDGE: (
        _("Nudge after quiet days"),
        _("After 3, 7 and 14 days without anything done. Then silence, of all of these, until you are back."),
    ),
    Kind.DIGEST: (
        _("Weekly digest"),
        _("On Mondays: your week, your streak, your plans and what changed on your lines."),
    ),
    Kind.REVIEWED: (
        _("Milestone reviewed"),
        _("As soon as a mentor has looked at what you handed in."),
    ),
    Kind.MESSAGE: (
        _("Mentor’s message"),
        _(
            "When a mentor writes to you, at any hour: one a day for each cohort at most, "
            "with all that is still unread."
        ),
    ),
    Kind.COHORT_DIGEST: (
        _("Weekly digest of a cohort"),
        _("For mentors, once a week: how the learners of a cohort are doing."),
    ),
    Kind.REVIEW_WAITING: (
        _("Review waiting"),
        _("For mentors: when learners have waited 7, 14 and 21 days for a review. One a day at most."),
    ),
}

ON_THE_WAY = (Kind.REMINDER, Kind.AT_RISK, Kind.NUDGE, Kind.DIGEST)
WITH_MENTORS = (Kind.REVIEWED, Kind.MESSAGE, Kind.COHORT_DIGEST, Kind.REVIEW_WAITING)


def offers(kinds: Collection[Kind], chosen: Collection[str], today: date) -> list[Offer]:
    """`chosen` are the values of the kinds that a form has on."""
    language = get_language() or ""
    return [
        Offer(kind, *_OFFERS[kind], kind.value in chosen, _sample(kind, today, language)) for kind in kinds
    ]


@lru_cache(maxsize=32)
def _sample(kind: Kind, today: date, language: str) -> Sample:
    message = example(kind, None, datetime.combine(today, time(18), UTC))
    return Sample(str(message.subject), str(message.body))
