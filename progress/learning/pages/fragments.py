"""The pieces of a page that a change touches, for htmx to put in their places."""

from django.http import HttpRequest
from django.utils.safestring import SafeString

from curriculum.models import Topic
from curriculum.tree import PhaseNode
from progress.learning.holders import holder_of
from progress.learning.marks import Change
from progress.learning.pages.aside import ahead
from progress.learning.pages.following import first_marks_fragment
from progress.learning.pages.masthead import streak_fragment
from progress.learning.pages.own import history_fragment
from progress.learning.pages.prepared_roadmap import PreparedRoadmap
from progress.learning.pages.roadmap_page import RoadmapPage, out_of_band
from progress.learning.pages.topic_panel import switch
from progress.learning.pages.undo import undo_word
from progress.learning.standings import Look


def fragments(
    request: HttpRequest,
    parts: PreparedRoadmap,
    change: Change,
    topics: list[Topic],
    words: str,
    change_id: str,
) -> SafeString:
    open_topic = open_beside(request, parts)
    told = parts.tree.roadmap.pk in change.tallies
    page = RoadmapPage.of(
        holder_of(request),
        parts,
        known=Look(change.seen, change.tallies) if told else None,
        open_topic=open_topic,
        open_phase=phase_page(request, parts),
    )
    pieces: list[str] = [page.changed(topics)] if topics else []
    if open_topic in topics:
        pieces.append(out_of_band(switch(request, page, open_topic)))
        pieces.append(history_fragment(request, parts, open_topic))
    if open_topic is None and page.open_phase is None:
        pieces.append(out_of_band(ahead(request, page)))
    word = undo_word(words, change_id, of_many=len(topics) > 1)
    pieces.append(f'<div id="undo" hx-swap-oob="innerHTML">{word}</div>')
    pieces.append(streak_fragment(request))
    if page.open_phase is None:
        pieces.append(first_marks_fragment(request.user, page, len(topics)))
    return SafeString("".join(pieces))


def phase_page(request: HttpRequest, parts: PreparedRoadmap) -> PhaseNode | None:
    """Return the phase whose own page the form stood on."""
    return parts.phase(request.POST.get("at", ""))


def open_beside(request: HttpRequest, parts: PreparedRoadmap) -> Topic | None:
    """Return the topic whose panel is open, by the address that the browser shows, maybe a former one."""
    path = request.headers.get("HX-Current-URL", "").partition("?")[0].partition("#")[0]
    head, _, slug = path.rstrip("/").rpartition("/")
    return parts.topic(slug) if head.endswith("/topics") else None
