"""What cells of a grid say."""

from django.utils.translation import gettext, ngettext

from progress.cohorts.tables.standings import KeptPhase

STEPS = 4  # of the shade; the last is for what is complete


def shade(tally: KeptPhase) -> int:
    """Return 0 for nothing, STEPS for all, and between them by thirds."""
    if tally.complete or (tally.required and tally.settled >= tally.required):
        return STEPS
    if not tally.settled:
        return 0
    return 1 + min(STEPS - 2, (STEPS - 1) * tally.settled // max(1, tally.required))


def settled_words(settled: int, required: int) -> str:
    return gettext("%(settled)d of %(required)d") % {"settled": settled, "required": required}


def waits_words(waits: int) -> str:
    return ngettext("a milestone waits", "%(n)d milestones wait", waits) % {"n": waits}


def state_words() -> dict[str, str]:
    """By the letter that is kept; what is in learning says for how long instead, where that is known."""
    return {
        "d": gettext("done"),
        "c": gettext("carried"),
        "l": gettext("learning"),
        "s": gettext("skipped"),
        ".": gettext("to do"),
    }


def learning_words(days: int) -> str:
    """Short, as the cell's mark says that it is learnt."""
    if days <= 0:
        return gettext("today")
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def count_words(letter: str, number: int) -> str:
    """So many topics in a state, of who shows only that."""
    words = {
        "d": gettext("%(n)d done"),
        "c": gettext("%(n)d carried"),
        "l": gettext("%(n)d in learning"),
        "s": gettext("%(n)d skipped"),
    }
    return words[letter] % {"n": number}
