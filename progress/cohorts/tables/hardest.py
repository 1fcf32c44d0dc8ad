"""Which topics are hard for a cohort, told by those of its learners who show which topics they are on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from django.db import connection

from progress.cohorts.tables.outline import Line, Outline, PhasePlace, TopicPlace
from progress.cohorts.tables.overview import Overview
from progress.cohorts.tables.standings import NOTHING

FEWEST = 3  # learners; of fewer nothing is told of a topic
SHOWN = 8


class Hard(NamedTuple):
    """`days` is the median for which a topic was, or still is, in learning, of `timed` learners."""

    line: Line
    phase: PhasePlace
    topic: TopicPlace
    days: int | None
    timed: int
    came: int  # who did anything with it
    learning: int
    skipped: int

    @property
    def unfinished(self) -> int:
        return self.learning + self.skipped


Distribution = Mapping[int, Counter[int]]  # of days, by topic


def hardest(overview: Overview) -> list[Hard]:
    """Return all topics that enough learners came to, in the order of the path, by one statement."""
    outline = overview.outline
    people = [row.person.pk for row in overview.rows if row.person.names_topics]
    took = _took(people, outline)
    _add_those_in_learning(took, overview)
    found = [hard for line in outline.lines for hard in _of_line(line, overview, took)]
    return [hard for hard in found if hard.came >= FEWEST]


def longest(found: Sequence[Hard]) -> list[Hard]:
    """Return those that are in learning for the longest, by the median."""
    timed = [hard for hard in found if hard.days and hard.timed >= FEWEST]
    return sorted(timed, key=lambda hard: -(hard.days or 0))[:SHOWN]


def left(found: Sequence[Hard]) -> list[Hard]:
    """Return those that most are still on, or have skipped."""
    unfinished = [hard for hard in found if hard.unfinished]
    return sorted(unfinished, key=attrgetter("unfinished"), reverse=True)[:SHOWN]


def _of_line(line: Line, overview: Overview, took: Distribution) -> list[Hard]:
    phases = {phase.pk: phase for phase in line.phases}
    shown = (row for row in overview.rows if row.person.names_topics)
    states = [kept.states for row in shown if (kept := row.kept.get(line.pk, NOTHING)).states]
    columns = zip(*states, strict=True) if states else [()] * len(line.topics)
    letters = {topic.pk: Counter(column) for topic, column in zip(line.by_pk, columns, strict=True)}
    return [_hard(line, phases[topic.phase], topic, letters[topic.pk], took) for topic in line.topics]


def _hard(
    line: Line, phase: PhasePlace, topic: TopicPlace, letters: Counter[str], took: Distribution
) -> Hard:
    days = took.get(topic.pk, Counter())
    came = letters.total() - letters["."] - letters["c"]
    return Hard(line, phase, topic, _median(days), days.total(), came, letters["l"], letters["s"])


def _median(days: Counter[int]) -> int | None:
    """Return the middle one of so many; the lower of two."""
    middle, before = (days.total() + 1) // 2, 0
    for length in sorted(days):
        before += days[length]
        if before >= middle:
            return length
    return None


def _add_those_in_learning(took: dict[int, Counter[int]], overview: Overview) -> None:
    for row in overview.rows:
        if row.person.names_topics:
            for kept in row.kept.values():
                for topic, day in kept.since.items():
                    took.setdefault(topic, Counter())[max(0, (row.person.today - day).days)] += 1


def _took(learners: list[int], outline: Outline) -> dict[int, Counter[int]]:
    """Return for how many days those who are done with a topic had it in learning."""
    found: dict[int, Counter[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_TOOK, {"learners": learners, "roadmaps": outline.roadmaps})
        for topic, days, number in cursor.fetchall():
            found.setdefault(topic, Counter())[days] = number
    return found


_TOOK = """
WITH begun AS (
    SELECT learner_id, topic_id, min(day) AS day
    FROM learning_activity
    WHERE learner_id = ANY (%(learners)s)
        AND state = 'learning'
        AND topic_id IN (SELECT topic_id FROM learning_places(%(roadmaps)s))
    GROUP BY learner_id, topic_id
)
SELECT mark.topic_id, mark.day - begun.day, count(*)
FROM learning_mark mark
JOIN begun ON begun.learner_id = mark.learner_id AND begun.topic_id = mark.topic_id
WHERE mark.state = 'done' AND mark.day >= begun.day
GROUP BY mark.topic_id, mark.day - begun.day
"""
