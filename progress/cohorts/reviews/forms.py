"""What mentors write about milestones."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from progress.cohorts.models import AnswerTemplate, Verdict
from progress.learning.notes.keeping import storable
from roadmap_site.accounts.mistakes import UNSEEN

LONGEST = 20_000  # characters of a review, a reply, a template


class Words(forms.CharField):
    """Markdown as typed; what PostgreSQL can't store is left out. A browser counts a new line as one
    character, and sends two.
    """

    def __init__(self, *, rows: int, most: int = LONGEST, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(max_length=most, strip=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        return storable(super().to_python(value) or "").replace("\r\n", "\n")


class ReviewForm(forms.Form):
    checked = forms.MultipleChoiceField(
        label=_("Tick what it meets"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = Words(
        rows=8,
        label=_("What you say"),
        required=False,
        help_text=_("Markdown works. The learner reads it on the milestone’s page."),
    )

    def __init__(self, *args: Any, checklist: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checked"].choices = [(one, one) for one in checklist]  # type: ignore[attr-defined]

    def check(self, verdict: Verdict) -> bool:
        """Whether it can be sent: who asks for changes says which."""
        if not self.is_valid():
            return False
        if verdict == Verdict.CHANGES and not self.cleaned_data["words"]:
            self.add_error("words", gettext("Say what to change, so that the learner can."))
        return not self.errors


class ReplyForm(forms.Form):
    words = Words(rows=3, label=_("Your answer"), help_text=_("Markdown works."))


class TemplateForm(forms.ModelForm):  # type: ignore[type-arg]
    words = Words(rows=6, label=_("Words"), help_text=_("Markdown works."))

    class Meta:
        model = AnswerTemplate
        fields = ["title", "words"]
        labels = {"title": _("Name")}

    def clean_title(self) -> str:
        title = " ".join(str(self.cleaned_data["title"]).split())
        if not title.isprintable():
            raise forms.ValidationError(UNSEEN)
        return title
