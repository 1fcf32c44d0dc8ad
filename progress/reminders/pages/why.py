"""Why mail came on a date, or did not: what somebody asks on the page, and the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from progress.reminders.forms import DateForm
from progress.reminders.schedule.clock import date_of
from progress.reminders.schedule.explaining import OutOfReach, explain
from progress.reminders.schedule.explanation import Explanation
from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import spoken


@dataclass(frozen=True, slots=True)
class Why:
    """`explanation` is there where a date was asked for of which something can be told."""

    form: DateForm
    explanation: Explanation | None = None

    @property
    def place(self) -> str:
        """Whose clock tells the date."""
        return spoken(self.explanation.zone) if self.explanation else ""


def why(person: User, asked: Mapping[str, str], at: datetime) -> Why:
    """`asked` is the query of the page's address."""
    if "on" not in asked:
        return Why(DateForm(initial={"on": date_of(at, person.time_zone)}))
    form = DateForm(asked)
    if not form.is_valid():
        return Why(form)
    try:
        return Why(form, explain(person, form.cleaned_data["on"], now=at))
    except OutOfReach as reason:
        form.refuse(str(reason))
        return Why(form)
