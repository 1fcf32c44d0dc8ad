"""What a learner fills in about their streak."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from progress.learning.models import StreakMode
from progress.learning.streaks.choosing import Choices, EndsBeforeItBegins, Refused, TooEarly, TooFar, TooLong


class ModeForm(forms.Form):
    mode = forms.ChoiceField(
        label=gettext_lazy("What keeps your streak"),
        choices=[
            (StreakMode.DAILY, gettext_lazy("Every day")),
            (StreakMode.WEEKLY, gettext_lazy("Some days a week")),
            (StreakMode.OFF, gettext_lazy("Nothing: count no streak")),
        ],
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days a week"),
        min_value=1,
        max_value=7,
        required=False,
        help_text=gettext_lazy("For some days a week: which ones is up to you."),
    )

    @classmethod
    def shown(cls, choices: Choices) -> "ModeForm":
        return cls(initial={"mode": choices.mode.mode, "days": choices.mode.days})

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("mode") == StreakMode.WEEKLY and told.get("days") is None and "days" not in self.errors:
            self.add_error("days", _("How many days a week, from 1 to 7?"))
        return told


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        options["error_messages"] = {
            "invalid": gettext_lazy("“%(value)s” is no date. Write it as 2026-12-31.")
        }
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except forms.ValidationError as wrong:
            raise forms.ValidationError(
                self.error_messages["invalid"], params={"value": str(value)[:40]}
            ) from wrong


class PauseForm(forms.Form):
    first = DayField(label=gettext_lazy("First day of the pause"))
    last = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Leave it empty if you don't know yet; you can go on whenever you like."),
    )

    def refuse(self, refusal: Refused) -> None:
        """Say which day can't be, and which could."""
        match refusal:
            case TooEarly(earliest=day):
                words = _("A pause can begin on %(day)s at the earliest.")
                self.add_error("first", words % {"day": _said(day)})
            case TooLong(latest=day):
                self.add_error("last", _too_long(day))
            case TooFar(latest=day):
                words = _("A pause can begin on %(day)s at the latest, a year from now. Plan it later.")
                self.add_error("first", words % {"day": _said(day)})
            case EndsBeforeItBegins():
                first = _said(self.cleaned_data["first"])
                self.add_error("last", _("The last day can't be before the first, %(day)s.") % {"day": first})


class EndForm(forms.Form):
    last = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: no end yet.")
    )

    def refuse(self, refusal: Refused) -> None:
        match refusal:
            case TooEarly(earliest=day):
                words = _("The last day can be %(day)s at the earliest.")
                self.add_error("last", words % {"day": _said(day)})
            case TooLong(latest=day):
                self.add_error("last", _too_long(day))


def _too_long(latest: date) -> str:
    words = _("The last day can be %(day)s at the latest, after a year. Leave it empty if it may be later.")
    return words % {"day": _said(latest)}


def _said(day: date) -> str:
    return date_format(day, "j F Y")
