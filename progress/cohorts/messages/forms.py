"""What is written in a message."""

from django import forms
from django.utils.translation import gettext_lazy as _

from progress.cohorts.messages.writing import LONGEST
from progress.cohorts.reviews.forms import Words


class MessageForm(forms.Form):
    words = Words(rows=6, most=LONGEST, label=_("Message"), help_text=_("Markdown works."))


class AnswerForm(forms.Form):
    words = Words(rows=4, most=LONGEST, label=_("Your answer"), help_text=_("Markdown works."))
