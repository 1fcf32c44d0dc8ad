"""Topics that an editor asks to look at again, for whoever had done one before its day.

They are asked until they say that they have looked, or do it anew: that is on a later day. No mark changes.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime

from curriculum.models import Topic
from progress.learning.models import SecondLook, State
from progress.learning.standings import Standing
from roadmap_site.accounts.models import User

Days = Mapping[int, date]  # by topic


def waiting(changed: Days, standings: Mapping[int, Standing]) -> dict[int, date]:
    """Return those of the `changed` topics that were done before their day; carried ones aren't."""
    return {
        topic: since
        for topic, since in changed.items()
        if (standing := standings.get(topic))
        and standing.state == State.DONE
        and standing.day is not None
        and standing.day < since
    }


def look_again(*, learner: User, topic: Topic, at: datetime) -> None:
    """Remember that `learner` knows what is different now. A second time changes nothing."""
    if topic.review_since is None:
        return
    look = SecondLook(learner=learner, topic=topic, since=topic.review_since, at=at)
    SecondLook.objects.bulk_create(
        [look], update_conflicts=True, unique_fields=["learner", "topic"], update_fields=["since", "at"]
    )


def join_looks(learner: User, known: Days, at: datetime) -> None:
    """Add what a visitor has looked at; of two looks at a topic the one at the later change stays."""
    own = looks(learner, known)
    newer = [topic for topic, since in known.items() if own.get(topic, date.min) < since]
    SecondLook.objects.bulk_create(
        [
            SecondLook(learner=learner, topic=topic, since=known[topic.pk], at=at)
            for topic in Topic.objects.filter(pk__in=newer)
        ],
        update_conflicts=True,
        unique_fields=["learner", "topic"],
        update_fields=["since", "at"],
    )


def due(
    changed: Days, standings: Mapping[int, Standing], looked: Callable[[Collection[int]], Days]
) -> set[int]:
    """Return the topics to look at again; `looked` says up to which day's changes somebody knows some topics.

    It is asked only when a topic is waiting.
    """
    found = waiting(changed, standings)
    known = looked(found) if found else {}
    return {topic for topic, since in found.items() if known.get(topic, date.min) < since}


def looks(learner: User, topics: Collection[int]) -> dict[int, date]:
    """Return up to which day's changes `learner` has looked, by topic."""
    known = SecondLook.objects.filter(learner=learner, topic__in=topics)
    return dict(known.values_list("topic_id", "since"))
