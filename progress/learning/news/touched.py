"""Which ids people have marked."""

from collections import defaultdict
from collections.abc import Collection

from curriculum.models import Topic
from progress.learning.models import Mark, State
from progress.learning.standings import Marks


def ids_marked(marks: Marks) -> set[str]:
    """Return the qualified ids of the topics, retired ones too, that are more than to do."""
    ids = Topic.objects.filter(pk__in=_topics(marks)).values_list("roadmap__key", "key")
    return {f"{roadmap}/{key}" for roadmap, key in ids}


def ids_marked_by(learners: Collection[int]) -> dict[int, set[str]]:
    """Return the same of many learners, by one statement."""
    own = Mark.objects.filter(learner__in=learners).exclude(state=State.TODO)
    found: dict[int, set[str]] = defaultdict(set)
    for learner, roadmap, key in own.values_list("learner", "topic__roadmap__key", "topic__key"):
        found[learner].add(f"{roadmap}/{key}")
    return found


def _topics(marks: Marks) -> list[int]:
    if marks.learners:
        own = Mark.objects.filter(learner__in=marks.learners).exclude(state=State.TODO)
        return list(own.values_list("topic_id", flat=True))
    pairs = zip(marks.topics or [], marks.states or [], strict=True)
    return [topic for topic, state in pairs if state != State.TODO]
