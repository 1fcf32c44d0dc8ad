"""What is said of a cohort's last day."""

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext

from progress.cohorts.models import Cohort, is_past

register = template.Library()


@register.filter
def is_over(cohort: Cohort) -> bool:
    return is_past(cohort.ended_on, localdate())


@register.filter
def ending(cohort: Cohort) -> str:
    """Return nothing of one without a last day."""
    if cohort.ended_on is None:
        return ""
    said = gettext("ended on %(day)s") if is_over(cohort) else gettext("ends on %(day)s")
    return said % {"day": date_format(cohort.ended_on, "j F Y")}
