"""Form fields in our words: allauth's labels repeat themselves as placeholders."""

from django import template
from django.forms import BoundField, Form
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from roadmap_site.accounts.mistakes import said

register = template.Library()

LABELS = {
    "email": _("E-mail address"),
    "login": _("E-mail address"),
    "oldpassword": _("Current password"),
    "password2": _("The new password again"),
    "passwordless": _("A passkey: it signs me in without the password"),
    "code": _("Code"),
}
HELP = {
    "password1": _("At least 10 characters; a few words in a row are fine."),
    "passwordless": _("It asks for your finger, your face or a PIN each time."),
}


@register.filter
def label(field: BoundField) -> str:
    return str(LABELS.get(field.name, field.label))


@register.filter
def help_text(field: BoundField) -> str:
    return str(HELP.get(field.name, field.help_text))


@register.filter
def control(field: BoundField) -> SafeString:
    """The widget without a placeholder: a label above says it already, and stays."""
    return field.as_widget(attrs={"placeholder": False})


@register.filter
def input_type(field: BoundField) -> str:
    """ "checkbox", "password" and so on; empty for what is no input."""
    return getattr(field.field.widget, "input_type", "")


@register.filter
def mistakes(field: BoundField) -> list[str]:
    return [said(mistake, field.field) for mistake in field.errors.as_data()]


@register.filter
def mistakes_in_all(form: Form) -> list[str]:
    """What is wrong with no field alone."""
    return [said(mistake) for mistake in form.non_field_errors().as_data()]
