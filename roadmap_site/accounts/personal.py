"""What is kept of a person: each app registers its own when it starts; export and deletion ask here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Count, Model, Value
from django.db.models.query import QuerySet
from django.utils.functional import Promise

from roadmap_site.accounts.models import User

PAGE = 1000  # rows read at once
Words = str | Promise


def nothing_else(person: User) -> None:
    """Do what most providers need before a deletion: deleting the person takes their rows along."""


@dataclass(frozen=True, slots=True)
class Provider:
    """The rows of one model that are a person's.

    `path` leads from the model to the person. `columns` are what the export tells: its names and the
    lookups they stand for. `withheld` are fields that it doesn't tell, since they open doors.
    """

    name: str
    label: Words  # on the page of deletion, before a number
    model: type[Model]
    path: str
    columns: Mapping[str, str]
    withheld: Sequence[str] = ()
    before_erasing: Callable[[User], None] = nothing_else

    def rows(self, person: User) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.filter(**{self.path: person.pk})
        return rows.order_by("pk")

    def pages(self, person: User) -> Iterator[list[dict[str, Any]]]:
        """Return the rows as the export tells them, some at a time."""
        for page in pages_of(self.rows(person), *self.columns.values()):
            yield [dict(zip(self.columns, values, strict=True)) for values in page]


def columns(*names: str, **paths: str) -> dict[str, str]:
    """Return columns for fields of these names, and for lookups under names of their own."""
    return {name: name for name in names} | paths


@dataclass(frozen=True, slots=True)
class Table:
    """Something of a person's as rows for a spreadsheet, the heading first."""

    name: str
    label: Words
    heading: Sequence[str]
    pages: Callable[[User], Iterator[Sequence[Sequence[Any]]]]


@dataclass(frozen=True, slots=True)
class _Registry:
    providers: dict[str, Provider] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)


_registry = _Registry()


def register(*providers: Provider) -> None:
    _registry.providers.update({provider.name: provider for provider in providers})


def register_table(table: Table) -> None:
    _registry.tables[table.name] = table


def providers() -> list[Provider]:
    return list(_registry.providers.values())


def tables() -> dict[str, Table]:
    return _registry.tables


def pages_of(rows: QuerySet[Any], *paths: str) -> Iterator[list[tuple[Any, ...]]]:
    """Read rows that are in the order of their keys, PAGE at a time and each page from where the last ended.

    So it goes through a pooler too, which has no cursors on the server.
    """
    told = rows.values_list("pk", *paths)
    page = list(told[:PAGE])
    while page:
        yield [values for _, *values in page]
        page = list(told.filter(pk__gt=page[-1][0])[:PAGE]) if len(page) == PAGE else []


def counts(person: User) -> list[tuple[Words, int]]:
    """Return how many rows there are of each kind, the empty ones left out, by one statement."""
    first, *others = [_count(provider, person) for provider in providers()]
    found = dict(first.union(*others, all=True).values_list("kept_as", "kept"))
    return [(provider.label, found[provider.name]) for provider in providers() if found.get(provider.name)]


def _count(provider: Provider, person: User) -> QuerySet[Any]:
    named = provider.rows(person).order_by().annotate(kept_as=Value(provider.name, CharField()))
    counted: QuerySet[Any] = named.values("kept_as").annotate(kept=Count("*"))
    return counted
