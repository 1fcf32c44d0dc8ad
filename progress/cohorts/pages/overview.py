"""The overview of a cohort: its sentences, whom to look at first, what has changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from progress.cohorts.access import Place
from progress.cohorts.pages.overview_table import OverviewTable
from progress.cohorts.pages.overview_words import ICONS, change_words, last_words, listed
from progress.cohorts.tables.changes import Change, Changes
from progress.cohorts.tables.choosing import Choice, chosen
from progress.cohorts.tables.outline import Line
from progress.cohorts.tables.overview import Overview, Row
from progress.cohorts.tables.signals import Kind, Signal, waiting_words
from progress.cohorts.tables.waiting import days_waited

FIRST = 8  # of those to look at first, whose others are in the table; of what has changed
LOOKED_AT = (Kind.STUCK, Kind.WAITING, Kind.BEHIND, Kind.QUIET)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of the tally, which leads to the learners that it counts."""

    label: str
    number: int
    show: str
    current: bool
    query: str


@dataclass(frozen=True, slots=True)
class Said:
    """One that is looked at first."""

    row: Row
    signals: Sequence[tuple[Signal, str, bool]]  # each with its icon, and whether it is new
    last: str
    address: str


@dataclass(frozen=True)
class OverviewPage:
    """What `choice` picks of a cohort, as `place` sees it, and what is `since` the last look."""

    place: Place
    overview: Overview
    choice: Choice
    changes: Changes | None = None

    @property
    def address(self) -> str:
        return reverse("cohort", args=[self.place.cohort.pk])

    @cached_property
    def rows(self) -> list[Row]:
        return chosen(self.overview.rows, self.choice)

    @cached_property
    def lead(self) -> str:
        tally = self.overview.tally
        if not tally.learners:
            return gettext("Nobody learns here yet.")
        return " ".join([self._who(tally.learners), *self._wanting()])

    def _who(self, learners: int) -> str:
        told = {"n": intcomma(learners), "lines": listed([line.title for line in self.lines])}
        if not self.lines:  # they have been retired
            return ngettext("One learner.", "%(n)s learners.", learners) % told
        return ngettext("One learner on %(lines)s.", "%(n)s learners on %(lines)s.", learners) % told

    def _wanting(self) -> Iterator[str]:
        tally = self.overview.tally
        if tally.stuck:
            yield ngettext("One is stuck.", "%(n)s are stuck.", tally.stuck) % {"n": intcomma(tally.stuck)}
        else:
            yield gettext("Nobody is stuck.")
        if tally.waiting:
            waits = [row.person for row in self.overview.rows]
            days = [days_waited(one.waits_since, one.today) for one in waits if one.waits_since]
            yield waiting_words(sum(one.waiting for one in waits), max(days)) + "."

    @cached_property
    def tally(self) -> list[Count]:
        tally = self.overview.tally
        numbers = [
            ("stuck", gettext("stuck"), tally.stuck),
            ("waiting", gettext("waiting for a review"), tally.waiting),
            ("behind", gettext("behind pace"), tally.behind),
            ("on-pace", gettext("on pace"), tally.on_pace),
            ("ahead", gettext("ahead of it"), tally.ahead),
            ("quiet", gettext("quiet"), tally.quiet),
            ("active", gettext("active this week"), tally.active),
        ]
        return [
            Count(label, number, show, self.choice.show == show, Choice(show=show).query)
            for show, label, number in numbers
            if number is not None
        ]

    @cached_property
    def first(self) -> list[Said]:
        """Those to look at first."""
        return [self._said(row) for row in self._looked_at[:FIRST]]

    @property
    def further(self) -> int:
        return max(0, len(self._looked_at) - FIRST)

    @cached_property
    def _looked_at(self) -> list[Row]:
        return [row for row in self.overview.rows if any(row.has(kind) for kind in LOOKED_AT)]

    def _said(self, row: Row) -> Said:
        since = self.changes.since.date() if self.changes else None
        return Said(
            row,
            [
                (signal, ICONS[signal.kind], bool(since and signal.began and signal.began > since))
                for signal in row.signals
                if signal.kind in LOOKED_AT
            ],
            last_words(row.person.last_active, row.person.today),
            f"{self.address}learners/{row.person.membership}/",
        )

    @cached_property
    def table(self) -> SafeString:
        return OverviewTable(self.place, self.lines, self.choice, self.address, self.has_pace).of(self.rows)

    @property
    def lines(self) -> Sequence[Line]:
        return self.overview.outline.lines

    @cached_property
    def has_pace(self) -> bool:
        return self.overview.tally.on_pace is not None

    @cached_property
    def stations(self) -> list[tuple[int, str, bool]]:
        """The phases to filter by."""
        several = len(self.lines) > 1
        return [
            (
                phase.pk,
                f"{line.title}: {phase.number} {phase.name}" if several else f"{phase.number} {phase.name}",
                phase.pk == self.choice.phase,
            )
            for line in self.lines
            for phase in line.stations
        ]

    @property
    def shows(self) -> list[tuple[str, str]]:
        counted = [(count.show, count.label) for count in self.tally]
        return [*counted, ("paused", gettext("paused")), ("finished", gettext("finished"))]

    @property
    def sorts(self) -> list[tuple[str, str]]:
        found = [
            ("", gettext("whom to look at first")),
            ("name", gettext("name")),
            ("progress", gettext("most done")),
            ("-progress", gettext("least done")),
            ("active", gettext("active last")),
            ("-active", gettext("active longest ago")),
        ]
        paced = [("pace", gettext("furthest behind")), ("-pace", gettext("furthest ahead"))]
        return found + paced if self.has_pace else found

    @property
    def is_narrowed(self) -> bool:
        return len(self.rows) < self.overview.tally.learners

    @property
    def counted(self) -> str:
        shown, all_of_them = len(self.rows), self.overview.tally.learners
        if shown == all_of_them:
            return ngettext("%(n)s learner", "%(n)s learners", shown) % {"n": intcomma(shown)}
        return gettext("%(n)s of %(all)s learners") % {
            "n": intcomma(shown),
            "all": intcomma(all_of_them),
        }

    @property
    def changed_first(self) -> list[tuple[Change, str, str]]:
        return self._changed[:FIRST]

    @property
    def changed_further(self) -> list[tuple[Change, str, str]]:
        return self._changed[FIRST:]

    @property
    def further_changes(self) -> int:
        return len(self.changed_further) + (self.changes.others if self.changes else 0)

    @cached_property
    def _changed(self) -> list[tuple[Change, str, str]]:
        """What has changed, each with its words and the learner's address."""
        found = self.changes.newest if self.changes else ()
        return [
            (change, change_words(change), f"{self.address}learners/{change.person.membership}/")
            for change in found
        ]
