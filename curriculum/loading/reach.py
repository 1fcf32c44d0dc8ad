"""How many learners each change of a plan touches."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from curriculum.loading import observers
from curriculum.loading.plan import Change, Plan
from curriculum.loading.stored import Stored
from curriculum.models import Release


def count_learners(plan: Plan, stored: Stored, *, returns_to: Release | None) -> Plan:
    """Return the plan with its figures, asked of all observers in a constant number of queries."""
    below = _topics_below(stored)
    topics, resources = {}, {}
    for change in plan.changes:
        ids = (change.id, *change.old)
        topics[change.id] = sorted({pk for id in ids for pk in below.get(id, ())})
        resources[change.id] = [
            stored.rows[id].pk for id in ids if id in stored.rows and change.kind == "resource"
        ]
    learners = observers.learners_on(_filled(topics), _filled(resources))
    going = set(plan.retired_topics)
    retired = [row.pk for row in plan.difference.retire if row.item.id in going]
    return replace(
        plan,
        changes=tuple(_counted(change, learners) for change in plan.changes),
        marks_retired=observers.marks_on(retired, credited_after=returns_to) if retired else 0,
    )


def _filled(keys: Mapping[str, list[int]]) -> dict[str, list[int]]:
    return {id: found for id, found in keys.items() if found}


def _counted(change: Change, learners: Mapping[str, int]) -> Change:
    return replace(change, learners=learners[change.id]) if learners.get(change.id) else change


def _topics_below(stored: Stored) -> dict[str, list[int]]:
    """Primary keys of the stored topics that each id stands for: its own, or those it holds."""
    below = defaultdict(list)
    for id, row in stored.rows.items():
        item = row.item
        if item.kind == "topic":
            below[id].append(row.pk)
            if not row.retired:
                for parent in (item.phase, item.group):
                    below[f"{item.roadmap}/{parent}"].append(row.pk)
                below[f"roadmaps/{item.roadmap}"].append(row.pk)
                below[f"concepts/{item.concept}"].append(row.pk)
    return below
