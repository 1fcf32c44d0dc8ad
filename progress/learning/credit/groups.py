"""A choose group stays complete for those who had completed it, whatever a load changes."""

from collections import defaultdict

from django.db.backends.utils import CursorWrapper

from curriculum.loading.declared import Successor
from curriculum.loading.observers import Load
from curriculum.models import ChooseGroup, Release

COMPLETE = """
SELECT learner_id, choice.id AS group_id
FROM (
    SELECT standing.learner_id, topic.group_id, count(*) AS settled
    FROM learning_standings(
        ARRAY(
            SELECT DISTINCT mark.learner_id
            FROM learning_mark mark
            JOIN curriculum_topic marked ON marked.id = mark.topic_id
            JOIN curriculum_topic member
                ON member.id = marked.id OR member.concept_id = marked.concept_id
            WHERE member.group_id = ANY (%(groups)s)
        ),
        NULL, NULL, NULL,
        ARRAY(SELECT DISTINCT roadmap_id FROM curriculum_choosegroup WHERE id = ANY (%(groups)s))
    ) standing
    JOIN curriculum_topic topic ON topic.id = standing.topic_id
    WHERE topic.group_id = ANY (%(groups)s) AND standing.state IN ('done', 'carried')
    GROUP BY standing.learner_id, topic.group_id
) member
JOIN curriculum_choosegroup choice ON choice.id = member.group_id AND member.settled >= choice.choose
"""

BEFORE = f"""
CREATE TEMP TABLE credit_group AS
{COMPLETE}
UNION
SELECT learner_id, group_id FROM learning_groupcredit WHERE group_id = ANY (%(groups)s)
"""  # noqa: S608 -- nothing but a constant is put in

KEPT = f"""
INSERT INTO learning_groupcredit (learner_id, group_id, credited_by_id)
SELECT DISTINCT credit_group.learner_id, way.new, %(release)s
FROM credit_group
JOIN unnest(%(old)s::bigint[], %(new)s::bigint[]) AS way (old, new) ON way.old = credit_group.group_id
WHERE (credit_group.learner_id, way.new) NOT IN ({COMPLETE})
ON CONFLICT DO NOTHING
"""  # noqa: S608


def changing(load: Load) -> list[str]:
    """Return the stored groups that somebody could lose by this load.

    It takes them away, gives them other members or another number, or a member carries something on:
    an explicit "to do" on an old topic declines what was carried there.
    """
    before, after = defaultdict(set), defaultdict(set)
    for id, row in load.stored.rows.items():
        if row.item.group and not row.retired:
            before[f"{row.item.roadmap}/{row.item.group}"].add(id)
    for id, item in load.wanted.items.items():
        if item.group:
            after[f"{item.roadmap}/{item.group}"].add(id)
    stay = set(load.wanted.items) - set(load.difference.write)
    heirs = _heirs(load)
    return sorted(
        id
        for id, row in load.stored.rows.items()
        if row.item.kind == "group"
        and not row.retired
        and (id not in stay or before[id] != after[id] or before[id] & heirs)
    )


def _heirs(load: Load) -> set[str]:
    """Return all that carries something on, if anything begins to."""
    begin = [one.new for one in load.difference.begin if isinstance(one, Successor)]
    if not begin and not load.returns_to:
        return set()
    return {*begin, *(one.new for one in load.stored.holding if isinstance(one, Successor))}


def remember(cursor: CursorWrapper, load: Load, groups: list[str]) -> None:
    """Note who has completed them."""
    cursor.execute(BEFORE, {"groups": [load.stored.rows[id].pk for id in groups]})


def keep(cursor: CursorWrapper, load: Load, groups: list[str], release: Release) -> None:
    """Write down who would have lost them, for the group itself or for those that carry it on."""
    ways = [(old, new) for old in groups for new in _carrying_on(old, load)]
    rows = ChooseGroup.objects.live().filter(key__in={new.partition("/")[2] for _, new in ways})
    keys = {f"{row.roadmap.key}/{row.key}": row.pk for row in rows.select_related("roadmap")}
    known = [(load.stored.rows[old].pk, keys[new]) for old, new in ways if new in keys]
    if known:
        cursor.execute(
            KEPT,
            {
                "old": [old for old, _ in known],
                "new": [new for _, new in known],
                "groups": [new for _, new in known],
                "release": release.pk,
            },
        )


def _carrying_on(group: str, load: Load) -> list[str]:
    if group in load.wanted.items:
        return [group]
    return [one.new for one in load.wanted.successors if one.old == group]
