"""What a learner says about their public profile."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from progress.learning.profiles import handles
from progress.learning.profiles.showing import HandleTaken, hide, show
from roadmap_site.accounts.models import User


class ProfileForm(forms.Form):
    handle = forms.CharField(
        label=gettext_lazy("Handle"),
        required=False,
        help_text=gettext_lazy("Small letters, digits and hyphens. Changing it frees the old one."),
    )
    public = forms.BooleanField(label=gettext_lazy("Show a public page"), required=False)
    streak = forms.BooleanField(label=gettext_lazy("Show my streak there"), required=False)
    badges = forms.BooleanField(label=gettext_lazy("Show badges for a README"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handle"].widget.attrs |= {"autocapitalize": "off", "spellcheck": "false"}

    def clean_handle(self) -> str:
        handle = handles.folded(self.cleaned_data["handle"])
        if handle and (wrong := handles.wrong_with(handle)):
            raise forms.ValidationError(wrong)
        return handle

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("handle") == "" and (told["public"] or told["badges"]):
            self.add_error("handle", _("Choose a handle first: it is the address."))
        return told

    def save(self, learner: User) -> bool:
        """Say whether it could be saved; if not, the form has an error more."""
        if not self.cleaned_data["handle"]:
            hide(learner=learner)
            return True
        try:
            show(learner=learner, **self.cleaned_data)
        except HandleTaken:
            taken = _("“%(handle)s” is taken.") % {"handle": self.cleaned_data["handle"]}
            self.add_error("handle", taken)
            return False
        return True
