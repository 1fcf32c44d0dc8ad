"""What a learner fills in for a target. What can't be is said, and what was typed stays."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from progress.learning.plans.pace import rate_of
from progress.learning.plans.rest import DAY, Rest
from progress.learning.plans.schedule import Schedule, Target
from progress.learning.plans.targets import Chosen
from progress.learning.plans.workload import Measure, Workload
from progress.learning.streaks.forms import DayField

FURTHEST = timedelta(days=20 * 365)
HALF = 0.5
MOST_HOURS = 80  # a week
MOST_HOURS_A_TOPIC = 200
A_GUESS = 5  # hours a topic, where nobody knows


class HoursField(forms.FloatField):
    """Whole hours and halves, as 2.5 or 2,5."""

    def __init__(self, *, least: float, most: int, **options: Any) -> None:
        options |= {"min_value": least, "max_value": most, "step_size": HALF, "required": False}
        super().__init__(widget=forms.NumberInput({"inputmode": "decimal"}), **options)

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return int(value) if isinstance(value, float) and value.is_integer() else value


class TargetForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What you aim at"),
        choices=[
            ("by", gettext_lazy("A day to be done by")),
            ("hours", gettext_lazy("So many hours a week")),
        ],
        widget=forms.RadioSelect,
    )
    by = DayField(label=gettext_lazy("Done by"), required=False)
    hours_a_week = HoursField(label=gettext_lazy("Hours a week"), least=1, most=MOST_HOURS)
    hours_a_topic = HoursField(
        label=gettext_lazy("Hours a topic takes you"),
        least=HALF,
        most=MOST_HOURS_A_TOPIC,
        help_text=gettext_lazy(
            "The source gives no hours, so this is your own estimate. Change it as you go."
        ),
    )

    def __init__(self, *args: Any, workload: Workload, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.workload = workload
        self.today = today
        if workload.measure == Measure.HOURS:
            del self.fields["hours_a_topic"]

    @property
    def chosen(self) -> Chosen:
        told = self.cleaned_data
        if told["kind"] == "by":
            return Chosen(by=told["by"])
        return Chosen(told["hours_a_week"], told.get("hours_a_topic"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        check = {"by": self._check_day, "hours": self._check_hours}.get(told.get("kind", ""))
        if check:
            check(told)
        for name in {"by", "hours_a_week", "hours_a_topic"} & self.errors.keys():
            self.fields[name].widget = forms.TextInput()  # others show only what can be
        return told

    def _check_day(self, told: dict[str, Any]) -> None:
        day = told.get("by")
        self._forgive("hours_a_week", "hours_a_topic")
        if "by" in self.errors:
            return
        if day is None:
            self.add_error("by", _("Which day do you want to be done by?"))
        elif day <= self.today:
            words = _("%(day)s has passed. Choose a day after today, %(today)s.")
            if day == self.today:
                words = _("%(day)s is today already. Choose a later day.")
            self.add_error("by", words % {"day": _said(day), "today": _said(self.today)})
        elif day > self.today + FURTHEST:
            words = _("%(day)s is more than 20 years away. Choose a day that you can look forward to.")
            self.add_error("by", words % {"day": _said(day)})

    def _check_hours(self, told: dict[str, Any]) -> None:
        self._forgive("by")
        if "hours_a_week" not in self.errors and told.get("hours_a_week") is None:
            words = _("How many hours a week, from 1 to %(most)s?")
            self.add_error("hours_a_week", words % {"most": MOST_HOURS})
        asks = "hours_a_topic" in self.fields and "hours_a_topic" not in self.errors
        if asks and told.get("hours_a_topic") is None:
            words = _("About how many hours does a topic take you, up to %(most)s?")
            self.add_error("hours_a_topic", words % {"most": MOST_HOURS_A_TOPIC})
        if not self.errors:
            self._check_length(told)

    def _check_length(self, told: dict[str, Any]) -> None:
        rate = rate_of(told["hours_a_week"], told.get("hours_a_topic"), self.workload)
        schedule = Schedule.of(
            Target(self.today, rate=rate), start=self.workload.done, total=self.workload.total, rest=Rest()
        )
        if schedule.end > self.today + FURTHEST:
            words = _("At this rate the line would take you more than 20 years. Plan more hours a week.")
            self.add_error("hours_a_week", words)

    def _forgive(self, *fields: str) -> None:
        """What belongs to the other kind of target doesn't matter now."""
        for field in fields:
            self.errors.pop(field, None)


def initial(stored: Chosen | None, today: date) -> dict[str, Any]:
    """Return what the form shows at first: the target that holds, or a day half a year from now."""
    if stored is None or stored == Chosen():
        return {"kind": "by", "by": today + 26 * 7 * DAY, "hours_a_week": 5, "hours_a_topic": A_GUESS}
    return {
        "kind": "hours" if stored.hours_a_week else "by",
        "by": stored.by,
        "hours_a_week": stored.hours_a_week,
        "hours_a_topic": stored.hours_a_topic or A_GUESS,
    }


def _said(day: date) -> str:
    return date_format(day, "j F Y")
