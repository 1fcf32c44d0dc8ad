"""A milestone's own page: what is asked for, what the learner has handed in, and the form."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from curriculum.models import Milestone
from progress.learning import answers
from progress.learning.days import day_of
from progress.learning.models import Submission
from progress.learning.notes.evidence import EvidenceForm
from progress.learning.notes.rendering import rendered
from progress.learning.pages.milestones import ICONS, OPEN, long_word, tally_words
from progress.learning.pages.rows import day_words
from progress.learning.pages.whose import whose
from progress.learning.submissions import CONFIRMED, SENT, states, tally
from roadmap_site.accounts.models import User


@dataclass(frozen=True, slots=True)
class Row:
    """A submission in words; `below` is what others have answered."""

    submission: Submission
    day: str
    text: SafeString
    withdrawn: str  # since when, or nothing
    confirmed: str
    below: SafeString


def evidence(
    request: HttpRequest, learner: User, milestone: Milestone, form: EvidenceForm | None = None
) -> SafeString:
    """Return the section that a change touches; `form` has what was typed in vain."""
    rows = _rows(request, learner, milestone)
    standing = [row for row in rows if not row.withdrawn]
    confirmed = any(row.confirmed for row in standing)
    state = CONFIRMED if confirmed else SENT if standing else OPEN
    context = {
        "milestone": milestone,
        "rows": rows,
        "icon": ICONS[state],
        "said": long_word(state, answered=state == SENT and answers.is_answered(standing[0].submission)),
        "counted": count_in_roadmap(learner, milestone),
        "form": form or EvidenceForm(),
        "again": bool(standing),
        "whose": whose(request),
    }
    return render_to_string("learning/_evidence.html", context, request)


def count_in_roadmap(learner: User, milestone: Milestone) -> str:
    milestones = list(Milestone.objects.live().filter(roadmap=milestone.roadmap_id, phase__retired_in=None))
    return tally_words(tally(milestones, states(learner, milestones)))


def _rows(request: HttpRequest, learner: User, milestone: Milestone) -> list[Row]:
    today = day_of(learner, timezone.now())
    found = learner.submissions.filter(milestone=milestone).select_related("confirmed_by")
    submissions = list(found.order_by("-number"))
    below = answers.below(request, submissions)
    return [
        Row(
            submission=one,
            day=day_words(one.day, today),
            text=rendered(one.text),
            withdrawn=_day(learner, one.withdrawn_at, today),
            confirmed=_day(learner, one.confirmed_at, today),
            below=below.get(one.pk, SafeString("")),
        )
        for one in submissions
    ]


def _day(learner: User, at: datetime | None, today: date) -> str:
    return day_words(day_of(learner, at), today) if at else ""
