"""The overview of a cohort, and the same as a file."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from progress.cohorts.access import Place
from progress.cohorts.looking import look_at
from progress.cohorts.models import Role
from progress.cohorts.pages.overview import OverviewPage
from progress.cohorts.pages.overview_words import since_words
from progress.cohorts.saved_views import TooMany, Unseen, remove, save, saved
from progress.cohorts.tables.changes import changes
from progress.cohorts.tables.choosing import Choice, chosen
from progress.cohorts.tables.exports import Table
from progress.cohorts.tables.outline import outline
from progress.cohorts.tables.overview import Row, overview, overview_of
from progress.cohorts.tables.overview_file import overview_table
from progress.cohorts.views.downloads import download
from progress.cohorts.views.looking_after import for_role
from progress.cohorts.views.many_rows import many_rows
from progress.learning.pages.undo import undo_after_redirect
from progress.learning.pages.whose import whose
from roadmap_site.accounts.models import User

TABLE = "everyone"  # the id of what htmx asks for anew


@for_role(Role.OBSERVER)
@require_safe
@vary_on_headers("HX-Request", "HX-Target")
@many_rows
def cohort(request: HttpRequest, place: Place) -> HttpResponse:
    at = timezone.now()
    choice, found = Choice.of(request.GET), overview(place.cohort, at=at)
    mentor = _viewer(request)
    shown = {"place": place, "views": saved(mentor, place.cohort), "whose": whose(request)}
    if request.headers.get("HX-Target") == TABLE:
        page = OverviewPage(place, found, choice)
        return render(request, "cohorts/_everyone.html", {**shown, "page": page})
    since = look_at(cohort=place.cohort, mentor=mentor, at=at) if request.method == "GET" else None
    people = [row.person for row in found.rows]
    page = OverviewPage(place, found, choice, changes(people, found.outline, since) if since else None)
    context = {
        **shown,
        "tab": "overview",
        "roadmaps": found.outline.lines,
        "lead": page.lead,
        "page": page,
        "since": since_words(since, at.date()) if since else "",
        "undo": undo_after_redirect(request),
    }
    return render(request, "cohorts/overview.html", context)


@for_role(Role.OBSERVER)
@require_safe
def cohort_overview_csv(request: HttpRequest, place: Place) -> StreamingHttpResponse:
    return download(request, place, _table(request, place), "csv")


@for_role(Role.OBSERVER)
@require_safe
def cohort_overview_json(request: HttpRequest, place: Place) -> StreamingHttpResponse:
    return download(request, place, _table(request, place), "json")


def _table(request: HttpRequest, place: Place) -> Table:
    """The rows that the page with the same query shows; they are read when the first is sent."""
    at, choice, lines = timezone.now(), Choice.of(request.GET), outline(place.cohort)
    rows: Callable[[], Iterable[Row]] = lambda: chosen(  # noqa: E731
        overview_of(place.cohort, lines, at=at).rows, choice
    )
    return overview_table(lines, rows)


@for_role(Role.MENTOR)
@require_POST
def cohort_views(request: HttpRequest, place: Place) -> HttpResponse:
    """Save the way in which the page is looked at, or remove a saved one."""
    mentor, name = _viewer(request), request.POST.get("name", "")
    choice = Choice.of(request.POST)
    if request.POST.get("act") == "remove":
        remove(mentor=mentor, cohort=place.cohort, name=name)
    else:
        try:
            save(mentor=mentor, cohort=place.cohort, name=name, choice=choice)
        except (TooMany, Unseen) as refused:
            context = {"place": place, "query": choice.query, "too_many": isinstance(refused, TooMany)}
            return render(request, "cohorts/view_not_saved.html", context, status=409)
    return redirect(f"{reverse('cohort', args=[place.cohort.pk])}?{choice.query}#everyone")


def _viewer(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 -- who has a place is somebody
    return request.user
