"""What a load asks of learners' progress, and what it leaves there."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Q

from curriculum.loading.observers import Load
from curriculum.models import Release
from progress.learning.credit import carries, groups, inheritance, reached, renames
from progress.learning.credit.lineage import read_lineage
from progress.learning.models import GroupCredit, Mark, State

LEARNERS = """
SELECT name, count(DISTINCT learner_id)
FROM (
    SELECT name, learner_id
    FROM unnest(%(topic_names)s::text[], %(topics)s::bigint[]) AS touched (name, topic_id)
    JOIN learning_mark USING (topic_id)
    WHERE state <> 'todo'
    UNION ALL
    SELECT name, learner_id
    FROM unnest(%(resource_names)s::text[], %(resources)s::bigint[]) AS touched (name, resource_id)
    JOIN learning_read USING (resource_id)
) AS touched
GROUP BY name
"""
TEMPORARY = ("credit_carry", "credit_goes_on", "credit_legacy", "credit_group")


class CreditObserver:
    """Register one with curriculum.loading.observers."""

    def learners_on(
        self, topics: Mapping[str, Sequence[int]], resources: Mapping[str, Sequence[int]]
    ) -> Mapping[str, int]:
        if not topics and not resources:
            return {}
        by_topic = [(name, topic) for name, found in topics.items() for topic in found]
        by_resource = [(name, resource) for name, found in resources.items() for resource in found]
        with connection.cursor() as cursor:
            cursor.execute(
                LEARNERS,
                {
                    "topic_names": [name for name, _ in by_topic],
                    "topics": [topic for _, topic in by_topic],
                    "resource_names": [name for name, _ in by_resource],
                    "resources": [resource for _, resource in by_resource],
                },
            )
            return dict(cursor.fetchall())

    def marks_on(self, topics: Sequence[int], *, credited_after: Release | None) -> int:
        marks = Mark.objects.filter(topic__in=topics).exclude(state=State.TODO)
        if credited_after:
            marks = marks.filter(Q(credited_by=None) | Q(credited_by__lte=credited_after))
        return marks.count()

    @contextmanager
    def watching(self, load: Load) -> Iterator[None]:
        """Ticks wait from here to the load's end, so that none falls between an old id and its heir."""
        difference = load.difference
        concepts, changing = carries.loosened(load), groups.changing(load)
        if not (difference.retire or difference.begin or concepts or changing or load.returns_to):
            yield
            reached.settle_all(load)
            return
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE learning_mark IN SHARE ROW EXCLUSIVE MODE")
            if load.returns_to:
                take_back(load.returns_to)
            carries.remember(cursor, concepts)
            groups.remember(cursor, load, changing)
            yield
            _credit(cursor, load)
            groups.keep(cursor, load, changing, load.release)
            renames.pass_on_completions(cursor, load)
            renames.pass_on_reads(cursor, load, load.release)
            renames.pass_on_submissions(cursor, load)
            cursor.execute(f"DROP TABLE {', '.join(TEMPORARY)}")
            reached.settle_all(load)


def take_back(release: Release) -> None:
    """Remove what loads after `release` credited and nobody has edited since."""
    Mark.objects.filter(credited_by__gt=release).delete()
    GroupCredit.objects.filter(credited_by__gt=release).delete()


def _credit(cursor: CursorWrapper, load: Load) -> None:
    lineage = read_lineage()
    heirs = lineage.heirs(since=None if load.returns_to else load.release)
    cursor.execute("CREATE TEMP TABLE credit_goes_on (learner_id bigint, topic_id bigint)")
    inheritance.gather(cursor, lineage, heirs)
    carries.compare(cursor, heirs)
    inheritance.credit(cursor, lineage, heirs, load.release)
    carries.keep(cursor, lineage, load.release)
