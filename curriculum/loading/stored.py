"""What the database holds, as light rows: enough to compare, too little to show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat

from curriculum.loading.declared import Gone, Successor
from curriculum.loading.items import Item
from curriculum.models import (
    Alias,
    ChooseGroup,
    Concept,
    Habit,
    Milestone,
    Phase,
    Release,
    Resource,
    Retirement,
    Roadmap,
    Topic,
)

MODELS: dict[str, type[models.Model]] = {
    "concept": Concept,
    "resource": Resource,
    "roadmap": Roadmap,
    "phase": Phase,
    "group": ChooseGroup,
    "topic": Topic,
    "milestone": Milestone,
    "habit": Habit,
}
LIBRARY = {"concept": "concepts", "resource": "resources", "roadmap": "roadmaps"}
ROW = ("pk", "retired", "added_in", "added_in__draft", "retired_in__draft")
COLUMNS: dict[str, dict[str, str | Cast]] = {  # of an Item beyond id, title and digest
    "concept": {},
    "resource": {},
    "roadmap": {"slug": "slug", "position": "position", "status": "status"},
    "phase": {"slug": "slug", "position": "position", "optional": "optional"},
    "group": {"phase": "phase__key", "position": "position", "optional": "optional"},
    "topic": {
        "slug": "slug",
        "phase": "phase__key",
        "group": "group__key",
        "position": "position",
        "optional": "optional",
        "concept": "concept__key",
        "since": Cast("review_since", models.TextField()),  # as ISO 8601 writes a day
        "why": "review_why",
    },
    "milestone": {"phase": "phase__key", "position": "position"},
    "habit": {"position": "position"},
}


@dataclass(frozen=True, slots=True)
class Row:
    """An item and what only the database knows of it.

    `added_in` is a release's primary key; `draft` tells that no real release ever held it,
    `retired_by_draft` that none retired it.
    """

    item: Item
    pk: int
    retired: bool
    added_in: int | None = None
    draft: bool = False
    retired_by_draft: bool = False


@dataclass
class Stored:
    """The stored catalogue, and what it holds of ids that are no more.

    `remembered` is what may go on holding without being repeated in the files: all of `holding`,
    or, for a return to an older release, what held then.
    """

    release: Release | None
    rows: dict[str, Row] = field(default_factory=dict)
    trees: dict[str, str] = field(default_factory=dict)  # roadmap id -> tree digest
    holding: set[Successor | Gone] = field(default_factory=set)
    remembered: set[Successor | Gone] = field(default_factory=set)
    strays: list[Row] = field(default_factory=list)  # rows whose id means something of another kind now

    @property
    def state(self) -> str:
        return state_of(self.release) if self.release else ""

    def live(self, id: str) -> bool:
        row = self.rows.get(id)
        return row is not None and not row.retired

    def set_strays_apart(self, items: Mapping[str, Item]) -> None:
        """Take out the rows of ids that are of another kind among `items`; only drafts leave such."""
        strays = [row for id, row in self.rows.items() if id in items and row.item.kind != items[id].kind]
        for row in strays:
            del self.rows[row.item.id]
        self.strays += [row for row in strays if not row.retired]


def state_of(release: Release) -> str:
    """Return what a plan is made against: it changes with every load that changes something."""
    return f"{release.pk} {release.digest} {release.at.isoformat()}"


def read_stored(*, returning_to: Release | None = None) -> Stored:
    """Read all rows, by one query a kind."""
    stored = Stored(Release.objects.current())
    for kind in MODELS:
        for row in _rows(kind):
            if not stored.live(row.item.id):
                stored.rows[row.item.id] = row
    stored.trees = {
        f"roadmaps/{key}": tree for key, tree in Roadmap.objects.values_list("key", "tree_digest")
    }
    now = Q(ended_in=None)
    then = Q(since__lte=returning_to) & (now | Q(ended_in__gt=returning_to)) if returning_to else now
    stored.holding = set(_declared(now))
    stored.remembered = set(_declared(then)) if returning_to else set(stored.holding)
    return stored


def _declared(when: Q) -> Iterator[Successor | Gone]:
    for alias in Alias.objects.filter(when).values_list("old", "new", "credit"):
        yield Successor(*alias)
    for retirement in Retirement.objects.filter(when).values_list("old", "on", "why", "replaced_by"):
        yield Gone(*retirement)


def _rows(kind: str) -> Iterator[Row]:
    prefix = Value(LIBRARY[kind]) if kind in LIBRARY else F("roadmap__key")
    columns = COLUMNS[kind]
    rows = (
        MODELS[kind]
        ._default_manager.annotate(
            qualified=Concat(prefix, Value("/"), "key", output_field=models.CharField()),
            retired=Q(retired_in__isnull=False),
        )
        .order_by("pk")
        .values_list(*ROW, "qualified", "title", "digest", *columns.values())
    )
    for pk, retired, added_in, draft, retired_by_draft, id, title, digest, *values in rows:
        facts = {name: value for name, value in zip(columns, values, strict=True) if value is not None}
        yield Row(
            Item(kind, id, title, digest, **facts), pk, retired, added_in, bool(draft), bool(retired_by_draft)
        )
