"""Saying that one has looked again at a topic that has changed."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext

from progress.learning.holders import holder_of
from progress.learning.pages.fragments import open_beside, phase_page
from progress.learning.pages.prepared_roadmap import PreparedRoadmap
from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.pages.undo import keep_for_next_page, undo_word
from progress.learning.views.found import address_of, elsewhere, is_htmx


def seen(request: HttpRequest, parts: PreparedRoadmap, slug: str) -> HttpResponse:
    """Remember it, and answer htmx with what has changed on the page, a plain form post with the topic."""
    topic = parts.topic(slug)
    if topic is None:
        return elsewhere(request, None)
    holder = holder_of(request)
    holder.look_again(topic=topic, at=timezone.now())
    words = gettext("Noted: you know what is different in “%(topic)s”.") % {"topic": topic.title}
    if not is_htmx(request):
        keep_for_next_page(request, words, "")
        return HttpResponseRedirect(address_of(topic))
    beside, at = open_beside(request, parts), phase_page(request, parts)
    page = RoadmapPage.of(holder, parts, open_topic=beside, open_phase=at)
    word = f'<div id="undo" hx-swap-oob="innerHTML">{undo_word(words, "")}</div>'
    return HttpResponse(page.changed([topic]) + word)
