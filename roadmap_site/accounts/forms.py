"""What a person tells of themselves."""

from typing import Any
from unicodedata import category

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from roadmap_site.accounts import zones
from roadmap_site.accounts.mistakes import UNSEEN
from roadmap_site.accounts.models import User

JOINERS = "\u200c\u200d"  # seen by nobody, and needed: Persian and Indic names are written with them


class NameField(forms.CharField):
    """An optional name on one line, so that it cannot break a mail's header."""

    def __init__(self, **options: Any) -> None:
        options |= {
            "label": _("Name"),
            "required": False,
            "max_length": 150,
            "help_text": _("Optional. It stands on your certificates and your public page."),
        }
        super().__init__(**options)
        self.widget.attrs["autocomplete"] = "name"

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value)).split()).strip(JOINERS)

    def validate(self, value: str) -> None:
        """Refuse what would make a name look like another one, or turn the words around it."""
        super().validate(value)
        if any(category(letter) in ("Cc", "Cf") for letter in value if letter not in JOINERS):
            raise forms.ValidationError(UNSEEN)


class SignupForm(forms.Form):
    """Allauth's sign-up forms, by address and by provider, are built upon this one."""

    name = NameField()
    field_order = ("email", "password1", "name")

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class ZoneField(forms.CharField):
    """The name of a zone, or only its city, as somebody types it."""

    def __init__(self, **options: Any) -> None:
        options |= {"label": _("Time zone"), "max_length": 64}
        super().__init__(**options)
        self.widget.attrs |= {"list": "zones", "autocomplete": "off", "spellcheck": "false"}

    def clean(self, value: Any) -> str:
        words = str(super().clean(value))
        zone = zones.find(words)
        if zone is None:
            raise forms.ValidationError(self._unknown(words))
        return zone

    def _unknown(self, words: str) -> str:
        if zones.is_offset(words):
            return self._offset(words)
        similar = zones.similar(words)
        if similar:
            return _("No time zone is called “%(words)s”. Did you mean %(similar)s?") % {
                "words": words,
                "similar": similar,
            }
        return _("No time zone is called “%(words)s”. Try the nearest big city.") % {"words": words}

    def _offset(self, words: str) -> str:
        kind = _(
            "“%(words)s” is no place, and clocks of places change with the seasons. Try the nearest big city."
        )
        zone = zones.always(words)
        if zone is None:
            return kind % {"words": words}
        always = _("%(zone)s is that all year (its sign counts the other way).")
        return f"{kind} {always}" % {"words": words, "zone": zone}


class SettingsForm(forms.Form):
    name = NameField()
    time_zone = ZoneField()
