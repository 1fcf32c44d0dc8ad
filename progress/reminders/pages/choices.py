"""The form of choices, as its pages show it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.functional import Promise

from progress.reminders.forms import ChoicesForm
from progress.reminders.pages.offers import ON_THE_WAY, WITH_MENTORS, offers
from roadmap_site.accounts.zones import spoken


@dataclass(frozen=True, slots=True)
class Weekday:
    number: int
    name: str | Promise
    short: str | Promise
    chosen: bool


def choices_context(form: ChoicesForm, zone: str, at: datetime) -> dict[str, Any]:
    """Return what reminders/_choices.html expects. The form may hold what somebody typed."""
    kinds = {str(kind) for kind in form["kinds"].value() or ()}
    days = {str(day) for day in form["weekdays"].value() or ()}
    return {
        "form": form,
        "weekdays": [Weekday(n, WEEKDAYS[n], WEEKDAYS_ABBR[n], str(n) in days) for n in range(7)],
        "on_the_way": offers(ON_THE_WAY, kinds, at.date()),
        "with_mentors": offers(WITH_MENTORS, kinds, at.date()),
        "place": spoken(zone),
    }
