"""The form for a milestone's evidence: a link, words, or both."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from progress.learning.notes import links
from progress.learning.notes.keeping import LONGEST, storable


class EvidenceForm(forms.Form):
    link = forms.CharField(
        label=_("A link to it"),
        required=False,
        help_text=_("A repository, a page that runs, an article."),
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    text = forms.CharField(
        label=_("In your words"),
        required=False,
        strip=False,
        help_text=_("What you made, what was hard, what you would do otherwise. Markdown works."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_link(self) -> str:
        link = links.completed(self.cleaned_data["link"])
        if links.deceives(link):
            raise forms.ValidationError(
                gettext("This address has characters in it that nobody sees. Type it, or copy it again.")
            )
        if link and links.refused(link):
            raise forms.ValidationError(
                gettext(
                    "Only addresses of web pages can be handed in: they begin with https:// or http://,"
                    " have no spaces, quotes or user names in them, and at most 500 characters."
                )
            )
        return link

    def clean_text(self) -> str:
        text = storable(self.cleaned_data["text"])
        if len(text) > LONGEST:
            words = gettext(
                "This text has %(n)s characters, and %(most)s are the most. Shorten it, or link to it."
            )
            raise forms.ValidationError(words % {"n": len(text), "most": LONGEST})
        return text

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors and not given["link"] and not given["text"]:
            self.add_error("link", gettext("A link or a few words are needed to hand it in."))
        return given
