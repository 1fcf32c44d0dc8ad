"""Milestones that evidence was handed in for and that nobody has confirmed."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from progress.learning.today.facts import Facts

SHOWN = 3


def waiting_panel(facts: Facts) -> SafeString:
    """Return the newest few; an empty section where nothing waits."""
    if not facts.waiting:
        return SafeString('<section id="waiting" hidden></section>')
    rows = [{"milestone": one, "ago": (facts.today - one.day).days} for one in facts.waiting[:SHOWN]]
    context = {"rows": rows, "more": len(facts.waiting) - len(rows)}
    return render_to_string("learning/_today_waiting.html", context)
