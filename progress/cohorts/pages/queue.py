"""The queue of reviews: rows as joined strings, as there may be a thousand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.formats import time_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from progress.cohorts.access import Place
from progress.cohorts.tables.queue import LATE, Answered, Waiting, longest
from progress.cohorts.tables.signals import waiting_words
from progress.cohorts.tables.waiting import wait_words


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
        return waiting_words(len(self.rows), longest(self.rows, self.at)) + "."

    @cached_property
    def table(self) -> SafeString:
        rows = "".join(map(self._row, self.rows))
        return mark_safe(f'<ol class="queue">{rows}</ol>')  # noqa: S308 -- every word is escaped

    def _row(self, row: Waiting) -> str:
        days = row.days(self.at)
        late = " data-late" if days >= LATE else ""
        address = f"{self.address}{row.submission}/"
        return (
            f'<li{late}><p class="wait">{_wait(days)}</p>'
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


def _wait(days: int) -> str:
    if days == 0:
        return f"<small>{escape(gettext('since today'))}</small>"
    return f"{days}<small>{escape(ngettext('day', 'days', days))}</small>"


def try_words(number: int) -> str:
    words = {1: gettext("first try"), 2: gettext("second try"), 3: gettext("third try")}
    return words.get(number) or gettext("try no. %(n)d") % {"n": number}


def claimed_words(name: str, until: datetime) -> str:
    words = gettext("%(name)s looks at it, until %(at)s")
    return words % {"name": name or gettext("Somebody"), "at": time_format(localtime(until), "H:i")}


def listed_waits(rows: Iterable[Answered], at: datetime) -> list[tuple[Answered, str]]:
    return [(row, wait_words(row.days(at))) for row in rows]
