"""A topic beside its path: what it is, its state, what to read, where else it is taught."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from curriculum.models import Reference, Topic
from curriculum.tree import elsewhere
from progress.learning.holders import holder_of
from progress.learning.pages.prepared_roadmap import PreparedRoadmap
from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.pages.rows import carried_words, day_words, state_word

KEYS = {"todo": "t", "learning": "l", "done": "d", "skipped": "s"}


def topic_panel(request: HttpRequest, page: RoadmapPage, topic: Topic) -> SafeString:
    tree = page.parts.tree
    node = page.parts.node_of(topic)
    topics = list(tree.topics.values())
    at = topics.index(topic)
    return render_to_string(
        "learning/_topic.html",
        {
            "topic": topic,
            "phase": node.phase,
            "address": page.parts.address,
            "token": get_token(request),
            "switch": switch(page, topic),
            "needs": [_need(page, need) for need in topic.needs.all() if need.pk in tree.topics],
            "reading": reading(request, page.parts, topic),
            "elsewhere": elsewhere(topic),
            "before": topics[at - 1] if at else None,
            "after": topics[at + 1] if at + 1 < len(topics) else None,
        },
    )


def reading(request: HttpRequest, parts: PreparedRoadmap, topic: Topic) -> SafeString:
    """Return the topic's resources, each with its tick; nothing when it has none."""
    references = list(Reference.objects.filter(topic=topic).select_related("resource"))
    if not references:
        return SafeString("")
    read = holder_of(request).reads(parts.tree.roadmap)
    context = {
        "references": references,
        "read": read,
        "address": parts.address,
        "topic": topic,
        "token": get_token(request),
    }
    return render_to_string("learning/_reading.html", context)


def _need(page: RoadmapPage, topic: Topic) -> dict[str, Any]:
    state = page.standing(topic).state
    return {
        "topic": topic,
        "state": state,
        "word": state_word(state),
        "address": f"{page.parts.address}topics/{topic.slug}/",
    }


def switch(page: RoadmapPage, topic: Topic) -> SafeString:
    """Return the four states as buttons, the present one pressed, and since when it is so."""
    state = page.standing(topic).state
    choices = [
        {
            "state": choice,
            "word": word,
            "key": KEYS[choice],
            "pressed": "true" if choice == state else "false",
        }
        for choice, word in {
            "todo": gettext("To do"),
            "learning": gettext("Learning"),
            "done": gettext("Done"),
            "skipped": gettext("Skip"),
        }.items()
    ]
    return render_to_string(
        "learning/_switch.html", {"topic": topic, "choices": choices, "since": _since(page, topic)}
    )


def _since(page: RoadmapPage, topic: Topic) -> str:
    standing = page.standing(topic)
    if standing.state == "carried":
        source = page.sources.get(standing.carried_from or 0)
        return SafeString(
            f"{carried_words(source)} {day_words(standing.day, page.today) if standing.day else ''}"
        )
    if not standing.day or standing.state == "todo":
        return ""
    day = day_words(standing.day, page.today)
    if standing.state == "done":
        return gettext("Done %(day)s") % {"day": day}
    return gettext("Since %(day)s") % {"day": day}
