"""Milestones that can be handed in, and those that were and that nobody but the learner has checked."""

from datetime import date

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from progress.learning.today.facts import Facts

SHOWN = 3


def waiting_panel(facts: Facts) -> SafeString:
    """Return the first few; an empty section where nothing waits."""
    if not facts.waiting:
        return SafeString('<section id="waiting" hidden></section>')
    rows = [{"milestone": one, "ago": _ago(one.day, facts.today)} for one in facts.waiting[:SHOWN]]
    context = {"rows": rows, "more": len(facts.waiting) - len(rows)}
    return render_to_string("learning/_today_waiting.html", context)


def _ago(day: date | None, today: date) -> int | None:
    """None for what was not handed in.

    A flight west leads to a day before `day`: what was done on it is today's still.
    """
    return max(0, (today - day).days) if day else None
