"""How a roadmap's facts are said and signed: lengths, windows, the letter and shape of its line."""

from django import template
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from curriculum.models import Phase, Roadmap

register = template.Library()

# Letter and shape tell lines apart where colours can't be told apart.
SHAPES = {
    "cobalt": "circle",
    "madder": "square",
    "pine": "diamond",
    "heather": "hexagon",
    "ochre": "house",
    "teal": "shield",
    "plum": "octagon",
    "slate": "ticket",
}

LEVELS = {
    "beginner": _("beginner"),
    "intermediate": _("intermediate"),
    "advanced": _("advanced"),
    "mixed": _("mixed"),
}

KINDS = {
    "docs": _("documentation"),
    "article": _("article"),
    "book": _("book"),
    "course": _("course"),
    "video": _("video"),
    "channel": _("channel"),
    "tool": _("tool"),
    "practice": _("practice"),
    "community": _("community"),
}

MILESTONE_KINDS = {
    "project": _("project"),
    "exercise": _("exercise"),
    "simulation": _("simulation"),
    "essay": _("essay"),
}


@register.filter
def shape(accent: str) -> str:
    return SHAPES.get(accent, "circle")


@register.filter
def letter(title: str) -> str:
    """The first letter of the last word: E for "Backend engineer"."""
    return title.split()[-1][:1].upper()


@register.filter
def level_word(level: str) -> str:
    return str(LEVELS.get(level, level))


@register.filter
def kind_word(kind: str) -> str:
    return str(KINDS.get(kind, kind))


@register.filter
def milestone_word(kind: str) -> str:
    return str(MILESTONE_KINDS.get(kind, kind))


def span_words(unit: str, start: int | None, end: int | None) -> str:
    """`8–14 months`; nothing without a length."""
    if start is None:
        return ""
    last = end or start
    number = f"{start}" if last == start else f"{start}–{last}"
    words = {
        "hours": ngettext("%(number)s hour", "%(number)s hours", last),
        "days": ngettext("%(number)s day", "%(number)s days", last),
        "weeks": ngettext("%(number)s week", "%(number)s weeks", last),
        "months": ngettext("%(number)s month", "%(number)s months", last),
    }
    return words[unit] % {"number": number}


@register.filter
def duration(roadmap: Roadmap) -> str:
    return span_words(roadmap.duration_unit, roadmap.duration_from, roadmap.duration_to)


@register.filter
def effort(phase: Phase) -> str:
    return span_words(phase.effort_unit, phase.effort_from, phase.effort_to)


@register.filter
def window(phase: Phase) -> str:
    """`Weeks 14–22`, or `Months 6–9, ongoing` with the remark that its source makes."""
    if phase.when_from is None:
        return ""
    last = phase.when_to or phase.when_from
    number = f"{phase.when_from}" if last == phase.when_from else f"{phase.when_from}–{last}"
    words = {
        "days": gettext("Days %(number)s"),
        "weeks": gettext("Weeks %(number)s"),
        "months": gettext("Months %(number)s"),
    }
    said = words[phase.when_unit] % {"number": number}
    return f"{said}, {phase.when_note}" if phase.when_note else said


PHASE_WORDS = {
    "phase": lambda n: ngettext("%(count)s phase", "%(count)s phases", n),
    "step": lambda n: ngettext("%(count)s step", "%(count)s steps", n),
    "level": lambda n: ngettext("%(count)s level", "%(count)s levels", n),
    "section": lambda n: ngettext("%(count)s section", "%(count)s sections", n),
}

PHASE_WORD = {
    "phase": _("Phase"),
    "step": _("Step"),
    "level": _("Level"),
    "section": _("Section"),
}


@register.simple_tag
def phase_count(roadmap: Roadmap, count: int) -> str:
    """How many phases, in the word that the roadmap's source uses."""
    return PHASE_WORDS[roadmap.calls_phases](count) % {"count": count}


@register.filter
def phase_word(roadmap: Roadmap) -> str:
    return str(PHASE_WORD[roadmap.calls_phases])
