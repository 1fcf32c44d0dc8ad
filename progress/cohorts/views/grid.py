"""The grids of a cohort, and the same as files."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from progress.cohorts.access import Place
from progress.cohorts.audit import note
from progress.cohorts.models import AuditEntry, Role
from progress.cohorts.pages.grid import GridPage, TopicPage
from progress.cohorts.tables.choosing import Choice, chosen
from progress.cohorts.tables.exports import Table, csv_of, json_of
from progress.cohorts.tables.grid import GridRow, grid_of, line_of
from progress.cohorts.tables.grid_files import grid_table, topics_table
from progress.cohorts.tables.outline import Line, Outline, PhasePlace, outline
from progress.cohorts.tables.overview import overview_of
from progress.cohorts.tables.topics import TopicGrid, TopicRow, phase_in
from progress.cohorts.views.looking_after import for_role

TABLE = "everyone"  # the id of what htmx asks for anew


@for_role(Role.OBSERVER)
@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def cohort_grid(request: HttpRequest, place: Place) -> HttpResponse:
    lines = outline(place.cohort)
    grid = grid_of(place.cohort, lines, line_of(lines, request.GET.get("line", "")), at=timezone.now())
    return _shown(request, place, GridPage(place, grid, Choice.of(request.GET)), "grid")


@for_role(Role.OBSERVER)
@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def cohort_phase_grid(request: HttpRequest, place: Place, phase: int) -> HttpResponse:
    lines = outline(place.cohort)
    line, found = _found(lines, phase)
    grid = TopicGrid(overview_of(place.cohort, lines, at=timezone.now()), line, found)
    return _shown(request, place, TopicPage(place, grid, Choice.of(request.GET)), "phase_grid")


def _shown(request: HttpRequest, place: Place, page: GridPage | TopicPage, name: str) -> HttpResponse:
    context = {"place": place, "page": page, "tab": "grid", "roadmaps": page.grid.overview.outline.lines}
    part = request.headers.get("HX-Target") == TABLE
    return render(request, "cohorts/_grid.html" if part else f"cohorts/{name}.html", context)


@for_role(Role.OBSERVER)
@require_safe
def cohort_grid_csv(request: HttpRequest, place: Place) -> StreamingHttpResponse:
    return csv_of(_grid_table(request, place, "csv"))


@for_role(Role.OBSERVER)
@require_safe
def cohort_grid_json(request: HttpRequest, place: Place) -> StreamingHttpResponse:
    return json_of(_grid_table(request, place, "json"))


@for_role(Role.OBSERVER)
@require_safe
def cohort_phase_grid_csv(request: HttpRequest, place: Place, phase: int) -> StreamingHttpResponse:
    return csv_of(_topics_table(request, place, phase, "csv"))


@for_role(Role.OBSERVER)
@require_safe
def cohort_phase_grid_json(request: HttpRequest, place: Place, phase: int) -> StreamingHttpResponse:
    return json_of(_topics_table(request, place, phase, "json"))


def _grid_table(request: HttpRequest, place: Place, kind: str) -> Table:
    """The rows that the page with the same query shows; they are read when the first is sent."""
    at, choice, lines = timezone.now(), Choice.of(request.GET), outline(place.cohort)
    line = line_of(lines, request.GET.get("line", ""))
    _exported(place, f"grid: {line.title}", kind)

    def rows() -> list[GridRow]:
        grid = grid_of(place.cohort, lines, line, at=at)
        return grid.of(chosen(grid.overview.rows, choice))

    return grid_table(line, rows)


def _topics_table(request: HttpRequest, place: Place, phase: int, kind: str) -> Table:
    at, choice, lines = timezone.now(), Choice.of(request.GET), outline(place.cohort)
    line, found = _found(lines, phase)
    _exported(place, f"{line.title}: {found.name}", kind)

    def rows() -> list[TopicRow]:
        grid = TopicGrid(overview_of(place.cohort, lines, at=at), line, found)
        return grid.of(chosen(grid.overview.rows, choice))

    return topics_table(line, found, rows)


def _exported(place: Place, table: str, kind: str) -> None:
    told = {"table": table, "as": kind}
    by = place.membership.person
    note(AuditEntry.What.EXPORTED, cohort=place.cohort, actor=by, at=timezone.now(), told=told)


def _found(lines: Outline, phase: int) -> tuple[Line, PhasePlace]:
    found = phase_in(lines, phase)
    if found is None:
        raise Http404
    return found
