"""A plan for people to read: what happens to which id, roadmap by roadmap. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from curriculum.loading.plan import Change, Plan

PAST = {
    "add": "added",
    "change": "changed",
    "move": "moved",
    "rename": "renamed",
    "absorb": "absorbing others",
    "split": "split off",
    "retire": "retired",
    "revive": "revived",
}
NAMES = {"roadmaps": "Roadmaps", "concepts": "Concepts", "resources": "Resources"}
WITH_ALL = ("add", "revive", "retire")  # what a roadmap does together with its entries
MANY = 12  # of a kind and action, and they are only counted


def plan_lines(plan: Plan) -> Iterator[str]:
    """Yield the lines of a plan, without line ends."""
    if plan.empty:
        yield f"Nothing would change: release {plan.release} has this content."
        return
    start = f"from release {plan.release}" if plan.release else "for an empty database"
    yield f"Plan {plan.id}, {start}"
    told = {id(one) for change in plan.changes if _comes_or_goes(change) for one in _following(change, plan)}
    for roadmap, changes in _by_roadmap(one for one in plan.changes if id(one) not in told):
        yield ""
        yield NAMES.get(roadmap) or f"{plan.titles.get(roadmap, roadmap)} · {roadmap}"
        yield from _aligned(_lines(changes, plan))
    yield ""
    yield from _summary(plan)


def plan_summary(plan: Plan) -> str:
    """Return the figures of a plan in a sentence."""
    counts = Counter(change.action for change in plan.changes)
    told = [f"{counts[action]:,} {word}" for action, word in PAST.items() if counts[action]]
    return f"{', '.join(told)}." if told else "only order, or what is remembered of old ids."


class Line(NamedTuple):
    action: str
    kind: str
    name: str
    learners: str = ""
    details: str = ""


def _by_roadmap(changes: Iterable[Change]) -> list[tuple[str, list[Change]]]:
    """Return the roadmaps' changes in order, then those of the libraries."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.roadmap, []).append(change)
    return sorted(found.items(), key=lambda pair: pair[0] in ("concepts", "resources"))


def _lines(changes: list[Change], plan: Plan) -> Iterator[Line]:
    """Yield a line a change; what comes or goes with its roadmap, or is one of many, is only counted."""
    many = Counter((change.action, change.kind) for change in changes if not change.learners)
    for change in changes:
        alike = (change.action, change.kind)
        if _comes_or_goes(change):
            yield _whole(change, plan)
        elif many[alike] > MANY and not change.learners:
            yield Line(*alike, f"{many.pop(alike):,} of them")
        elif alike in many or change.learners:
            yield _line(change)


def _comes_or_goes(change: Change) -> bool:
    return change.kind == "roadmap" and change.action in WITH_ALL


def _whole(change: Change, plan: Plan) -> Line:
    """A roadmap that comes or goes, with all that is in it."""
    inside = Counter(one.kind for one in _following(change, plan))
    details = ", ".join(_count(number, kind) for kind, number in inside.items())
    return Line(change.action, change.kind, change.key, _learners(change), details)


def _following(change: Change, plan: Plan) -> list[Change]:
    """Return what happens to a roadmap's entries because it happens to the roadmap."""
    return [one for one in plan.changes if (one.roadmap, one.action) == (change.key, change.action)]


def _line(change: Change) -> Line:
    name = change.title if change.key.startswith("~") else change.key
    old = [id.removeprefix(f"{change.roadmap}/") for id in change.old]
    details = list(change.details)
    if change.action == "absorb":
        details.append(f"takes over {', '.join(old)}")
    elif old:
        name = f"{' + '.join(old)} → {name}"
    elif change.action == "add" and name != change.title:
        details.append(change.title)
    return Line(change.action, change.kind, name, _learners(change), "; ".join(details))


def _learners(change: Change) -> str:
    return _count(change.learners, "learner") if change.learners else ""


def _aligned(lines: Iterable[Line]) -> Iterator[str]:
    """Set the lines in columns; a column that is empty all the way down takes no room."""
    rows = list(lines)
    widths = [min(max(len(cell) for cell in column), 40) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True) if width]
        yield f"  {'  '.join(cells)}".rstrip()


def _summary(plan: Plan) -> Iterator[str]:
    yield plan_summary(plan)
    command = f"manage.py load_content --plan {plan.id}"
    if plan.returns_to:
        yield f"This is the content of release {plan.returns_to}."
        command += " --rollback"
    if plan.marks_retired:
        topics = _count(len(plan.retired_topics), "topic")
        marks = _count(plan.marks_retired, "mark")
        yield f"It would retire {topics} with {marks} of learners."
        command += f" --allow-retire {plan.marks_retired}"
    yield f"Apply it with: {command}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
