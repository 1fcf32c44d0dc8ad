"""A topic beside its path: what it is, its state, what to read, where else it is taught.

Like the page around it the panel is prepared once, when it is first asked for, and then filled.
"""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from curriculum.models import Reference, Topic
from curriculum.tree import elsewhere
from progress.learning.holders import holder_of
from progress.learning.pages.prepared_roadmap import PreparedPanel, PreparedRoadmap
from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.pages.rows import carried_words, day_words, state_word
from progress.learning.pages.slots import Prepared, Slots, prepare
from progress.learning.pages.whose import whose

KEYS = {"todo": "t", "learning": "l", "done": "d", "skipped": "s"}


def topic_panel(request: HttpRequest, page: RoadmapPage, topic: Topic) -> SafeString:
    prepared = _prepared(page.parts, topic)
    values = {
        "token": get_token(request),
        "whose": whose(request),
        "switch": switch(page, topic),
        "reading": reading(request, page.parts, topic),
    }
    for need in prepared.needs:
        state = page.standing(need).state
        values |= {f"need:{need.pk}:state": state, f"need:{need.pk}:word": state_word(state)}
    return prepared.panel.fill(values)


def reading(request: HttpRequest, parts: PreparedRoadmap, topic: Topic) -> SafeString:
    """Return the topic's resources, each with its tick; nothing when it has none."""
    prepared = _prepared(parts, topic)
    if prepared.reading is None:
        return SafeString("")
    read = holder_of(request).reads(parts.tree.roadmap)
    values = {"token": get_token(request), "whose": whose(request)}
    for reference in prepared.references:
        key = reference.resource_id
        values |= _read_values(key) if key in read else _unread_values(key)
    return prepared.reading.fill(values)


def _read_values(key: int) -> dict[str, str]:
    said = gettext("read. Mark as not read")
    return {f"act:{key}": "unread", f"icon:{key}": "done", f"said:{key}": said}


def _unread_values(key: int) -> dict[str, str]:
    said = gettext("not read. Mark as read")
    return {f"act:{key}": "read", f"icon:{key}": "todo", f"said:{key}": said}


def _prepared(parts: PreparedRoadmap, topic: Topic) -> PreparedPanel:
    if topic.pk not in parts.panels:
        parts.panels[topic.pk] = _prepare(parts, topic)
    return parts.panels[topic.pk]


def _prepare(parts: PreparedRoadmap, topic: Topic) -> PreparedPanel:
    slots = Slots()
    topics = list(parts.tree.topics.values())
    at = topics.index(topic)
    needs = [need for need in topic.needs.all() if need.pk in parts.tree.topics]
    references = _references(parts, topic)
    panel = prepare(
        "learning/_topic.html",
        topic=topic,
        phase=parts.node_of(topic).phase,
        address=parts.address,
        needs=[
            {"topic": need, "state": slots[f"need:{need.pk}:state"], "word": slots[f"need:{need.pk}:word"]}
            for need in needs
        ],
        has_reading=bool(references),
        elsewhere=elsewhere(topic),
        before=topics[at - 1] if at else None,
        after=topics[at + 1] if at + 1 < len(topics) else None,
    )
    return PreparedPanel(panel, _prepare_reading(parts, topic, references), needs, references)


def _references(parts: PreparedRoadmap, topic: Topic) -> list[Reference]:
    """Return the topic's own, then those that its phase names for all of its topics."""
    own = list(Reference.objects.filter(topic=topic).select_related("resource"))
    named = {reference.resource_id for reference in own}
    shared = parts.node_of(topic).references
    return own + [reference for reference in shared if reference.resource_id not in named]


def _prepare_reading(parts: PreparedRoadmap, topic: Topic, references: list[Reference]) -> Prepared | None:
    if not references:
        return None
    slots = Slots()
    rows = [
        {
            "reference": reference,
            "resource": reference.resource,
            "act": slots[f"act:{reference.resource_id}"],
            "icon": slots[f"icon:{reference.resource_id}"],
            "said": slots[f"said:{reference.resource_id}"],
        }
        for reference in references
    ]
    return prepare("learning/_reading.html", rows=rows, address=parts.address, topic=topic)


def switch(page: RoadmapPage, topic: Topic) -> SafeString:
    """Return the four states as buttons, the present one pressed, and since when it is so."""
    state = page.standing(topic).state
    words = {
        "todo": gettext("To do"),
        "learning": gettext("Learning"),
        "done": gettext("Done"),
        "skipped": gettext("Skip"),
    }
    choices = [
        {
            "state": choice,
            "word": word,
            "key": KEYS[choice],
            "pressed": "true" if choice == state else "false",
        }
        for choice, word in words.items()
    ]
    context = {"topic": topic, "choices": choices, "since": _since(page, topic)}
    return render_to_string("learning/_switch.html", context)


def _since(page: RoadmapPage, topic: Topic) -> str:
    standing = page.standing(topic)
    day = day_words(standing.day, page.today) if standing.day else ""
    if standing.state == "carried":
        return SafeString(f"{carried_words(page.sources.get(standing.carried_from or 0))} {day}")
    if not day or standing.state == "todo":
        return ""
    words = gettext("Done %(day)s") if standing.state == "done" else gettext("Since %(day)s")
    return words % {"day": day}
