"""What a person fills in about their mail."""

from datetime import time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from progress.learning.streaks.forms import DayField
from progress.reminders.choosing import SWITCHES, Chosen
from progress.reminders.models import Kind


class HourField(forms.TimeField):
    """A time of day; a browser without a picker of times may send 18:00, 18.00 or 18."""

    def __init__(self, **options: Any) -> None:
        options["error_messages"] = {
            "invalid": gettext_lazy("“%(value)s” is no time of day. Write it as 18:00.")
        }
        widget = forms.TimeInput({"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M", "%H:%M:%S", "%H.%M", "%H"], **options)

    def to_python(self, value: Any) -> time | None:
        try:
            return super().to_python(value)
        except forms.ValidationError as wrong:
            words = self.error_messages["invalid"]
            raise forms.ValidationError(words, params={"value": str(value)[:40]}) from wrong


class ChoicesForm(forms.Form):
    """All that can be chosen about mail. `weekdays` are those of reminders, 0 for Monday."""

    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Days"), choices=list(WEEKDAYS.items()), coerce=int, required=False
    )
    kinds = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Mails"),
        choices=[(kind.value, kind.label) for kind in SWITCHES],
        coerce=Kind,
        required=False,
    )
    at = HourField(label=gettext_lazy("Time of day"))
    quiet_from = HourField(label=gettext_lazy("Quiet from"))
    quiet_until = HourField(label=gettext_lazy("Quiet until"))

    @classmethod
    def shown(cls, chosen: Chosen) -> "ChoicesForm":
        return cls(
            initial={
                "weekdays": chosen.weekdays,
                "kinds": list(chosen.kinds),
                "at": chosen.at,
                "quiet_from": chosen.quiet_from,
                "quiet_until": chosen.quiet_until,
            }
        )

    @property
    def chosen(self) -> Chosen:
        told = self.cleaned_data
        weekdays, kinds = tuple(sorted(told["weekdays"])), frozenset(told["kinds"])
        return Chosen(weekdays, kinds, told["at"], told["quiet_from"], told["quiet_until"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name in self.errors:  # a picker of times would show nothing of what is none
            if name in ("at", "quiet_from", "quiet_until"):
                self.fields[name].widget = forms.TextInput()
        if not self.errors and self.chosen.is_silenced:
            self.add_error("at", self._words_of_quiet())
        return told

    def _words_of_quiet(self) -> str:
        words = _(
            "%(at)s is in your quiet hours, from %(first)s to %(last)s, so nothing would be sent. "
            "Choose another time, or change the quiet hours."
        )
        told = self.cleaned_data
        hours = {"at": told["at"], "first": told["quiet_from"], "last": told["quiet_until"]}
        return words % {name: f"{hour:%H:%M}" for name, hour in hours.items()}


class DateForm(forms.Form):
    """A date of which somebody wants to know why mail came on it, or did not."""

    on = DayField(label=gettext_lazy("Date"))

    def clean(self) -> dict[str, Any]:
        if "on" in self.errors:  # a picker of dates would show nothing of what is none
            self.fields["on"].widget = forms.TextInput({"maxlength": 40})  # it goes into an address
        return super().clean() or {}

    def refuse(self, why: str) -> None:
        self.add_error("on", why)
