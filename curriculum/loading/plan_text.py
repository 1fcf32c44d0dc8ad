"""A plan for people to read: what happens to which id, roadmap by roadmap. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator

from curriculum.loading.items import LIBRARIES
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
ADDED = ("add", "revive")
MANY = 12  # of a kind and action, and they are only counted


def plan_lines(plan: Plan) -> Iterator[str]:
    """Yield the lines of a plan, without line ends."""
    if plan.empty:
        yield f"Nothing would change: release {plan.release} has this content."
        return
    start = f"from release {plan.release}" if plan.release else "for an empty database"
    yield f"Plan {plan.id}, {start}"
    for roadmap, changes in _by_roadmap(plan.changes):
        yield ""
        yield NAMES.get(roadmap) or f"{plan.titles.get(roadmap, roadmap)} · {roadmap}"
        yield from _aligned(_collapsed(changes, plan.changes))
    yield ""
    yield from _summary(plan)


def plan_summary(plan: Plan) -> str:
    """Return the figures of a plan in a sentence."""
    counts = Counter(change.action for change in plan.changes)
    told = [f"{counts[action]:,} {word}" for action, word in PAST.items() if counts[action]]
    return f"{', '.join(told)}." if told else "only order, or what is remembered of old ids."


def _by_roadmap(changes: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Yield the roadmaps' changes in order, then those of the libraries."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.roadmap, []).append(change)
    whole = {change.key for change in found.get("roadmaps", []) if change.action in (*ADDED, "retire")}
    for roadmap in sorted(found, key=lambda name: name in LIBRARIES and name != "roadmaps"):
        if roadmap not in whole:
            yield roadmap, found[roadmap]


def _collapsed(changes: list[Change], everything: Iterable[Change]) -> Iterator[tuple[str, ...]]:
    """Yield a row a change; what goes together with its roadmap, or is one of many, is only counted."""
    counts = Counter((change.action, change.kind) for change in changes)
    told = set()
    for change in changes:
        same = (change.action, change.kind)
        if counts[same] > MANY and change.kind != "roadmap" and not change.learners:
            if same not in told:
                told.add(same)
                silent = sum(1 for one in changes if (one.action, one.kind) == same and not one.learners)
                yield change.action, change.kind, f"{silent:,} of them", "", ""
        elif change.kind == "roadmap" and change.action in (*ADDED, "retire"):
            inside = Counter(one.kind for one in everything if one.roadmap == change.key)
            yield (
                *_row(change)[:3],
                ", ".join(_count(n, kind) for kind, n in inside.items()),
                _learners(change),
            )
        else:
            yield _row(change)


def _row(change: Change) -> tuple[str, ...]:
    name = change.title if change.key.startswith("~") else change.key
    old = [_short(id, change.roadmap) for id in change.old]
    if change.action in ("rename", "move", "split") and old:
        name = f"{' + '.join(old)} → {name}"
    details = list(change.details)
    if change.action == "absorb":
        details.append(f"takes over {', '.join(old)}")
    if change.action == "add" and name == change.key:
        details.append(change.title)
    return change.action, change.kind, name, "; ".join(details), _learners(change)


def _learners(change: Change) -> str:
    return _count(change.learners, "learner") if change.learners else ""


def _short(id: str, roadmap: str) -> str:
    return id.removeprefix(f"{roadmap}/")


def _aligned(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    rows = list(rows)
    widths = [min(max(len(row[column]) for row in rows), 40) for column in range(4)]
    for row in rows:
        cells = (f"{cell:<{width}}" for cell, width in zip(row[:4], widths, strict=True))
        yield f"  {'  '.join(cells)}  {row[4]}".rstrip()


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
