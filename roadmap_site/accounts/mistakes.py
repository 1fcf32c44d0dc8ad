"""What is wrong with what somebody typed, in our words: they say what to do.

Django's and allauth's own mistakes are known by their codes; what our forms say comes without one.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

UNSEEN = gettext_lazy("There are characters in it that nobody sees. Type it, or copy it again.")
CHOOSE = gettext_lazy("Choose one of these.")

WORDS: dict[str | None, str | Promise] = {
    "required": gettext_lazy("This is still empty. Fill it in."),
    "max_length": gettext_lazy(
        "This has %(show_value)s characters, and %(limit_value)s are the most. Shorten it."
    ),
    "null_characters_not_allowed": UNSEEN,
    "invalid_choice": CHOOSE,
    "password_too_short": gettext_lazy("This password is too short: it needs at least 10 characters."),
    "password_too_common": gettext_lazy(
        "Many people use this password, so it is soon guessed. Take a few words in a row."
    ),
    "password_too_similar": gettext_lazy(
        "This password is too much like your %(verbose_name)s. Take a few other words in a row."
    ),
    "enter_current_password": gettext_lazy("This is not your password. Type the one that you have now."),
    "incorrect_password": gettext_lazy("This is not your password. Type it once more."),
    "incorrect_code": gettext_lazy("This is not the code. Look once more, and type it anew."),
    "email_password_mismatch": gettext_lazy(
        "Address and password do not belong together. Type them once more, or choose a new password."
    ),
    "same_as_current": gettext_lazy("This is the one that you have already. Type another."),
    "duplicate_email": gettext_lazy("This is the address that you have already. Type another."),
    "rate_limited": gettext_lazy("That was asked for a moment ago. Wait a little, and try again."),
    "too_many_login_attempts": gettext_lazy(
        "That was wrong too often. Wait five minutes, and try again; nothing is lost."
    ),
}


def said(mistake: ValidationError, field: forms.Field | None = None) -> str:
    """Return the words for one mistake in `field`, or in the form as a whole."""
    words = (_of_field(mistake.code, field) if field else None) or WORDS.get(mistake.code)
    if words is None:
        return str(mistake.messages[0])
    return str(words) % (mistake.params or {})


def _of_field(code: str | None, field: forms.Field) -> str | Promise | None:
    if isinstance(field, forms.EmailField) and code == "invalid":
        return _("This is no e-mail address. Write it like robin@cairn.example.")
    if isinstance(field, forms.ChoiceField) and code == "required":
        return CHOOSE
    if isinstance(field, forms.FloatField) and code in ("invalid", "min_value", "max_value", "step_size"):
        words = _("A number from %(least)s to %(most)s is needed here, in halves: 2 or 2.5.")
        return words % {"least": field.min_value, "most": field.max_value}
    if isinstance(field, forms.IntegerField) and code in ("invalid", "min_value", "max_value"):
        words = _("A whole number from %(least)s to %(most)s is needed here.")
        return words % {"least": field.min_value, "most": field.max_value}
    return None
