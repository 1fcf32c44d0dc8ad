"""The queue of reviews: rows as joined strings, as there may be a thousand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.urls import reverse
from django.utils.formats import time_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from progress.cohorts.access import Place
from progress.cohorts.tables.queue import LATE, Answered, Waiting

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True)
class QueuePage:
    place: Place
    rows: Sequence[Waiting]
    answered: Sequence[Answered]
    at: datetime

    @cached_property
    def address(self) -> str:
        return reverse("cohort_reviews", args=[self.place.cohort.pk])

    @cached_property
    def lead(self) -> str:
        if not self.rows:
            return gettext("No milestone waits for a review.")
        n, first = len(self.rows), wait_words(self.rows[0].waited(self.at))
        words = ngettext(
            "One milestone waits for a review, for %(wait)s.",
            "%(n)d milestones wait for a review, the first for %(wait)s.",
            n,
        )
        return words % {"n": n, "wait": first}

    @cached_property
    def table(self) -> SafeString:
        rows = "".join(map(self._row, self.rows))
        return mark_safe(f'<ol class="queue">{rows}</ol>')  # noqa: S308 -- every word is escaped

    def _row(self, row: Waiting) -> str:
        number, unit = wait_in(row.waited(self.at))
        late = " data-late" if row.days(self.at) >= LATE else ""
        address = f"{self.address}{row.submission}/"
        return (
            f'<li{late}><p class="wait">{number}<small>{escape(unit)}</small></p>'
            f'<div><p class="what"><a href="{address}">{escape(row.milestone)}</a></p>'
            f'<p class="note">{self._who(row)}</p></div>{self._act(row)}</li>\n'
        )

    def _who(self, row: Waiting) -> str:
        named = {"name": row.name, "number": row.phase_number, "phase": row.phase}
        words = gettext("%(name)s, phase %(number)s, %(phase)s")
        line = f"{row.roadmap} · " if self._several else ""
        return escape(f"{line}{words % named} · {try_words(row.number)}")

    @cached_property
    def _several(self) -> bool:
        return len({row.slug for row in self.rows}) > 1

    def _act(self, row: Waiting) -> str:
        """Who looks at it, or the way to look."""
        if row.mentor is not None and row.mentor != self.place.membership.person_id:
            assert row.claimed_until is not None  # noqa: S101
            return f'<p class="claimed">{escape(claimed_words(row.claimed_by or "", row.claimed_until))}</p>'
        if not self.place.may_review:
            return ""
        words = gettext("Go on") if row.mentor else gettext("Review")
        label = escape(f"{words}: {row.milestone}, {row.name}")
        first = " first" if row.mentor else ""
        return (
            f'<p class="act"><button type="submit" class="button{first}" name="act" value="claim"'
            f' formaction="{self.address}{row.submission}/" aria-label="{label}">{escape(words)}</button></p>'
        )


def wait_in(waited: timedelta) -> tuple[int, str]:
    """Return a number and its unit: whole days, below one hours, below one of those minutes."""
    if waited.days:
        return waited.days, ngettext("day", "days", waited.days)
    if hours := waited // HOUR:
        return hours, ngettext("hour", "hours", hours)
    minutes = waited // MINUTE
    return minutes, ngettext("minute", "minutes", minutes)


def wait_words(waited: timedelta) -> str:
    number, unit = wait_in(waited)
    return f"{number} {unit}"


def try_words(number: int) -> str:
    words = {1: gettext("first try"), 2: gettext("second try"), 3: gettext("third try")}
    return words.get(number) or gettext("try no. %(n)d") % {"n": number}


def claimed_words(name: str, until: datetime) -> str:
    words = gettext("%(name)s looks at it, until %(at)s")
    return words % {"name": name, "at": time_format(localtime(until), "H:i")}


def listed_waits(rows: Iterable[Answered], at: datetime) -> list[tuple[Answered, str]]:
    return [(row, wait_words(max(timedelta(), at - row.at))) for row in rows]
