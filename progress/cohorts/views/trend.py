"""How a cohort goes, and its hardest topics; and the same as files."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from progress.cohorts.access import Place
from progress.cohorts.models import Role
from progress.cohorts.pages.trend import TrendPage
from progress.cohorts.tables.exports import Table
from progress.cohorts.tables.hardest import hardest
from progress.cohorts.tables.overview import overview
from progress.cohorts.tables.trend import trend
from progress.cohorts.tables.trend_files import hardest_table, trend_table
from progress.cohorts.views.downloads import download
from progress.cohorts.views.looking_after import for_role

PART = "trend"  # the id of what the grid's page asks for when it comes into sight


@for_role(Role.OBSERVER)
@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def cohort_trend(request: HttpRequest, place: Place) -> HttpResponse:
    found = overview(place.cohort, at=timezone.now())
    page = TrendPage(trend(found), hardest(found))
    context = {"place": place, "tab": "grid", "roadmaps": found.outline.lines, "page": page}
    part = request.headers.get("HX-Target") == PART
    return render(request, "cohorts/_trend.html" if part else "cohorts/trend.html", context)


@for_role(Role.OBSERVER)
@require_safe
def cohort_trend_csv(request: HttpRequest, place: Place) -> StreamingHttpResponse:
    return download(request, place, _trend_table(place), "csv")


@for_role(Role.OBSERVER)
@require_safe
def cohort_trend_json(request: HttpRequest, place: Place) -> StreamingHttpResponse:
    return download(request, place, _trend_table(place), "json")


@for_role(Role.OBSERVER)
@require_safe
def cohort_hardest_csv(request: HttpRequest, place: Place) -> StreamingHttpResponse:
    return download(request, place, _hardest_table(place), "csv")


@for_role(Role.OBSERVER)
@require_safe
def cohort_hardest_json(request: HttpRequest, place: Place) -> StreamingHttpResponse:
    return download(request, place, _hardest_table(place), "json")


def _trend_table(place: Place) -> Table:
    return trend_table(lambda: trend(overview(place.cohort, at=timezone.now())).weeks)


def _hardest_table(place: Place) -> Table:
    return hardest_table(lambda: hardest(overview(place.cohort, at=timezone.now())))
