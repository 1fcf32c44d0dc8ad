"""What a row, a station and a line say for a learner: words and shapes for the slots of a prepared page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from curriculum.models import Topic
from curriculum.templatetags.roadmap_words import letter, shape
from curriculum.tree import GroupNode
from progress.learning.standings import TODO, PhaseTally, Standing

# What the round button of a stop sets, by the state that the stop is in.
NEXT = {"todo": "done", "learning": "done", "skipped": "done", "carried": "done", "done": "todo"}


def state_word(state: str) -> str:
    return _words(get_language() or "")[state]


@cache
def _words(language: str) -> dict[str, str]:
    return {
        "todo": gettext("to do"),
        "learning": gettext("learning"),
        "done": gettext("done"),
        "carried": gettext("carried from another line"),
        "skipped": gettext("skipped"),
        "optional": gettext("optional"),
    }


@cache
def _said(language: str) -> dict[str, str]:
    """What the round button says to a screen reader: the state, then what a press does."""
    return {
        "todo": gettext("to do. Mark as done"),
        "learning": gettext("learning. Mark as done"),
        "done": gettext("done. Mark as to do"),
        "carried": gettext("carried from another line. Mark as done here"),
        "skipped": gettext("skipped. Mark as done"),
    }


def stop_values(
    topic: Topic, standing: Standing, *, today: date, source: Topic | None, current: bool, language: str
) -> dict[str, str]:
    """Fill the slots of `_stop.html`; `source` is the topic that a carried one comes from."""
    state = standing.state
    carried = carried_words(source, standing.day, today) if state == "carried" else ""
    return {
        "state": state,
        "icon": "optional" if state == "todo" and topic.optional else state,
        "next": NEXT[state],
        "said": _said(language)[state],
        "more": carried or _remark(state, standing.day, today, topic.optional, language),
        "current": ' aria-current="true"' if current else "",
    }


def untouched_values(topic: Topic, language: str) -> dict[str, str]:
    """Fill the slots of `_stop.html` for everybody who has no mark there."""
    return stop_values(topic, TODO, today=date.min, source=None, current=False, language=language)


@lru_cache(maxsize=4096)
def _remark(state: str, day: date | None, today: date, optional: bool, language: str) -> str:
    """What stands at the end of a row: since when it is so, or that it need not be."""
    if state == "done" and day:
        return day_words(day, today)
    if state == "learning" and day:
        return gettext("since %(day)s") % {"day": day_words(day, today)}
    if state == "skipped":
        return gettext("skipped")
    return f"<i>{gettext('optional')}</i>" if optional and state == "todo" else ""


def carried_words(source: Topic | None, day: date | None, today: date) -> SafeString:
    """Where it was done and when: `carried from (E) 12 November`."""
    when = day_words(day, today) if day else ""
    if source is None:
        return SafeString(f"{gettext('carried')} {when}".strip())
    line = source.roadmap
    return SafeString(
        f'{gettext("carried from")} <span class="bullet small" data-accent="{line.accent}"'
        f' data-shape="{shape(line.accent)}" role="img" aria-label="{escape(line.title)}">'
        f"{escape(letter(line.title))}</span> {when}"
    )


def day_words(day: date, today: date) -> str:
    """`today`, `12 November`, or with the year when it is another one.

    A flight west leads to a day before `day`: what was done on it is today's still.
    """
    return _day_words(day, today, get_language() or "")


@lru_cache(maxsize=4096)
def _day_words(day: date, today: date, language: str) -> str:
    if day >= today:
        return gettext("today")
    return date_format(day, "j F" if day.year == today.year else "j F Y")


def stop_icons(topics: Iterable[Topic], standings: Mapping[int, Standing]) -> tuple[str, ...]:
    """Return the shapes of a phase's stops, in order."""
    return tuple(_icon(topic, standings.get(topic.id, TODO)) for topic in topics)


def head_values(icons: Sequence[str], tally: PhaseTally) -> dict[str, str]:
    """Fill the slots of `_phase_head.html`."""
    return {
        "state": "done" if tally.complete else "part" if tally.settled else "todo",
        "arc": str(round(100 * tally.share)),
        "count": tally_words(tally),
        "pips": "".join(f'<i data-state="{icon}"></i>' for icon in icons),
        "pips_said": ", ".join(
            f"{count} {state_word('todo' if icon == 'optional' else icon)}"
            for icon, count in Counter(icons).items()
        ),
    }


def _icon(topic: Topic, standing: Standing) -> str:
    return "optional" if standing.state == "todo" and topic.optional else standing.state


def tally_words(tally: PhaseTally) -> str:
    """`3 of 7, 1 skipped`; nothing to count says nothing."""
    if not tally.required:
        return ""
    words = gettext("%(settled)s of %(required)s")
    return with_skipped(words % {"settled": tally.settled, "required": tally.required}, tally)


def count_words(tally: PhaseTally) -> str:
    """The same, with what is skipped and what is optional where there is room."""
    settled, _, skipped = tally_words(tally).partition(", ")
    apart = optional_words(tally.optional, tally.optional_settled)
    wide = (f", {skipped}" if skipped else "") + (f" <small>{apart}</small>" if apart else "")
    return f'{settled}<span class="wide">{wide}</span>' if wide else settled


def optional_words(optional: int, settled: int = 0) -> str:
    """`+9 optional`, or `+2 of 9 optional`; nothing without any."""
    if not optional:
        return ""
    words = gettext("+%(settled)s of %(n)s optional") if settled else gettext("+%(n)s optional")
    return words % {"n": optional, "settled": settled}


def with_skipped(words: str, tally: PhaseTally) -> str:
    if not tally.skipped:
        return words
    skipped = ngettext("%(n)s skipped", "%(n)s skipped", tally.skipped) % {"n": tally.skipped}
    return f"{words}, {skipped}"


def group_values(node: GroupNode, standings: Mapping[int, Standing], done: bool) -> dict[str, str]:
    """Fill the slots of `_group_mark.html`: done with enough of its topics, else begun or not."""
    begun = any(
        standings.get(topic.pk, TODO).state in ("learning", "done", "carried") for topic in node.topics
    )
    icon = "done" if done else "learning" if begun else "todo"
    return {"icon": icon, "said": state_word(icon)}


def complete_words(tally: PhaseTally, later: int) -> str:
    """Since when it is complete, and how many units came `later`; nothing before that."""
    if tally.completed_on is None:
        return gettext("You have reached the end of this line.") if tally.complete else ""
    words = gettext("Complete since %(day)s.") % {"day": date_format(tally.completed_on, "j F Y")}
    if not later:
        return words
    new = ngettext("%(n)s topic is new since then.", "%(n)s topics are new since then.", later)
    return f"{words} {new % {'n': later}}"
