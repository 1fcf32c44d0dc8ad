"""What carries on what: `was`, followed through the rows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

from curriculum.models import Alias, Release, Topic

ROADMAP, RESOURCES = F("roadmap__key"), Value("resources")  # what stands before the keys


@dataclass(frozen=True)
class Lineage:
    """Topics, or rows of another kind, by primary key: of each successor, the old ones and how many earn it.

    `credit` is any, all or none; `newest` is the release that last said something of a successor; `keys`
    are the primary keys of qualified ids.
    """

    olds: Mapping[int, tuple[int, ...]]
    credit: Mapping[int, str]
    newest: Mapping[int, int] = field(default_factory=dict)
    live: frozenset[int] = frozenset()
    keys: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def news(self) -> dict[int, list[int]]:
        """Of each old topic, those that carry it on."""
        news = defaultdict(list)
        for new, olds in self.olds.items():
            for old in olds:
                news[old].append(new)
        return dict(news)

    def heirs(self, *, since: Release | None = None) -> list[int]:
        """Return the live successors, or those whose line has changed with the release `since`."""
        starts = [new for new in self.olds if since is None or self.newest.get(new) == since.pk]
        return sorted(self.live & self._reached(starts, self.news))

    def living(self, id: str) -> frozenset[int]:
        """Return what has this id, or the live ones that carry it on."""
        return self.live & self._reached([self.keys[id]] if id in self.keys else [], self.news)

    def ancestors(self, topics: Iterable[int]) -> set[int]:
        """Return all topics that `topics` carry on, directly or not."""
        topics = set(topics)
        return self._reached((old for topic in topics for old in self.olds.get(topic, ())), self.olds)

    def generations(self, topics: Iterable[int]) -> list[list[int]]:
        """Return the ancestors of `topics`, those first that carry on nothing themselves."""
        ages: dict[int, int] = {}
        waiting = self.ancestors(topics)
        while waiting:
            ready = {topic for topic in waiting if waiting.isdisjoint(self.olds.get(topic, ()))}
            ages |= dict.fromkeys(ready, max(ages.values(), default=-1) + 1)
            waiting -= ready
        generations: list[list[int]] = [[] for _ in range(max(ages.values(), default=-1) + 1)]
        for topic, age in sorted(ages.items()):
            generations[age].append(topic)
        return generations

    @staticmethod
    def _reached(starts: Iterable[int], ways: Mapping[int, Collection[int]]) -> set[int]:
        reached: set[int] = set()
        waiting = list(starts)
        while waiting:
            topic = waiting.pop()
            if topic not in reached:
                reached.add(topic)
                waiting += ways.get(topic, ())
        return reached


def read_lineage(rows: QuerySet[Any] | None = None, place: Combinable = ROADMAP) -> Lineage:
    """Read that of the topics, or of `rows`, in two queries.

    Ids without a row, gone before the first load, count for nothing.
    """
    rows = Topic.objects.all() if rows is None else rows
    aliases = list(Alias.objects.holding().values_list("old", "new", "credit", "since").order_by("pk"))
    named = {id for old, new, *_ in aliases for id in (old, new)}
    found = (
        rows.annotate(qualified=Concat(place, Value("/"), "key", output_field=CharField()))
        .filter(qualified__in=named)
        .values_list("qualified", "pk", "retired_in")
    )
    keys = {qualified: pk for qualified, pk, _ in found}
    olds: dict[int, list[int]] = defaultdict(list)
    credit: dict[int, str] = {}
    newest: dict[int, int] = {}
    for old, new, share, since in aliases:
        if old in keys and new in keys:
            olds[keys[new]].append(keys[old])
            credit[keys[new]] = share
            newest[keys[new]] = max(since, newest.get(keys[new], 0))
    live = frozenset(pk for _, pk, retired in found if retired is None)
    return Lineage(without_detours(olds), credit, newest, live, keys)


def without_detours(olds: Mapping[int, Collection[int]]) -> dict[int, tuple[int, ...]]:
    """Leave out an old topic that another one of the same successor carries on already.

    `was: [sql, sql-basics]` may name a whole history; `sql` itself speaks for `sql-basics`.
    """
    whole = Lineage({new: tuple(old) for new, old in olds.items()}, {})
    found = {}
    for new, old in whole.olds.items():
        passed_on = {topic: whole.ancestors([topic]) for topic in old}
        found[new] = tuple(
            topic for topic in old if not any(topic in passed_on[other] for other in old if other != topic)
        )
    return found
