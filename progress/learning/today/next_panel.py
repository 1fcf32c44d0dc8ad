"""What is next, each with its tick and the reason that it is there."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from curriculum.models import Topic
from curriculum.templatetags.roadmap_words import letter, phase_word, shape
from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.pages.rows import NEXT as NEXT_STATE
from progress.learning.pages.rows import day_words, state_word
from progress.learning.pages.slots import Prepared, Slots, prepare
from progress.learning.today.next_up import OPEN, Next, NextUp, Row, Why, why_of


def next_panel(
    up: NextUp, *, before: Sequence[Row] = (), worked: Collection[int] = (), following: bool = True
) -> SafeString:
    """Return the panel. What stood on the page `before` keeps its row, in whatever state it is now."""
    language = get_language() or ""
    shown = [why_of(page, topic) for page, topic in before] + up.topics
    rows = [_row(one, worked, language) for one in shown]
    frame = _frame(bool(rows), following, up.more_learning > 0, language)
    return frame.fill({"rows": "".join(rows), "more": _more_words(up.more_learning)})


def _more_words(count: int) -> str:
    words = ngettext("%(n)s more topic is in learning.", "%(n)s more topics are in learning.", count)
    return words % {"n": count}


def _row(one: Next, worked: Collection[int], language: str) -> str:
    page, topic = one.page, one.topic
    roadmap, state = page.parts.tree.roadmap, page.standing(topic).state
    key = f"{roadmap.slug}/{topic.slug}"
    action = _action(one, state, topic.pk in worked)
    return _prepared_row(action, language).fill(
        {
            "key": key,
            "state": state,
            "accent": roadmap.accent,
            "shape": shape(roadmap.accent),
            "letter": escape(letter(roadmap.title)),
            "address": f"{page.parts.address}topics/{topic.slug}/",
            "title": escape(topic.title),
            "why": escape(reason(one, state)),
            "where": escape(where(page, topic)),
            "value": f"{key}:{NEXT_STATE[state]}",
            "said": escape(_said(topic, state)),
        }
    )


def _action(one: Next, state: str, worked: bool) -> str:
    """What `_worked.html` shows; on the day that learning began there is nothing to say."""
    if state != "learning" or one.page.standing(one.topic).day == one.page.today:
        return ""
    return "worked" if worked else "work"


def _said(topic: Topic, state: str) -> str:
    done = gettext("%(topic)s: %(state)s. Mark as to do")
    other = gettext("%(topic)s: %(state)s. Mark as done")
    return (done if state == "done" else other) % {"topic": topic.title, "state": state_word(state)}


def where(page: RoadmapPage, topic: Topic) -> str:
    """`Backend engineer, phase 7`."""
    roadmap, phase = page.parts.tree.roadmap, page.parts.node_of(topic).phase
    named = f"{phase_word(roadmap).lower()} {phase.number}" if phase.number else phase.title
    return f"{roadmap.title}, {named}"


def reason(one: Next, state: str) -> str:
    """Say why it is there; of what is not open any more, what became of it."""
    if state not in OPEN:
        return state_word(state)
    if one.why == Why.LEARNING:
        day = one.page.standing(one.topic).day
        return gettext("learning since %(day)s") % {"day": day_words(day, one.page.today)} if day else ""
    if one.why == Why.CHOICE and one.topic.group is not None:
        return gettext("one of “%(group)s”") % {"group": one.topic.group.title}
    if one.by is not None:
        words = gettext("“%(topic)s” needs it") if one.why == Why.NEEDED else gettext("after “%(topic)s”")
        return words % {"topic": one.by.title}
    return gettext("the first stop of the line") if one.why == Why.FIRST else gettext("next on the line")


@lru_cache(maxsize=16)
def _prepared_row(action: str, language: str) -> Prepared:
    return prepare("learning/_today_stop.html", stop=Slots(), action=action)


@lru_cache(maxsize=16)
def _frame(has_rows: bool, following: bool, has_more: bool, language: str) -> Prepared:
    context = {"has_rows": has_rows, "following": following, "has_more": has_more}
    return prepare("learning/_today_next.html", up=Slots(), **context)
