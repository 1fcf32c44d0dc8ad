"""The grids of a cohort as pages: which line or phase, which learners, and where their files are."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from progress.cohorts.access import Place
from progress.cohorts.pages.grid_table import GridTable
from progress.cohorts.pages.overview import OverviewPage
from progress.cohorts.pages.topic_table import TopicTable
from progress.cohorts.tables.choosing import Choice
from progress.cohorts.tables.grid import Grid
from progress.cohorts.tables.outline import Line, PhasePlace
from progress.cohorts.tables.topics import TopicGrid


@dataclass(frozen=True, slots=True)
class Way:
    """A line or a phase to go to, with the same learners."""

    name: str
    address: str
    current: bool


@dataclass(frozen=True)
class GridPage:
    """Learners by phases of one line."""

    place: Place
    grid: Grid
    choice: Choice

    @cached_property
    def everyone(self) -> OverviewPage:
        return OverviewPage(self.place, self.grid.overview, self.choice)

    @property
    def address(self) -> str:
        return reverse("cohort_grid", args=[self.place.cohort.pk])

    @property
    def line(self) -> Line:
        return self.grid.line

    @property
    def further(self) -> list[tuple[str, str]]:
        """What an address says besides the choice of learners."""
        several = len(self.grid.overview.outline.lines) > 1
        return [("line", self.line.slug)] if several else []

    @property
    def query(self) -> str:
        return urlencode([*self.further, *self.choice.fields])

    @property
    def everyone_else(self) -> str:
        """The same grid with nobody left out."""
        return f"{self.address}?{urlencode(self.further)}"

    @property
    def csv(self) -> str:
        return f"{reverse('cohort_grid_csv', args=[self.place.cohort.pk])}?{self.query}"

    @property
    def json(self) -> str:
        return f"{reverse('cohort_grid_json', args=[self.place.cohort.pk])}?{self.query}"

    @cached_property
    def lines(self) -> list[Way]:
        """The lines to go to, where there are several."""
        found = self.grid.overview.outline.lines
        words = self.choice.fields
        return [
            Way(line.title, f"?{urlencode([('line', line.slug), *words])}", line.pk == self.line.pk)
            for line in found
            if len(found) > 1
        ]

    @cached_property
    def table(self) -> SafeString:
        query = "".join(f"{name}={value}&" for name, value in self.further)
        table = GridTable(self.place.cohort.pk, self.line, self.choice, query)
        return table.of(self.grid.of(self.everyone.rows))


@dataclass(frozen=True)
class TopicPage:
    """Learners by topics of one phase."""

    place: Place
    grid: TopicGrid
    choice: Choice

    @cached_property
    def everyone(self) -> OverviewPage:
        return OverviewPage(self.place, self.grid.overview, self.choice)

    @property
    def address(self) -> str:
        return self._address("cohort_phase_grid", self.phase)

    @property
    def line(self) -> Line:
        return self.grid.line

    @property
    def phase(self) -> PhasePlace:
        return self.grid.phase

    @property
    def back(self) -> str:
        several = len(self.grid.overview.outline.lines) > 1
        line = [("line", self.line.slug)] if several else []
        query = urlencode([*line, *self.choice.fields])
        return f"{reverse('cohort_grid', args=[self.place.cohort.pk])}{f'?{query}' if query else ''}"

    @property
    def everyone_else(self) -> str:
        return self.address

    @property
    def csv(self) -> str:
        return f"{self._address('cohort_phase_grid_csv', self.phase)}?{self.choice.query}"

    @property
    def json(self) -> str:
        return f"{self._address('cohort_phase_grid_json', self.phase)}?{self.choice.query}"

    @cached_property
    def phases(self) -> list[Way]:
        return [
            Way(
                f"{phase.number} {phase.name}",
                f"{self._address('cohort_phase_grid', phase)}?{self.choice.query}",
                phase.pk == self.phase.pk,
            )
            for phase in self.line.phases
        ]

    def _address(self, name: str, phase: PhasePlace) -> str:
        return reverse(name, args=[self.place.cohort.pk, phase.pk])

    @cached_property
    def table(self) -> SafeString:
        cohort = self.place.cohort.pk
        table = TopicTable(cohort, self.line, self.choice, "", self.phase, self.grid.topics)
        return table.of(self.grid.of(self.everyone.rows))
