"""To whom a message goes: one learner, those whom the overview’s filters pick, or those that were told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, ngettext

from progress.cohorts.models import Cohort, Membership
from progress.cohorts.people.acts import is_number
from progress.cohorts.tables.choosing import Choice, chosen
from progress.cohorts.tables.overview import overview

NAMED = 12  # of a group


@dataclass(frozen=True)
class Recipients:
    """`choice` is None where they were named one by one."""

    people: list[Membership]
    choice: Choice | None = None

    @cached_property
    def keys(self) -> str:
        return ",".join(str(one.pk) for one in self.people)

    @property
    def counted(self) -> str:
        if len(self.people) == 1:
            return str(self.people[0].person)
        return ngettext("%(n)s learner", "%(n)s learners", len(self.people)) % {
            "n": intcomma(len(self.people))
        }

    @property
    def named(self) -> str:
        names = ", ".join(str(one.person) for one in self.people[:NAMED])
        further = len(self.people) - NAMED
        if further <= 0:
            return names
        return gettext("%(names)s and %(n)s more") % {"names": names, "n": intcomma(further)}

    def seal(self, words: str) -> str:
        """Return a word that another group or other words would not have: what was previewed is sent."""
        return salted_hmac("progress.cohorts.messages", f"{self.keys}\n{words}").hexdigest()[:16]


def recipients(cohort: Cohort, asked: Mapping[str, str], at: datetime) -> Recipients:
    """Only those who learn in it now."""
    there = Membership.objects.learners().filter(cohort=cohort).select_related("person")
    if to := asked.get("to", ""):
        keys = [int(key) for key in to.split(",") if is_number(key)]
        return Recipients(list(there.filter(pk__in=keys).order_by("pk")))
    choice = Choice.of(asked)
    rows = chosen(overview(cohort, at=at).rows, choice)
    found = there.in_bulk([row.person.membership for row in rows])
    return Recipients(
        [found[row.person.membership] for row in rows if row.person.membership in found], choice
    )
