"""Setting marks: a topic's, a whole phase's, and back again. One form on each page posts them all."""

from collections.abc import Callable
from contextlib import suppress

from django.core.validators import slug_re
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.utils import timezone
from django.utils.translation import gettext

from curriculum.loading.addresses import Moved, find_roadmap, find_topic
from curriculum.models import Roadmap, Topic
from progress.learning.holders import holder_of
from progress.learning.marks import Change, NotDeclined, NotInLearning, TopicRetired, work_on
from progress.learning.models import State
from progress.learning.pages.fragments import fragments, phase_page
from progress.learning.pages.prepared_roadmap import PreparedRoadmap, prepared_at
from progress.learning.pages.reading import reading, resource_at
from progress.learning.pages.undo import keep_for_next_page, said
from progress.learning.pages.undo_along import take_along
from progress.learning.pages.whose import made_for_another
from progress.learning.standings import CARRIED
from progress.learning.views.following import follow
from progress.learning.views.found import address_of, elsewhere, is_htmx, shown
from progress.learning.views.handed_over import handed_over
from progress.learning.views.refused import refused
from progress.learning.views.seen import seen
from roadmap_site.accounts.models import User


def marks(request: HttpRequest, slug: str) -> HttpResponse:
    """Do what the button says: `mark` (topic:state), or another of ACTS."""
    parts = prepared_at(slug)
    if parts is None:
        return _on_old_address(request, slug)
    shown(request, parts.tree.roadmap)
    if made_for_another(request):
        return handed_over(request, _back(request, parts, []))
    for name, act in ACTS.items():
        if name in request.POST:
            return act(request, parts, request.POST[name])
    return refused(
        request, gettext("Nothing was pressed, so nothing has changed."), _back(request, parts, [])
    )


def _on_old_address(request: HttpRequest, slug: str) -> HttpResponse:
    """A page that was open while the roadmap got another slug: what was pressed goes where that went."""
    if made_for_another(request):
        return handed_over(request, request.path)
    found = find_roadmap(slug)
    if not isinstance(found, Moved):
        return elsewhere(request, None if isinstance(found, Roadmap) else found)
    if "mark" in request.POST:
        return _mark_successor(request, slug, request.POST["mark"])
    return HttpResponsePermanentRedirect(address_of(found.to), preserve_request=True)


def _mark(request: HttpRequest, parts: PreparedRoadmap, value: str) -> HttpResponse:
    slug, _, state = value.rpartition(":")
    topic = parts.topic(slug)
    if state in State.values and topic is not None:
        with suppress(TopicRetired):
            change = holder_of(request).set_state(topic=topic, state=state, at=timezone.now())
            return _answer(request, parts, change, [topic], said([topic], state))
    return _mark_successor(request, parts.tree.roadmap.slug, value)


def _mark_successor(request: HttpRequest, roadmap: str, value: str) -> HttpResponse:
    """A page that was open while a load moved the topic: the mark goes where the topic went."""
    slug, _, state = value.rpartition(":")
    if state not in State.values:
        return refused(request, gettext("A topic is to do, learning, done or skipped."), request.path)
    found = find_topic(roadmap, slug) if slug_re.fullmatch(slug) else None
    if not isinstance(found, Moved) or not isinstance(found.to, Topic):
        return elsewhere(request, None if isinstance(found, Topic) else found)
    shown(request, found.to.roadmap)
    holder_of(request).set_state(topic=found.to, state=state, at=timezone.now())
    response = HttpResponseRedirect(address_of(found.to))
    if is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": response.url})
    return response


def _worked(request: HttpRequest, parts: PreparedRoadmap, slug: str) -> HttpResponse:
    topic = parts.topic(slug)
    if topic is None or not isinstance(request.user, User):
        return elsewhere(request, None)
    try:
        change = work_on(learner=request.user, topic=topic, at=timezone.now())
    except TopicRetired:
        return elsewhere(request, find_topic(parts.tree.roadmap.slug, slug))
    except NotInLearning:
        words = gettext("%(topic)s is not in learning any more.") % {"topic": topic.title}
        return _answer(request, parts, Change(), [topic], words)
    words = gettext("%(topic)s: worked on today.") % {"topic": topic.title}
    return _answer(request, parts, change, [topic], words)


def _carry(request: HttpRequest, parts: PreparedRoadmap, slug: str) -> HttpResponse:
    topic = parts.topic(slug)
    if topic is None:
        return elsewhere(request, None)
    try:
        change = holder_of(request).carry_again(topic=topic, at=timezone.now())
    except TopicRetired:
        return elsewhere(request, find_topic(parts.tree.roadmap.slug, slug))
    except NotDeclined:
        words = gettext("%(topic)s can't be carried any more: it has changed since.")
        return _answer(request, parts, Change(), [topic], words % {"topic": topic.title})
    return _answer(request, parts, change, [topic], said([topic], CARRIED))


def _phase(request: HttpRequest, parts: PreparedRoadmap, slug: str) -> HttpResponse:
    node = parts.phase(slug)
    if node is None:
        return elsewhere(request, None)
    change = holder_of(request).set_phase(phase=node.phase, state=State.DONE, at=timezone.now())
    words = gettext("All of “%(phase)s” is done.") % {"phase": node.phase.title}
    return _answer(request, parts, change, node.topics, words)


def _undo(request: HttpRequest, parts: PreparedRoadmap, change_id: str) -> HttpResponse:
    change = holder_of(request).undo(change_id=change_id, at=timezone.now())
    topics = [parts.tree.topics[topic] for topic in change.standings if topic in parts.tree.topics]
    undone = bool(change.standings)
    words = gettext("Undone.") if undone else gettext("That can't be undone any more: it has changed since.")
    if not topics and is_htmx(request):  # the page shows what is no longer so, or it was done on another
        keep_for_next_page(request, words, "")
        response = HttpResponse(headers={"HX-Refresh": "true"})
        take_along(request, response, words, "", at=timezone.now())
        return response
    return _answer(request, parts, change, topics, words, undoable=False)


def _read(request: HttpRequest, parts: PreparedRoadmap, key: str) -> HttpResponse:
    return _set_read(request, parts, key, read=True)


def _unread(request: HttpRequest, parts: PreparedRoadmap, key: str) -> HttpResponse:
    return _set_read(request, parts, key, read=False)


def _set_read(request: HttpRequest, parts: PreparedRoadmap, key: str, *, read: bool) -> HttpResponse:
    place = parts.topic(request.POST.get("topic", "")) or phase_page(request, parts)
    resource = resource_at(parts, place, key) if place else None
    if place is None or resource is None:
        return elsewhere(request, None)
    holder_of(request).set_read(resource=resource, read=read, at=timezone.now())
    if is_htmx(request):
        return HttpResponse(reading(request, parts, place))
    return HttpResponseRedirect(f"{_back(request, parts, [])}#read-{resource.pk}")


def _answer(
    request: HttpRequest,
    parts: PreparedRoadmap,
    change: Change,
    topics: list[Topic],
    words: str,
    *,
    undoable: bool = True,
) -> HttpResponse:
    """Answer htmx with what has changed on the page, a plain form post with the page it came from."""
    change_id = change.id if undoable else ""
    if is_htmx(request):
        response = HttpResponse(fragments(request, parts, change, topics, words, change_id))
    else:
        keep_for_next_page(request, words, change_id)
        response = HttpResponseRedirect(_back(request, parts, topics))
    take_along(request, response, words, change_id, at=timezone.now())
    return response


def _back(request: HttpRequest, parts: PreparedRoadmap, topics: list[Topic]) -> str:
    """Return the address of the page that the form stood on, at the first of `topics` if there are any."""
    topic = parts.topic(request.POST.get("topic", ""))
    if topic is not None:
        return address_of(topic)
    node = phase_page(request, parts)
    place = f"{parts.address}{node.phase.slug}/" if node else parts.address
    return f"{place}#stop-{topics[0].slug}" if topics else place


ACTS: dict[str, Callable[[HttpRequest, PreparedRoadmap, str], HttpResponse]] = {
    "mark": _mark,
    "worked": _worked,
    "carry": _carry,
    "phase": _phase,
    "undo": _undo,
    "read": _read,
    "unread": _unread,
    "seen": seen,
    "follow": follow,
}
