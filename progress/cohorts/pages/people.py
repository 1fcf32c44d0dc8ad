"""Who is in a cohort, as a list: those who look after it first, then learners by name."""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.db.models.functions import Lower, NullIf
from django.utils.translation import gettext, ngettext

from progress.cohorts.models import Cohort, Membership, Role
from progress.cohorts.pages.overview_words import listed

ROWS = 100
NAMED = 8  # of those who look after a cohort
ORDER = (Role.OWNER, Role.MENTOR, Role.OBSERVER, Role.LEARNER)


@dataclass(frozen=True, slots=True)
class People:
    """`counted` says how many of each role there are in all, `words` what was searched for."""

    page: Page[Membership]
    counted: list[str]
    words: str
    role: str


def people_of(cohort: Cohort, *, words: str, role: str, page: str | None) -> People:
    current = Membership.objects.current().filter(cohort=cohort)
    rank = Case(*[When(role=role, then=n) for n, role in enumerate(ORDER)], output_field=IntegerField())
    found = current.select_related("person").alias(rank=rank)
    found = found.order_by("rank", Lower(NullIf(F("person__name"), Value(""))).asc(nulls_last=True), "pk")
    if words:
        unnamed = Q(person__name="", person__email__icontains=words)  # shown by the address
        found = found.filter(Q(person__name__icontains=words) | unnamed)
    if role in Role.values:
        found = found.filter(role=role)
    return People(Paginator(found, ROWS).get_page(page), counted(cohort), words, role)


def counted(cohort: Cohort) -> list[str]:
    """Return how many there are of each role, in words."""
    current = Membership.objects.current().filter(cohort=cohort).order_by()
    there = dict(current.values_list("role").annotate(Count("pk")))
    return [_said(role, there[role]) for role in ORDER if there.get(role)]


def looked_after_by(cohort: Cohort, *, named: bool) -> str:
    """Say who looks after it: by number, or `named` by the names that they gave, and the rest by number."""
    there = Membership.objects.looking_after().filter(cohort=cohort).order_by("joined_at", "pk")
    names = list(there.values_list("person__name", flat=True))
    shown = [name for name in names if name][:NAMED] if named else []
    if rest := len(names) - len(shown):
        more = ngettext("%(n)s person", "%(n)s people", rest)
        if shown:
            more = ngettext("%(n)s more", "%(n)s more", rest)
        shown.append(more % {"n": intcomma(rest)})
    return gettext("Looked after by %(who)s.") % {"who": listed(shown)} if shown else ""


def _said(role: Role, n: int) -> str:
    words = {
        Role.OWNER: ngettext("%(n)s owner", "%(n)s owners", n),
        Role.MENTOR: ngettext("%(n)s mentor", "%(n)s mentors", n),
        Role.OBSERVER: ngettext("%(n)s observer", "%(n)s observers", n),
        Role.LEARNER: ngettext("%(n)s learner", "%(n)s learners", n),
    }
    return words[role] % {"n": intcomma(n)}
