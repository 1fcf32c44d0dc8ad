"""What should be true of marks and addresses, in plain dictionaries.

Written from the rules (docs, "Identity of content" and "Concepts"), not from the code: one learner and
one topic at a time, by recursion. It knows the catalogue's dataclasses and nothing else of Cairn.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from curriculum.catalog import Catalog, ChooseGroup

FURTHER = {"todo": 0, "skipped": 1, "learning": 2, "done": 3}


@dataclass(frozen=True)
class Mark:
    state: str
    at: datetime
    release: int | None = None  # that credited it

    @property
    def own(self) -> bool:
        return self.release is None


@dataclass(frozen=True)
class Content:
    """A catalogue, as far as marks and addresses care."""

    topics: dict[str, str]  # id -> concept
    groups: dict[str, frozenset[str]]  # id -> members
    addresses: dict[tuple[str, str, str], str]  # (roadmap id, kind, slug) -> id
    roadmaps: dict[str, str]  # slug -> id
    olds: dict[str, tuple[tuple[str, ...], str]]  # id -> (its `was`, credit); of phases and groups too
    retired: dict[str, str]  # id -> replaced_by


def content_of(catalog: Catalog) -> Content:
    found = Content({}, {}, {}, {}, {}, {})
    for roadmap in catalog.roadmaps:
        found.roadmaps[roadmap.slug] = roadmap.id
        for gone in roadmap.retired:
            found.retired[f"{roadmap.id}/{gone.id}"] = gone.replaced_by
        for phase in roadmap.phases:
            found.addresses[roadmap.id, "phase", phase.slug] = f"{roadmap.id}/{phase.id}"
            found.olds[f"{roadmap.id}/{phase.id}"] = (phase.was, "any")
            for item in phase.items:
                members = item.topics if isinstance(item, ChooseGroup) else (item,)
                if isinstance(item, ChooseGroup):
                    ids = frozenset(f"{roadmap.id}/{topic.id}" for topic in members)
                    found.groups[f"{roadmap.id}/{item.id}"] = ids
                    found.olds[f"{roadmap.id}/{item.id}"] = (item.was, "any")
                for topic in members:
                    id = f"{roadmap.id}/{topic.id}"
                    found.topics[id] = topic.concept
                    found.addresses[roadmap.id, "topic", topic.slug] = id
                    found.olds[id] = (topic.was, topic.credit)
    return found


NOTHING = Content({}, {}, {}, {}, {}, {})


@dataclass
class World:
    """All learners, all marks and all that ever was loaded."""

    content: Content = NOTHING
    releases: list[Catalog] = field(default_factory=list)
    marks: dict[tuple[str, str], Mark] = field(default_factory=dict)
    kept_groups: dict[tuple[str, str], int] = field(default_factory=dict)  # -> the release
    ways: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # old id -> [(new id, credit)]
    ends: dict[str, str] = field(default_factory=dict)  # retired id -> replaced_by
    known: set[str] = field(default_factory=set)  # every id that was ever live
    last_at: dict[tuple[str, str, str], str] = field(default_factory=dict)  # who left an address last
    past: list[tuple[dict[str, list[tuple[str, str]]], dict[str, str]]] = field(default_factory=list)

    def load(self, catalog: Catalog, at: int | None = None) -> None:
        """Become `catalog`, as release number `at` (one more than the last unless given)."""
        if self.releases and catalog == self.releases[-1]:
            return
        number = len(self.releases) + 1
        earlier = [n for n, old in enumerate(self.releases, start=1) if old == catalog]
        if earlier:
            self._take_back(earlier[-1])
        before, after = self.content, content_of(catalog)
        carried = {(w, t): self.carry(w, t) for w in self.people() for t in before.topics}
        carried = {place: mark for place, mark in carried.items() if mark}
        complete = {(w, g) for w in self.people() for g in before.groups if self.complete(w, g)}
        ways_before = self.ways
        self.content = after
        self._leave_addresses(before, after)
        self._declare(after, self.past[earlier[-1] - 1] if earlier else (self.ways, self.ends))
        self.known |= set(after.olds)
        heirs = self._heirs() if earlier else self._heirs(ways_before)
        self._credit(number, heirs, carried)
        self._keep_groups(number, after, complete)
        self.releases.append(catalog)
        self.past.append((self.ways, self.ends))

    def people(self) -> set[str]:
        return {who for who, _ in self.marks}

    # Where learners stand

    def carry(self, who: str, topic: str) -> Mark | None:
        """Return the done elsewhere that counts here, or None."""
        here = self.marks.get((who, topic))
        if here and (here.own or here.state == "done"):
            return None
        concept = self.content.topics.get(topic)
        sources = [
            mark
            for (learner, other), mark in self.marks.items()
            if learner == who
            and other != topic
            and concept
            and self.content.topics.get(other) == concept
            and mark.own
            and mark.state == "done"
        ]
        return min(sources, key=lambda mark: mark.at, default=None)

    def settled(self, who: str, topic: str) -> bool:
        mark = self.marks.get((who, topic))
        return bool((mark and mark.state == "done") or self.carry(who, topic))

    def complete(self, who: str, group: str) -> bool:
        kept = (who, group) in self.kept_groups
        return kept or any(self.settled(who, topic) for topic in self.content.groups[group])

    # What a load does

    def _take_back(self, release: int) -> None:
        """Forget what was credited after `release`."""
        self.marks = {p: m for p, m in self.marks.items() if m.own or m.release <= release}
        self.kept_groups = {p: n for p, n in self.kept_groups.items() if n <= release}

    def _declare(self, after: Content, remembered: tuple[dict[str, list[tuple[str, str]]], dict[str, str]]):
        """Old ids: what the files say of them now, else what they said last."""
        ways: dict[str, list[tuple[str, str]]] = {}
        for new, (olds, credit) in after.olds.items():
            for old in olds:
                ways.setdefault(old, []).append((new, credit))
        settled = {*after.retired, *after.olds}
        former_ways, former_ends = remembered
        self.ends = dict(after.retired)
        for old, end in former_ends.items():
            if old not in settled and old not in ways:
                self.ends[old] = end
        said = set(ways)
        for old, news in former_ways.items():
            for new, credit in news:
                if old not in settled and (new not in after.olds or old not in said):
                    ways.setdefault(old, []).append((new, credit))
        self.ways = ways

    def olds_of(self, new: str) -> dict[str, str]:
        """Return the old topics that earn `new`, with the credit; one that another one of them carries
        on already is passed over."""
        olds = {old: credit for old, credit in self._named(new).items() if old in self.known}
        covered = {older for old in olds for older in self._all_before(old)}
        return {old: credit for old, credit in olds.items() if old not in covered}

    def _named(self, new: str) -> dict[str, str]:
        """Return all that is said to have become `new`."""
        return {old: credit for old, news in self.ways.items() for heir, credit in news if heir == new}

    def _all_before(self, topic: str) -> set[str]:
        found: set[str] = set()
        waiting = [topic]
        while waiting:
            more = set(self._named(waiting.pop())) - found
            found |= more
            waiting += more
        return found

    def _heirs(self, ways_before: dict[str, list[tuple[str, str]]] | None = None) -> list[str]:
        """Return live topics whose line changed since `ways_before`, or all with one."""
        changed = {
            new
            for old, news in self.ways.items()
            if old in self.known
            for new, credit in news
            if ways_before is None or (new, credit) not in ways_before.get(old, [])
        }
        return [topic for topic in self.content.topics if changed & {topic, *self._all_before(topic)}]

    def _credit(self, number: int, heirs: list[str], carried: dict[tuple[str, str], Mark]) -> None:
        who_all = self.people()
        goes_on = {(w, t) for w in who_all for t in self.content.topics if self.carry(w, t)}
        new_marks = []
        for who in who_all:
            for heir in heirs:
                if legacy := self._legacy(who, heir, carried, goes_on):
                    if legacy.state != "todo":
                        new_marks.append((who, heir, replace(legacy, release=number)))
                    elif (who, heir) in goes_on:
                        new_marks.append((who, heir, replace(legacy, release=None)))
        for (who, topic), source in carried.items():
            if (who, topic) not in goes_on and topic not in self.ways:
                new_marks.append((who, topic, Mark("done", source.at, number)))
        for who, topic, mark in new_marks:
            here = self.marks.get((who, topic))
            if here is None or (not here.own and FURTHER[here.state] < FURTHER[mark.state]):
                self.marks[who, topic] = mark

    def _legacy(
        self,
        who: str,
        heir: str,
        carried: dict[tuple[str, str], Mark],
        goes_on: set[tuple[str, str]],
    ) -> Mark | None:
        """Return what a learner's states on the old ids of `heir` amount to there."""
        olds = self.olds_of(heir)
        if not olds:
            return None
        credit = next(iter(olds.values()))
        said = []
        for old in olds:
            if (who, old) in carried:
                if (who, heir) not in goes_on:
                    said.append(Mark("done", carried[who, old].at))
            elif (who, old) in self.marks:
                said.append(self.marks[who, old])
            elif mark := self._legacy(who, old, carried, goes_on):
                said.append(mark)
        state = _combined(credit, [mark.state for mark in said], len(olds))
        if state is None:
            return None
        first = min(said, key=lambda mark: (mark.state == "todo", mark.at))
        return Mark(state, first.at)

    def _keep_groups(self, number: int, after: Content, complete: set[tuple[str, str]]) -> None:
        for who, group in complete:
            heirs = [group] if group in after.groups else [new for new, _ in self.ways.get(group, [])]
            for heir in heirs:
                if heir in after.groups and not self.complete(who, heir):
                    self.kept_groups[who, heir] = number

    # Addresses

    def _leave_addresses(self, before: Content, after: Content) -> None:
        for (roadmap, kind, slug), id in before.addresses.items():
            if after.addresses.get((roadmap, kind, slug)) != id:
                self.last_at[roadmap, kind, slug] = id
        for slug, roadmap in before.roadmaps.items():
            if after.roadmaps.get(slug) != roadmap:
                self.last_at["", "roadmap", slug] = roadmap

    def leads_to(self, roadmap: str, kind: str, slug: str) -> set[str]:
        """Return the ids that an address may lead to; none if it is gone."""
        now = self.content
        where = now.roadmaps.get(roadmap) or self.last_at["", "roadmap", roadmap]
        if (where, kind, slug) in now.addresses:
            return {now.addresses[where, kind, slug]}
        return self._follow(self.last_at[where, kind, slug])

    def _follow(self, id: str) -> set[str]:
        if id in self.content.olds:
            return {id}
        heirs = {found for new, _ in self.ways.get(id, []) for found in self._follow(new)}
        if heirs:
            return heirs
        return self._follow(self.ends[id]) if self.ends.get(id) else set()


def _combined(credit: str, states: list[str], olds: int) -> str | None:
    if credit == "none" or not states:
        return None
    furthest = max(states, key=FURTHER.__getitem__)
    if credit == "any":
        return furthest
    if len(states) == olds and len(set(states)) == 1:
        return states[0]
    if "done" in states or "learning" in states:
        return "learning"
    return "todo" if "todo" in states else None
