"""Marks that arrive on old topics after these have gone: a visitor's, or from a page that was open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from curriculum.models import Topic
from progress.learning.credit.lineage import Lineage, read_lineage
from progress.learning.models import State

RANKS = [State.TODO, State.SKIPPED, State.LEARNING, State.DONE]


@dataclass(frozen=True, slots=True)
class LateMark:
    state: str
    at: datetime
    day: date


def live_marks(marks: Mapping[int, LateMark]) -> dict[int, LateMark]:
    """Return what marks on topics (by primary key) amount to on live ones.

    A mark on a live topic stays as it is. Those on old ones count on what carries them on, as they
    would have counted in the load; where nothing does, or no credit is given, they drop out.
    """
    live = set(Topic.objects.live().filter(pk__in=marks).values_list("pk", flat=True))
    if len(live) == len(marks):
        return dict(marks)
    lineage = read_lineage()
    known = dict(marks)
    for generation in [*lineage.generations(lineage.live), sorted(lineage.live)]:
        for topic in generation:
            earned = _earned(topic, lineage, known)
            if earned and topic not in known:
                known[topic] = earned
    return {topic: mark for topic, mark in known.items() if topic in live or topic in lineage.live}


def _earned(topic: int, lineage: Lineage, known: Mapping[int, LateMark]) -> LateMark | None:
    olds = lineage.olds.get(topic, ())
    said = [known[old] for old in olds if old in known]
    state = combine(lineage.credit.get(topic, "none"), [mark.state for mark in said], olds=len(olds))
    if state is None or state == State.TODO:
        return None
    first = min((mark for mark in said if mark.state != State.TODO), key=lambda mark: mark.at)
    return LateMark(state, first.at, first.day)


def combine(credit: str, states: Sequence[str], *, olds: int) -> str | None:
    """Return what the states of some of `olds` old topics earn, as the load's SQL does."""
    if credit == "none" or not states:
        return None
    furthest = max(states, key=lambda state: RANKS.index(State(state)))
    if credit == "any" or (len(states) == olds and len(set(states)) == 1):
        return furthest
    if furthest in (State.LEARNING, State.DONE):
        return State.LEARNING
    return State.TODO if State.TODO in states else None
