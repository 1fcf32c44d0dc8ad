"""A roadmap's timeline."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from curriculum.loading.addresses import find_roadmap
from progress.learning.days import day_of
from progress.learning.holders import holder_of
from progress.learning.pages.following import is_own
from progress.learning.pages.prepared_roadmap import PreparedRoadmap, prepared_at
from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.pages.rows import state_word
from progress.learning.pages.timeline import Timeline
from progress.learning.plans.pace import pace_on
from progress.learning.plans.stored import read_stored
from progress.learning.standings import Look
from progress.learning.views.found import elsewhere, shown
from roadmap_site.accounts.models import User


@require_safe
@cache_control(private=True, no_cache=True)
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    parts = prepared_at(slug)
    if parts is None:
        return elsewhere(request, find_roadmap(slug))
    roadmap = shown(request, parts.tree.roadmap)
    holder = holder_of(request)
    seen = holder.look([roadmap])
    page = RoadmapPage.of(holder, parts, known=seen)
    drawn = _timeline(request.user, parts, page, seen)
    stretches = [
        (label, [(skill, state_word(skill.state)) for skill in skills]) for label, skills in drawn.skills()
    ]
    return render(
        request,
        "learning/timeline.html",
        {
            "tree": parts.tree,
            "address": parts.address,
            "slots": {"heading": "h1"},
            "progress": page.progress(),
            "timeline": drawn,
            "rows": drawn.rows(),
            "stretches": stretches,
        },
    )


def _timeline(user: object, parts: PreparedRoadmap, page: RoadmapPage, seen: Look) -> Timeline:
    if not isinstance(user, User):
        return Timeline(page)
    key, today = parts.tree.roadmap.pk, day_of(user, timezone.now())
    stored = read_stored(user, [key], today)[key]
    days = [stored.started_on, *(one.day for one in page.standings.values() if is_own(one))]
    began: date | None = min((day for day in days if day), default=None)
    return Timeline(page, pace_on(parts, seen, stored, today), began)
