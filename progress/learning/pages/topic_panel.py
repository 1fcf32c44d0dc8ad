"""A topic beside its path: what it is, its state, what to read, where else it is taught.

Like the page around it the panel is prepared once, when it is first asked for, and then filled.
"""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from curriculum.models import Topic
from curriculum.tree import elsewhere
from progress.learning.marks import is_worked_on
from progress.learning.pages.own import NOTHING, Typed, own_values
from progress.learning.pages.prepared_roadmap import PreparedPanel, PreparedRoadmap
from progress.learning.pages.reading import prepared_reading, reading
from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.pages.rows import day_words, state_word
from progress.learning.pages.second_look import second_look
from progress.learning.pages.slots import Slots, prepare
from progress.learning.pages.whose import whose
from roadmap_site.accounts.models import User

KEYS = {"todo": "t", "learning": "l", "done": "d", "skipped": "s"}


def topic_panel(request: HttpRequest, page: RoadmapPage, topic: Topic, typed: Typed = NOTHING) -> SafeString:
    """`typed` is what was sent and could not be kept."""
    prepared = _prepared(page.parts, topic)
    values = own_values(request, page.parts, topic, typed) | {
        "token": get_token(request),
        "whose": whose(request),
        "switch": switch(request, page, topic),
        "second_look": second_look(topic, due=topic.pk in page.again) if topic.review_since else "",
        "reading": reading(request, page.parts, topic),
    }
    for need in prepared.needs:
        state = page.standing(need).state
        values |= {f"need:{need.pk}:state": state, f"need:{need.pk}:word": state_word(state)}
    return prepared.panel.fill(values)


def _prepared(parts: PreparedRoadmap, topic: Topic) -> PreparedPanel:
    if topic.pk not in parts.panels:
        parts.panels[topic.pk] = _prepare(parts, topic)
    return parts.panels[topic.pk]


def _prepare(parts: PreparedRoadmap, topic: Topic) -> PreparedPanel:
    slots = Slots()
    topics = list(parts.tree.topics.values())
    at = topics.index(topic)
    needs = [need for need in topic.needs.all() if need.pk in parts.tree.topics]
    panel = prepare(
        "learning/_topic.html",
        topic=topic,
        phase=parts.node_of(topic).phase,
        address=parts.address,
        needs=[
            {"topic": need, "state": slots[f"need:{need.pk}:state"], "word": slots[f"need:{need.pk}:word"]}
            for need in needs
        ],
        has_reading=bool(prepared_reading(parts, topic).references),
        elsewhere=elsewhere(topic),
        before=topics[at - 1] if at else None,
        after=topics[at + 1] if at + 1 < len(topics) else None,
    )
    return PreparedPanel(panel, needs)


def switch(request: HttpRequest, page: RoadmapPage, topic: Topic) -> SafeString:
    """Return the four states as buttons, the present one pressed, since when, and whether worked on today."""
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
    action = _worked(request, page, topic)
    context = {
        "topic": topic,
        "choices": choices,
        "since": _since(page, topic),
        "carry": _carry(page, topic),
        "action": action,
    }
    return render_to_string("learning/_switch.html", context)


def _worked(request: HttpRequest, page: RoadmapPage, topic: Topic) -> str:
    """Return what `_worked.html` shows a learner of a topic in learning, from the day after that began."""
    standing, user = page.standing(topic), request.user
    if standing.state != "learning" or standing.day == page.today or not isinstance(user, User):
        return ""
    return "worked" if is_worked_on(learner=user, topic=topic, day=page.today) else "work"


def _carry(page: RoadmapPage, topic: Topic) -> dict[str, object] | None:
    """Return where the topic was done elsewhere, and when that was, or when it was declined."""
    standing = page.standing(topic)
    if standing.carried_from is None or standing.day is None:
        return None
    return {
        "source": page.sources.get(standing.carried_from),
        "day": day_words(standing.day, page.today),
        "declined": standing.declined,
    }


def _since(page: RoadmapPage, topic: Topic) -> str:
    standing = page.standing(topic)
    day = day_words(standing.day, page.today) if standing.day else ""
    if not day or standing.state in ("todo", "carried"):
        return ""
    words = gettext("Done %(day)s") if standing.state == "done" else gettext("Since %(day)s")
    return words % {"day": day}
