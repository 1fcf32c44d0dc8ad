"""What is asked about cohorts, their people and invitations."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curriculum.models import Roadmap
from progress.cohorts.mentor_notes import LONGEST
from progress.cohorts.models import Cohort, Role, Shows
from progress.cohorts.people.addresses import decode
from progress.cohorts.people.changing import MOST_DAYS as MOST_EXTRA
from progress.cohorts.people.invitations import MOST_DAYS, MOST_USES
from roadmap_site.accounts.mistakes import UNSEEN

LARGEST = 1024 * 1024  # bytes of a file of addresses


class Day(forms.DateInput):
    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        return value.isoformat() if isinstance(value, date) else value


def of_this_century(day: date) -> date:
    if not 2000 <= day.year <= 2100:
        raise forms.ValidationError(gettext("Choose a day of this century."))
    return day


class CohortForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    roadmaps = forms.ModelMultipleChoiceField(
        Roadmap.objects.none(), label=_("Roadmaps"), widget=forms.CheckboxSelectMultiple
    )
    starts_on = forms.DateField(label=_("Starts on"), widget=Day)
    weeks_a_phase = forms.IntegerField(
        label=_("Weeks for each phase"),
        required=False,
        min_value=1,
        max_value=52,
        help_text=_("The cohort’s pace. Leave it empty, and nobody is behind or ahead."),
    )

    def __init__(self, *args: Any, cohort: Cohort | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last_day = cohort.ended_on if cohort else None
        chosen = Q(cohorts=cohort) if cohort else Q(pk=None)
        offered = Roadmap.objects.filter(Q(pk__in=Roadmap.objects.published()) | chosen).distinct()
        self.fields["roadmaps"].queryset = offered  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not name.isprintable():
            raise forms.ValidationError(UNSEEN)
        return name

    def clean_starts_on(self) -> date:
        day = of_this_century(self.cleaned_data["starts_on"])
        if self.last_day and day > self.last_day:
            told = {"day": date_format(self.last_day, "j F Y")}
            raise forms.ValidationError(
                gettext("Its last day is %(day)s. Choose none after it, or change the last day first.") % told
            )
        return day


class EndForm(forms.Form):
    ended_on = forms.DateField(label=_("Last day"), widget=Day)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first_day = cohort.starts_on

    def clean_ended_on(self) -> date:
        day = of_this_century(self.cleaned_data["ended_on"])
        if day < self.first_day:
            told = {"day": date_format(self.first_day, "j F Y")}
            raise forms.ValidationError(gettext("It starts on %(day)s. Choose none before.") % told)
        return day


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, may_learn: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [role for role in Role if may_learn or role != Role.LEARNER]
        self.fields["role"].choices = [(role, role.label) for role in roles]  # type: ignore[attr-defined]


class ExtensionForm(forms.Form):
    extra_days = forms.IntegerField(label=_("Days more"), min_value=0, max_value=MOST_EXTRA)


class CohortField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Two may have the same name."""

    def label_from_instance(self, cohort: Cohort) -> str:
        told = {"cohort": cohort, "day": date_format(cohort.starts_on, "j F Y")}
        return gettext("%(cohort)s, from %(day)s") % told


class MoveForm(forms.Form):
    to = CohortField(Cohort.objects.none(), label=_("To"), empty_label=None)

    def __init__(self, *args: Any, cohorts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = cohorts  # type: ignore[attr-defined]


class ShowsForm(forms.Form):
    shows = forms.ChoiceField(
        label=_("What mentors see of your topics"),
        choices=[
            (Shows.TOPICS, _("Which topics I am learning, have done or skipped")),
            (Shows.COUNTS, _("Only how many, without their names")),
        ],
        widget=forms.RadioSelect,
    )


class InvitationForm(forms.Form):
    role = forms.ChoiceField(label=_("Lets in"), choices=Role.choices)
    uses = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_USES)
    days = forms.IntegerField(label=_("Holds for, in days"), min_value=1, max_value=MOST_DAYS)


class AddressesForm(forms.Form):
    """Typed, or in a file; what a file holds is added to what was typed, so that it can be mended."""

    addresses = forms.CharField(
        label=_("Addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("One a line, or the lines of a spreadsheet with the address in any column."),
    )
    file = forms.FileField(
        label=_("Or a CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )
    days = forms.IntegerField(label=_("Hold for, in days"), min_value=1, max_value=MOST_DAYS)

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > LARGEST:
            raise forms.ValidationError(gettext("This file is larger than a list of addresses can be."))
        return decode(file.read()).replace("\x00", "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        parts = [cleaned.get("addresses", ""), cleaned.get("file", "")]
        self.text = "\n".join(part for part in parts if part.strip())
        if not self.text and "file" in cleaned:
            self.add_error("addresses", gettext("Type or paste addresses, or choose a file."))
        return cleaned


class NoteForm(forms.Form):
    words = forms.CharField(
        label=_("A note for mentors"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


def initial_of(cohort: Cohort) -> dict[str, Any]:
    return {
        "name": cohort.name,
        "roadmaps": [line.roadmap_id for line in cohort.lines.all()],
        "starts_on": cohort.starts_on,
        "weeks_a_phase": cohort.weeks_a_phase,
    }
