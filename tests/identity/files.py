"""An editor's files, edited at random, always in ways that the rules allow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from curriculum.catalog import Catalog, ChooseGroup, Concept, Phase, Retired, Roadmap, Topic

CONCEPTS = ("redis", "kafka", "oauth")
ROADMAPS = ("red", "blue")
TODAY = date(2026, 3, 1)


@dataclass
class Entry:
    """A topic of the files; `id` is qualified."""

    id: str
    slug: str
    phase: str
    group: str = ""
    concept: str = ""
    was: tuple[str, ...] = ()
    credit: str = "any"


@dataclass
class Place:
    """A phase or a group; `id` is qualified."""

    id: str
    slug: str = ""
    phase: str = ""
    was: tuple[str, ...] = ()


def roadmap_of(id: str) -> str:
    return id.split("/")[0]


def key_of(id: str) -> str:
    return id.split("/")[1]


@dataclass
class Files:
    topics: dict[str, Entry] = field(default_factory=dict)
    phases: dict[str, Place] = field(default_factory=dict)
    groups: dict[str, Place] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)  # of the roadmaps
    retired: dict[str, str] = field(default_factory=dict)  # id -> replaced_by
    kept: dict[str, Entry] = field(default_factory=dict)  # of retired topics, to revive them
    known: set[str] = field(default_factory=set)  # topics, as last loaded
    heard: set[str] = field(default_factory=set)  # old ids in some `was`, as last loaded
    used: int = 0  # ids and slugs given out
    last: str = ""  # the topic added last: editors come back to what they have just changed

    def loaded(self) -> "Files":
        """Return a copy, as the next edits find it after a load."""
        return Files(
            {id: replace(entry) for id, entry in self.topics.items()},
            {id: replace(place) for id, place in self.phases.items()},
            {id: replace(place) for id, place in self.groups.items()},
            dict(self.slugs),
            dict(self.retired),
            {id: replace(entry) for id, entry in self.kept.items()},
            set(self.topics),
            {old for entry in self.topics.values() for old in entry.was},
            self.used,
            self.last,
        )

    def unheard(self, entry: Entry) -> tuple[str, ...]:
        """Return the old ids that no load has seen with `entry`: they must not be dropped yet."""
        return tuple(old for old in entry.was if old not in self.heard)

    def fresh(self, letter: str) -> str:
        self.used += 1
        return f"{letter}{self.used}"

    def catalog(self) -> Catalog:
        return Catalog(
            concepts=tuple(Concept(key, key.title()) for key in CONCEPTS),
            roadmaps=tuple(self._roadmap(key) for key in self.slugs),
        )

    def _roadmap(self, key: str) -> Roadmap:
        phases = [place for place in self.phases.values() if roadmap_of(place.id) == key]
        return Roadmap(
            id=key,
            slug=self.slugs[key],
            title=key.title(),
            phases=tuple(self._phase(place) for place in phases),
            retired=tuple(
                Retired(key_of(old), TODAY, f"{old} is out of fashion", replaced_by)
                for old, replaced_by in self.retired.items()
                if roadmap_of(old) == key
            ),
        )

    def _phase(self, place: Place) -> Phase:
        groups = [
            ChooseGroup(
                key_of(group.id),
                "A choice",
                1,
                tuple(_topic(entry) for entry in self.topics.values() if entry.group == group.id),
                was=group.was,
            )
            for group in self.groups.values()
            if group.phase == place.id
        ]
        loose = [_topic(e) for e in self.topics.values() if e.phase == place.id and not e.group]
        return Phase(key_of(place.id), place.slug, "A phase", items=(*loose, *groups), was=place.was)


def _topic(entry: Entry) -> Topic:
    return Topic(
        key_of(entry.id),
        entry.slug,
        f"Topic {key_of(entry.id)}",
        concept=entry.concept,
        was=entry.was,
        credit=entry.credit,
    )


def first_files(random: Random) -> Files:
    files = Files()
    for roadmap in ROADMAPS:
        files.slugs[roadmap] = roadmap
        for _ in range(2):
            key = files.fresh("p")
            files.phases[f"{roadmap}/{key}"] = Place(f"{roadmap}/{key}", slug=key)
        first = next(id for id in files.phases if roadmap_of(id) == roadmap)
        group = f"{roadmap}/{files.fresh('g')}"
        files.groups[group] = Place(group, phase=first)
        for number in range(5):
            entry = _new_topic(files, random, roadmap)
            if number < 2:
                entry.phase, entry.group = first, group
    return files.loaded()


def _new_topic(files: Files, random: Random, roadmap: str) -> Entry:
    key = files.fresh("t")
    phase = random.choice([id for id in files.phases if roadmap_of(id) == roadmap])
    entry = Entry(f"{roadmap}/{key}", slug=key, phase=phase)
    files.topics[entry.id] = entry
    files.last = entry.id
    _teach(files, random, entry)
    return entry


def _teach(files: Files, random: Random, entry: Entry) -> None:
    """Give it a concept or none; a concept stands once in a roadmap."""
    taught = {e.concept for e in files.topics.values() if roadmap_of(e.id) == roadmap_of(entry.id)}
    entry.concept = random.choice(["", *sorted(set(CONCEPTS) - taught)])


# Edits. Each changes the files in one way that an editor could mean.


def add(files: Files, random: Random) -> None:
    """Add a topic, perhaps at an address that another one had once."""
    entry = _new_topic(files, random, random.choice(ROADMAPS))
    vacant = {f"t{number}" for number in range(files.used)} - {e.slug for e in files.topics.values()}
    entry.slug = random.choice([entry.slug, *sorted(vacant)])


def rename(files: Files, random: Random) -> None:
    """Give a topic another id, in its roadmap or in the other one; its old `was` may be dropped."""
    old = files.topics.pop(_known_topic(files, random))
    roadmap = random.choice([roadmap_of(old.id), roadmap_of(old.id), *ROADMAPS])
    new = _new_topic(files, random, roadmap)
    new.was = (old.id, *random.choice([files.unheard(old), old.was]))
    new.credit = random.choice(["any", "all", "none"])
    if roadmap == roadmap_of(old.id):
        new.phase, new.group = old.phase, old.group
        new.concept = random.choice([old.concept, new.concept])


def merge(files: Files, random: Random) -> None:
    """Two or three topics become one: a new one, or one that was there."""
    count = random.choice([2, 2, 3])
    olds = list({_known_topic(files, random): None for _ in range(count)})
    if random.random() < 0.5:
        new = _new_topic(files, random, random.choice(ROADMAPS))
    else:
        new = files.topics[random.choice([id for id in sorted(files.topics) if id not in olds])]
    new.was += tuple(old for old in olds if old not in new.was)
    new.credit = random.choice(["any", "all", "none"])
    for old in olds:
        entry = files.topics.pop(old)
        new.was += tuple(older for older in files.unheard(entry) if older not in new.was)


def split(files: Files, random: Random) -> None:
    old = files.topics.pop(_known_topic(files, random))
    for _ in range(2):
        new = _new_topic(files, random, random.choice([roadmap_of(old.id), *ROADMAPS]))
        new.was = (old.id, *files.unheard(old))


def move(files: Files, random: Random) -> None:
    """Put a topic into another phase, into a group, or out of one."""
    entry = files.topics[_any_topic(files, random)]
    groups = [place for place in files.groups.values() if roadmap_of(place.id) == roadmap_of(entry.id)]
    phases = [id for id in sorted(files.phases) if roadmap_of(id) == roadmap_of(entry.id)]
    target = random.choice([*groups, *phases])
    entry.phase = target.phase if isinstance(target, Place) else target
    entry.group = target.id if isinstance(target, Place) else ""


def reslug(files: Files, random: Random) -> None:
    """Give a topic, a phase or a roadmap another address, or let two topics swap theirs."""
    entry = files.topics[_any_topic(files, random)]
    other = files.topics[_any_topic(files, random)]
    kind = random.choice(["topic", "swap", "phase", "roadmap"])
    if kind == "swap" and roadmap_of(entry.id) == roadmap_of(other.id):
        entry.slug, other.slug = other.slug, entry.slug
    elif kind == "phase":
        files.phases[random.choice(sorted(files.phases))].slug = files.fresh("s")
    elif kind == "roadmap":
        files.slugs[random.choice(ROADMAPS)] = files.fresh("r")
    else:
        entry.slug = files.fresh("s")


def retire(files: Files, random: Random) -> None:
    old = files.topics.pop(_known_topic(files, random))
    if files.unheard(old):
        files.topics[old.id] = old
        return
    beside = [id for id in sorted(files.topics) if roadmap_of(id) == roadmap_of(old.id)]
    files.retired[old.id] = random.choice(["", *beside])
    files.kept[old.id] = old


def revive(files: Files, random: Random) -> None:
    """Take a topic out of `retired` and write it again, as it was."""
    retired = [id for id in sorted(files.kept) if files.kept[id].phase in files.phases]
    if retired:
        id = random.choice(retired)
        del files.retired[id]
        entry = files.topics[id] = files.kept.pop(id)
        entry.slug = files.fresh("s")
        entry.group = entry.group if entry.group in files.groups else ""
        entry.was = tuple(old for old in entry.was if _is_free(files, old))
        _teach(files, random, entry)


def _is_free(files: Files, old: str) -> bool:
    return old not in files.topics and old not in files.retired


def reteach(files: Files, random: Random) -> None:
    _teach(files, random, files.topics[_any_topic(files, random)])


def rename_phase(files: Files, random: Random) -> None:
    old = files.phases.pop(random.choice(sorted(files.phases)))
    new = Place(f"{roadmap_of(old.id)}/{files.fresh('p')}", slug=files.fresh("s"), was=(old.id, *old.was))
    files.phases[new.id] = new
    for one in [*files.topics.values(), *files.groups.values(), *files.kept.values()]:
        if one.phase == old.id:
            one.phase = new.id


def rename_group(files: Files, random: Random) -> None:
    old = files.groups.pop(random.choice(sorted(files.groups)))
    new = Place(f"{roadmap_of(old.id)}/{files.fresh('g')}", phase=old.phase, was=(old.id, *old.was))
    files.groups[new.id] = new
    for entry in files.topics.values():
        if entry.group == old.id:
            entry.group = new.id


Edit = Callable[[Files, Random], None]
EDITS: Sequence[Edit] = (
    add,
    rename,
    rename,
    rename,
    merge,
    merge,
    split,
    move,
    move,
    reslug,
    reslug,
    retire,
    revive,
    reteach,
    reteach,
    rename_phase,
    rename_group,
)


RENAMING = (rename, rename, merge)


def edit(files: Files, random: Random, edits: Sequence[Edit] = EDITS) -> None:
    """Make one to three edits at random; at least four topics remain."""
    for _ in range(random.choice([1, 2, 3])):
        change = random.choice(edits)
        if len(files.known & set(files.topics)) > 4:
            change(files, random)
        else:
            add(files, random)


def _known_topic(files: Files, random: Random) -> str:
    known = [id for id in sorted(files.topics) if id in files.known]
    return random.choice([*known, *([files.last] * len(known) if files.last in known else [])])


def _any_topic(files: Files, random: Random) -> str:
    return random.choice(sorted(files.topics))
