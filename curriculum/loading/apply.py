"""Writing a difference to the database: few statements, only rows that differ."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.apps import apps
from django.db import connection, models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat

from curriculum.catalog import Phase, Reference, Roadmap, Topic
from curriculum.loading.declared import Gone, Successor
from curriculum.loading.difference import Difference, Wanted
from curriculum.loading.items import KINDS, Item
from curriculum.loading.rows import row_of
from curriculum.loading.stored import MODELS, Stored
from curriculum.models import (
    Alias,
    FormerSlug,
    Layer,
    Release,
    Retirement,
    SkillItem,
    SkillWindow,
)
from curriculum.models import Phase as PhaseRow
from curriculum.models import Reference as ReferenceRow
from curriculum.models import Topic as TopicRow
from curriculum.search.index import write_index

BATCH = 2000
WITH_ADDRESS = ("roadmap", "phase", "topic")
AS_IT_WAS = {"id", "added_in"}  # columns that a change of the content leaves alone


class Writer:
    """One load's writes. Call `write` once, inside a transaction."""

    def __init__(self, difference: Difference, wanted: Wanted, stored: Stored, release: Release) -> None:
        self.difference = difference
        self.wanted = wanted
        self.stored = stored
        self.release = release
        self.keys = {id: row.pk for id, row in stored.rows.items()}
        self.layers: dict[tuple[str, str], int] = {}
        self.by_kind: dict[str, list[str]] = defaultdict(list)
        self.olds: dict[str, list[str]] = defaultdict(list)
        for one in wanted.successors:
            self.olds[one.new].append(one.old)
        for id in difference.write:
            self.by_kind[wanted.items[id].kind].append(id)

    def write(self, say: Callable[[str], None]) -> None:
        self._retire()
        self._free_addresses()
        for kind in KINDS:
            if ids := self.by_kind[kind]:
                say(f"writing {len(ids):,} {kind}{'s' if len(ids) > 1 else ''}")
                self._upsert(kind, ids)
            if kind == "roadmap":
                self._write_layers()
        self._drop_layers()
        say("linking")
        self._write_links()
        self._write_references()
        self._write_skill_maps()
        self._declare()
        say("indexing for search")
        write_index(self.wanted, self.keys)
        _analyze()

    def _upsert(self, kind: str, ids: list[str]) -> None:
        rows = []
        for id in ids:
            item = self.wanted.items[id]
            tree = self.wanted.trees.get(id, "")
            row = row_of(item, self.wanted.parts[id], tree=tree, keys=self.keys, layers=self.layers)
            row.added_in_id = self._added_in(id)  # type: ignore[attr-defined]
            rows.append(row)
        model = MODELS[kind]
        identity = ["key"] if kind in ("concept", "resource", "roadmap") else ["roadmap", "key"]
        columns = [f.name for f in model._meta.concrete_fields if f.name not in {*AS_IT_WAS, *identity}]
        saved = model._default_manager.bulk_create(
            rows, BATCH, update_conflicts=True, unique_fields=identity, update_fields=columns
        )
        self.keys |= {id: row.pk for id, row in zip(ids, saved, strict=True)}

    def _added_in(self, id: str) -> int:
        """What carries on an old id is as old as that; to a draft all is new, so that it may go again."""
        olds = [] if self.release.draft else self.olds[id]
        ages = [row.added_in for row in (self.stored.rows.get(old) for old in olds) if row and row.added_in]
        return min(ages, default=self.release.pk)

    def _retire(self) -> None:
        """Retire what is gone; what was linked to it stays in its row's history only."""
        retired = defaultdict(list)
        for row in self.difference.retire:
            retired[row.item.kind].append(row.pk)
        for kind, keys in retired.items():
            MODELS[kind]._default_manager.filter(pk__in=keys).update(retired_in=self.release)
        if retired["topic"]:
            _unlink_topics(retired["topic"])
        if retired["phase"]:
            ReferenceRow.objects.filter(phase__in=retired["phase"]).delete()
        if retired["roadmap"]:
            ReferenceRow.objects.filter(roadmap__in=retired["roadmap"]).delete()
            SkillWindow.objects.filter(roadmap__in=retired["roadmap"]).delete()

    def _free_addresses(self) -> None:
        """Remember addresses that change, and vacate them, so that two entries can swap theirs."""
        leaving = [row for row in self.difference.retire if row.item.kind in WITH_ADDRESS]
        for kind in WITH_ADDRESS:
            moving = [self.stored.rows[id] for id in self.by_kind[kind] if self._address_changes(id)]
            leaving += moving
            if moving:
                rows = MODELS[kind]._default_manager.filter(pk__in=[row.pk for row in moving])
                rows.update(slug=Concat(Value("~"), Cast(F("pk"), models.CharField())))
        former = {_address(row.item): row.item.key for row in leaving if not row.item.slug.startswith("~")}
        if former:
            FormerSlug.objects.bulk_create(
                (
                    FormerSlug(kind=kind, roadmap=roadmap, slug=slug, key=key)
                    for (kind, roadmap, slug), key in former.items()
                ),
                update_conflicts=True,
                unique_fields=["kind", "roadmap", "slug"],
                update_fields=["key"],
            )

    def _address_changes(self, id: str) -> bool:
        row = self.stored.rows.get(id)
        return row is not None and row.item.slug != self.wanted.items[id].slug

    def _write_layers(self) -> None:
        rows = []
        for id in self.by_kind["roadmap"]:
            roadmap = self.wanted.parts[id]
            assert isinstance(roadmap, Roadmap)  # noqa: S101
            for position, layer in enumerate(roadmap.layers):
                rows.append(
                    Layer(
                        roadmap_id=self.keys[id],
                        key=layer.id,
                        title=layer.title,
                        subtitle=layer.subtitle,
                        prose=layer.prose,
                        position=position,
                    )
                )
        if rows:
            Layer.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["roadmap", "key"],
                update_fields=["title", "subtitle", "prose", "position"],
            )
        for pk, roadmap_key, key in Layer.objects.values_list("pk", "roadmap__key", "key"):
            self.layers[roadmap_key, key] = pk

    def _drop_layers(self) -> None:
        named = {
            (roadmap.id, layer.id) for roadmap in self.wanted.catalog.roadmaps for layer in roadmap.layers
        }
        gone = [pk for place, pk in self.layers.items() if place not in named]
        if gone:
            PhaseRow.objects.filter(layer__in=gone).update(layer=None)
            Layer.objects.filter(pk__in=gone).delete()

    def _write_links(self) -> None:
        """`needs` and `about` of the topics written."""
        known = [self.stored.rows[id].pk for id in self.by_kind["topic"] if id in self.stored.rows]
        needs, about = TopicRow.needs.through, TopicRow.about.through
        if known:
            needs._default_manager.filter(from_topic__in=known).delete()
            about._default_manager.filter(topic__in=known).delete()
        need_rows, about_rows = [], []
        for id in self.by_kind["topic"]:
            topic, roadmap = self.wanted.parts[id], self.wanted.items[id].roadmap
            assert isinstance(topic, Topic)  # noqa: S101
            for key in topic.needs:
                to = self.keys[f"{roadmap}/{key}"]
                need_rows.append(needs(from_topic_id=self.keys[id], to_topic_id=to))
            for key in topic.about:
                about_rows.append(about(topic_id=self.keys[id], concept_id=self.keys[f"concepts/{key}"]))
        needs._default_manager.bulk_create(need_rows, BATCH)
        about._default_manager.bulk_create(about_rows, BATCH)

    def _write_references(self) -> None:
        rows: list[ReferenceRow] = []
        for kind in WITH_ADDRESS:
            known = [self.stored.rows[id].pk for id in self.by_kind[kind] if id in self.stored.rows]
            if known:
                place = Q(phase=None, topic=None) if kind == "roadmap" else Q()
                ReferenceRow.objects.filter(place, **{f"{kind}__in": known}).delete()
            for id in self.by_kind[kind]:
                part = self.wanted.parts[id]
                assert isinstance(part, Roadmap | Phase | Topic)  # noqa: S101
                rows += self._references(kind, id, part.resources)
        ReferenceRow.objects.bulk_create(rows, BATCH)

    def _references(self, kind: str, id: str, references: Iterable[Reference]) -> Iterable[ReferenceRow]:
        roadmap = id if kind == "roadmap" else f"roadmaps/{self.wanted.items[id].roadmap}"
        for position, reference in enumerate(references):
            yield ReferenceRow(
                resource_id=self.keys[f"resources/{reference.resource}"],
                roadmap_id=self.keys[roadmap],
                phase_id=self.keys[id] if kind == "phase" else None,
                topic_id=self.keys[id] if kind == "topic" else None,
                note=reference.note,
                position=position,
            )

    def _write_skill_maps(self) -> None:
        """Write anew the skill maps of the roadmaps written; nothing points at their rows."""
        ids = self.by_kind["roadmap"]
        SkillWindow.objects.filter(roadmap__in=[self.keys[id] for id in ids]).delete()
        windows, items, topics = [], [], []
        for id in ids:
            roadmap = self.wanted.parts[id]
            assert isinstance(roadmap, Roadmap)  # noqa: S101
            for number, part in enumerate(roadmap.skill_map):
                window = SkillWindow(roadmap_id=self.keys[id], label=part.label, position=number)
                windows.append(window)
                for position, skill in enumerate(part.items):
                    item = SkillItem(window=window, title=skill.title, position=position)
                    items.append(item)
                    topics += [(item, self.keys[f"{roadmap.id}/{key}"]) for key in skill.topics]
        SkillWindow.objects.bulk_create(windows)
        SkillItem.objects.bulk_create(items)
        through = SkillItem.topics.through
        through._default_manager.bulk_create(
            through(skillitem_id=item.pk, topic_id=topic) for item, topic in topics
        )

    def _declare(self) -> None:
        """End and begin what the files say of old ids."""
        for one in self.difference.end:
            if isinstance(one, Successor):
                held: models.QuerySet[Alias] | models.QuerySet[Retirement] = Alias.objects.filter(
                    old=one.old, new=one.new, ended_in=None
                )
            else:
                held = Retirement.objects.filter(old=one.old, ended_in=None)
            held.update(ended_in=self.release)
        begin = self.difference.begin
        Alias.objects.bulk_create(
            Alias(old=one.old, new=one.new, credit=one.credit, since=self.release)
            for one in begin
            if isinstance(one, Successor)
        )
        Retirement.objects.bulk_create(
            Retirement(old=one.old, on=one.on, why=one.why, replaced_by=one.replaced_by, since=self.release)
            for one in begin
            if isinstance(one, Gone)
        )


def _analyze() -> None:
    """Count the rows at once. The database would within a minute, and plan for empty tables until then."""
    curriculum = apps.get_app_config("curriculum").get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in curriculum)}")


def _address(item: Item) -> tuple[str, str, str]:
    """Return the kind, the roadmap's key (none for a roadmap) and the slug."""
    return item.kind, "" if item.kind == "roadmap" else item.roadmap, item.slug


def _unlink_topics(keys: list[int]) -> None:
    ReferenceRow.objects.filter(topic__in=keys).delete()
    TopicRow.needs.through._default_manager.filter(Q(from_topic__in=keys) | Q(to_topic__in=keys)).delete()
    TopicRow.about.through._default_manager.filter(topic__in=keys).delete()
    SkillItem.topics.through._default_manager.filter(topic__in=keys).delete()
