"""The pages of a roadmap: its path, a phase in full, a topic beside the path."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from curriculum.loading.addresses import find_phase, find_roadmap, find_topic
from curriculum.models import Roadmap, Topic
from progress.learning.beside import Beside, beside
from progress.learning.completions import Scope, new_since
from progress.learning.holders import holder_of
from progress.learning.pages.aside import aside
from progress.learning.pages.following import known_buttons
from progress.learning.pages.index_page import index_page, line, meeting
from progress.learning.pages.masthead import masthead_further, masthead_messages, masthead_self
from progress.learning.pages.milestones import (
    count_words,
    milestone_values,
    standing_of,
)
from progress.learning.pages.own import NOTHING, Typed
from progress.learning.pages.phase_page import prepared_phase
from progress.learning.pages.prepared_roadmap import PreparedRoadmap, all_prepared, prepared_at
from progress.learning.pages.reading import reading
from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.pages.topic_panel import topic_panel
from progress.learning.pages.undo import undo_after_redirect
from progress.learning.pages.undo_along import undo_along
from progress.learning.pages.whose import made_for_another, whose
from progress.learning.streaks.stored import Short
from progress.learning.views.found import elsewhere, shown
from progress.learning.views.handed_over import whole_page
from progress.learning.views.marks import marks
from progress.learning.views.own import change_own
from roadmap_site.accounts.models import User

own = cache_control(private=True, no_cache=True)  # a page says where one person stands


@require_safe
@own
def index(request: HttpRequest) -> HttpResponse:
    roadmaps = Roadmap.objects.live() if request.user.is_staff else Roadmap.objects.published()
    holder = holder_of(request)
    pages = RoadmapPage.all_of(holder, all_prepared(roadmaps))
    later = _new_since_completions(request, pages)
    lines = [line(page, later.get((page.parts.tree.roadmap.pk, None), 0)) for page in pages]
    outside = {
        "self": masthead_self(request),
        "further_pages": masthead_further(request),
        "messages": masthead_messages(request),
    }
    visitor = not request.user.is_authenticated
    return HttpResponse(index_page(lines, meeting(pages), outside, visitor=visitor))


@require_http_methods(["GET", "HEAD", "POST"])
@own
@vary_on_headers("HX-Target")
def roadmap(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the path; a POST sets marks on it."""
    if request.method == "POST":
        return marks(request, slug)
    if _wants_panel(request) and made_for_another(request):
        return whole_page(request)
    parts = prepared_at(slug)
    if parts is None:
        return elsewhere(request, find_roadmap(slug))
    shown(request, parts.tree.roadmap)
    page = RoadmapPage.of(holder_of(request), parts)
    found = _beside(request, parts)
    about = aside(request, page, count_words(parts, found.evidence))
    if _wants_panel(request):
        return _into_panel(about, parts.tree.roadmap.title)
    outside = _outside(request, None, about, found.streak) | milestone_values(parts, found.evidence)
    if isinstance(request.user, User):
        outside["following"] = known_buttons(found.enrolment, page.standings.values())
    return HttpResponse(page.fill(outside))


@require_http_methods(["GET", "HEAD", "POST"])
@own
@vary_on_headers("HX-Target")
def topic(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    """Show a topic beside its path; a POST changes what a learner keeps there."""
    if _wants_panel(request) and made_for_another(request):
        return whole_page(request)
    parts = prepared_at(slug)
    found = parts.topic(topic_slug) if parts else None
    if parts is None or found is None:
        return elsewhere(request, find_topic(slug, topic_slug))
    shown(request, parts.tree.roadmap)
    if request.method == "POST":
        return change_own(request, parts, found, partial(_topic_page, request, parts, found, status=422))
    return _topic_page(request, parts, found)


def _topic_page(
    request: HttpRequest, parts: PreparedRoadmap, topic: Topic, typed: Typed = NOTHING, status: int = 200
) -> HttpResponse:
    page = RoadmapPage.of(holder_of(request), parts, open_topic=topic)
    panel = topic_panel(request, page, topic, typed)
    if _wants_panel(request):
        return _into_panel(panel, f"{topic.title} · {parts.tree.roadmap.title}")
    found = _beside(request, parts)
    outside = _outside(request, topic, panel, found.streak) | milestone_values(parts, found.evidence)
    return HttpResponse(page.fill(outside), status=status)


@require_safe
@own
def phase(request: HttpRequest, slug: str, phase_slug: str) -> HttpResponse:
    parts = prepared_at(slug)
    found = parts.phase(phase_slug) if parts else None
    if parts is None or found is None:
        return elsewhere(request, find_phase(slug, phase_slug))
    shown(request, parts.tree.roadmap)
    page = RoadmapPage.of(holder_of(request), parts, open_phase=found)
    values = {
        **_around(request),
        **page.rows(found),
        **milestone_values(parts, standing_of(request, found.milestones)),
        "progress": page.progress(),
        "reading": reading(request, parts, found),
    }
    return HttpResponse(prepared_phase(parts, found).fill(values))


def _new_since_completions(request: HttpRequest, pages: list[RoadmapPage]) -> dict[Scope, int]:
    """Ask only for somebody who has completed something."""
    complete = [page.parts.tree.roadmap.pk for page in pages if page.tally.completed_on]
    return new_since(request.user, complete) if complete and isinstance(request.user, User) else {}


def _wants_panel(request: HttpRequest) -> bool:
    return request.headers.get("HX-Target") == "panel"


def _into_panel(panel: SafeString, title: str) -> HttpResponse:
    """htmx makes the title the window's."""
    return HttpResponse(format_html("<title>{} · Cairn</title>{}", title, panel))


def _beside(request: HttpRequest, parts: PreparedRoadmap) -> Beside:
    user = request.user
    return beside(user, parts.tree.roadmap.pk, timezone.now()) if isinstance(user, User) else Beside()


def _outside(request: HttpRequest, topic: Topic | None, panel: SafeString, streak: Short) -> dict[str, str]:
    """Fill what is not the path's on a prepared page."""
    return _around(request, streak) | {
        "title": f"{escape(topic.title)} · " if topic else "",
        "heading": "p" if topic else "h1",
        "topic": topic.slug if topic else "",
        "panel": panel,
        "following": "",
    }


def _around(request: HttpRequest, streak: Short | None = None) -> dict[str, str]:
    """Fill what a path and a phase's page have alike; the streak is asked for unless it is known."""
    return {
        "self": masthead_self(request, streak),
        "further_pages": masthead_further(request),
        "messages": masthead_messages(request),
        "token": get_token(request),
        "whose": whose(request),
        "undo": undo_after_redirect(request) or undo_along(request, at=timezone.now()),
    }
