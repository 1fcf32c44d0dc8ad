"""What a learner did with a topic, in words: from the log, which is never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext

from progress.learning.models import Activity
from progress.learning.notes.beside import Did
from progress.learning.pages.rows import day_words


@dataclass(frozen=True, slots=True)
class Line:
    when: str
    what: str


def history(did: Iterable[Did], today: date) -> list[Line]:
    words, of_carries = _words(), _words_of_carries()
    return [
        Line(
            _when(one, today),
            of_carries.get((one.kind, one.former, one.state)) or words[one.kind].get(one.state, one.state),
        )
        for one in did
    ]


def _when(did: Did, today: date) -> str:
    """The learner's day and the time on their clock as they were then, whatever their zone is now."""
    day = day_words(did.day, today)
    time = date_format(did.at.astimezone(ZoneInfo(did.zone)), "H:i")
    return gettext("%(day)s, %(time)s") % {"day": day[:1].upper() + day[1:], "time": time}


def _words() -> dict[str, dict[str, str]]:
    """By kind, and by the state that the topic came to; "" is no mark."""
    return {
        Activity.Kind.STATE: {
            "": gettext("carried again"),
            "learning": gettext("began learning"),
            "done": gettext("done"),
            "skipped": gettext("skipped"),
            "todo": gettext("set to do"),
        },
        Activity.Kind.BULK: {"done": gettext("done, with the whole phase")},
        Activity.Kind.UNDO: {
            "": gettext("undone: no mark again"),
            "learning": gettext("undone: learning again"),
            "done": gettext("undone: done again"),
            "skipped": gettext("undone: skipped again"),
            "todo": gettext("undone: to do again"),
        },
        Activity.Kind.JOIN: {
            "learning": gettext("learning, from before you signed in"),
            "done": gettext("done, from before you signed in"),
            "skipped": gettext("skipped, from before you signed in"),
            "todo": gettext("to do, from before you signed in"),
            "": gettext("no mark, from before you signed in"),
        },
        Activity.Kind.WORKED: {"learning": gettext("worked on it")},
    }


def _words_of_carries() -> dict[tuple[str, str, str], str]:
    """By kind, former state and state: what has no mark is only set to do where it is carried."""
    return {
        (Activity.Kind.STATE, "", "todo"): gettext("declined: not carried here"),
        (Activity.Kind.UNDO, "todo", ""): gettext("undone: no longer declined"),
    }
