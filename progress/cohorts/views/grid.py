"""The grids of a cohort, and the same as files."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from progress.cohorts.access import Place
from progress.cohorts.audit import note_once_a_day
from progress.cohorts.models import AuditEntry, Role
from progress.cohorts.pages.grid import GridPage, TopicPage
from progress.cohorts.tables.choosing import Choice, chosen
from progress.cohorts.tables.grid import GridRow, grid_of, line_of
from progress.cohorts.tables.grid_files import grid_table, topics_table
from progress.cohorts.tables.outline import Line, Outline, PhasePlace, outline
from progress.cohorts.tables.overview import overview_of
from progress.cohorts.tables.topics import TopicGrid, TopicRow, phase_in
from progress.cohorts.views.downloads import download
from progress.cohorts.views.looking_after import for_role
from progress.cohorts.views.many_rows import many_rows

TABLE = "everyone"  # the id of what htmx asks for anew


@for_role(Role.OBSERVER)
@require_safe
@vary_on_headers("HX-Request", "HX-Target")
@many_rows
def cohort_grid(request: HttpRequest, place: Place) -> HttpResponse:
    lines = outline(place.cohort)
    grid = grid_of(place.cohort, lines, line_of(lines, request.GET.get("line", "")), at=timezone.now())
    return _shown(request, place, GridPage(place, grid, Choice.of(request.GET)), "grid")


@for_role(Role.OBSERVER)
@require_safe
@vary_on_headers("HX-Request", "HX-Target")
@many_rows
def cohort_phase_grid(request: HttpRequest, place: Place, phase: int) -> HttpResponse:
    lines = outline(place.cohort)
    line, found = _found(lines, phase)
    at = timezone.now()
    if request.method == "GET":
        told = {"topics": _called(line, found)}
        note_once_a_day(
            AuditEntry.What.SAW_LEARNER, cohort=place.cohort, actor=place.membership.person, at=at, told=told
        )
    grid = TopicGrid(overview_of(place.cohort, lines, at=at), line, found)
    return _shown(request, place, TopicPage(place, grid, Choice.of(request.GET)), "phase_grid")


def _shown(request: HttpRequest, place: Place, page: GridPage | TopicPage, name: str) -> HttpResponse:
    context = {"place": place, "page": page, "tab": "grid", "roadmaps": page.grid.overview.outline.lines}
    part = request.headers.get("HX-Target") == TABLE
    return render(request, "cohorts/_grid.html" if part else f"cohorts/{name}.html", context)


@for_role(Role.OBSERVER)
@require_safe
def cohort_grid_csv(request: HttpRequest, place: Place) -> StreamingHttpResponse:
    return _download(request, place, "csv")


@for_role(Role.OBSERVER)
@require_safe
def cohort_grid_json(request: HttpRequest, place: Place) -> StreamingHttpResponse:
    return _download(request, place, "json")


@for_role(Role.OBSERVER)
@require_safe
def cohort_phase_grid_csv(request: HttpRequest, place: Place, phase: int) -> StreamingHttpResponse:
    return _download_topics(request, place, phase, "csv")


@for_role(Role.OBSERVER)
@require_safe
def cohort_phase_grid_json(request: HttpRequest, place: Place, phase: int) -> StreamingHttpResponse:
    return _download_topics(request, place, phase, "json")


def _download(request: HttpRequest, place: Place, kind: str) -> StreamingHttpResponse:
    """Of the rows that the page with the same query shows; they are read when the first is sent."""
    at, choice, lines = timezone.now(), Choice.of(request.GET), outline(place.cohort)
    line = line_of(lines, request.GET.get("line", ""))

    def rows() -> list[GridRow]:
        grid = grid_of(place.cohort, lines, line, at=at)
        return grid.of(chosen(grid.overview.rows, choice))

    return download(request, place, grid_table(line, rows), kind, called=f"grid: {line.title}")


def _download_topics(request: HttpRequest, place: Place, phase: int, kind: str) -> StreamingHttpResponse:
    at, choice, lines = timezone.now(), Choice.of(request.GET), outline(place.cohort)
    line, found = _found(lines, phase)

    def rows() -> list[TopicRow]:
        grid = TopicGrid(overview_of(place.cohort, lines, at=at), line, found)
        return grid.of(chosen(grid.overview.rows, choice))

    table = topics_table(line, found, rows)
    return download(request, place, table, kind, called=_called(line, found))


def _called(line: Line, phase: PhasePlace) -> str:
    return f"{line.title}: {phase.name}"


def _found(lines: Outline, phase: int) -> tuple[Line, PhasePlace]:
    found = phase_in(lines, phase)
    if found is None:
        raise Http404
    return found
