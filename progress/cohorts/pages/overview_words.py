"""What the overview says of days, signals and changes."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext, ngettext

from progress.cohorts.tables.changes import Change
from progress.cohorts.tables.changes import Kind as ChangeKind
from progress.cohorts.tables.signals import Kind
from progress.learning.pages.rows import day_words

ICONS = {
    Kind.STUCK: "clock",
    Kind.WAITING: "cairn-sent",
    Kind.BEHIND: "behind",
    Kind.QUIET: "quiet",
    Kind.AHEAD: "forth",
}


def kind_words(kind: Kind) -> str:
    return {
        Kind.STUCK: gettext("stuck"),
        Kind.WAITING: gettext("waiting"),
        Kind.BEHIND: gettext("behind"),
        Kind.QUIET: gettext("quiet"),
        Kind.AHEAD: gettext("ahead"),
    }[kind]


def last_words(day: date | None, today: date) -> str:
    if day is None:
        return gettext("never")
    days = (today - day).days
    if days <= 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")
    if days < 7:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    return day_words(day, today)


def change_words(change: Change) -> str:
    told = {"title": change.title}
    if change.kind == ChangeKind.JOINED:
        return gettext("joined")
    if change.kind == ChangeKind.ROADMAP:
        return gettext("finished %(title)s") % told
    if change.kind == ChangeKind.PHASE:
        return gettext("completed “%(title)s”") % told
    if change.kind == ChangeKind.ANSWERED:
        return gettext("answered on “%(title)s”") % told
    return gettext("handed in “%(title)s”") % told


def listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return gettext("%(others)s and %(last)s") % {"others": ", ".join(names[:-1]), "last": names[-1]}


def since_words(since: datetime, today: date) -> str:
    return day_words(since.date(), today)
