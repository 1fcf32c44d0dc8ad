"""A random history of edits, marks, loads and returns, in the database and in the model side by side."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from random import Random

from curriculum.loading.addresses import Gone, Moved, find_phase, find_topic
from curriculum.loading.load import Orders, RetiresMarked, load, plan_load
from curriculum.models import Phase, Topic
from progress.learning.models import GroupCredit, Mark
from roadmap_site.accounts.models import User
from tests.factories import make_learner
from tests.identity import model
from tests.identity.files import EDITS, RENAMING, Files, edit, first_files

STATES = ["done", "done", "done", "learning", "skipped", "todo"]
START = datetime(2026, 1, 5, 12, tzinfo=UTC)


class History:
    """Three learners; after each load the database must say what the model says."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.world = model.World()
        self.files = first_files(random)
        self.edits = random.choice([EDITS, EDITS, RENAMING])
        self.past: list[Files] = []
        self.learners: dict[str, User] = {name: make_learner() for name in ("ann", "bo", "cy")}
        self.now = START
        self.releases: list[int] = []  # primary keys
        self.rows: dict[str, Topic] = {}

    def run(self, steps: int) -> None:
        self._load()
        for _ in range(steps):
            self._mark()
            if self.past and self.random.random() < 0.15:
                used, self.files = self.files.used, self.random.choice(self.past).loaded()
                self.files.used = used
            else:
                edit(self.files, self.random, self.edits)
            self._load()
        self._compare_addresses()

    def _tick(self) -> datetime:
        self.now += timedelta(days=1)
        return self.now

    def _mark(self) -> None:
        """Learners mark a few topics, now and then one that is gone but carried on."""
        late = [id for id, news in self.world.ways.items() if id in self.rows and self._live(news)]
        rows = {}
        for name, learner in self.learners.items():
            for _ in range(self.random.choice([1, 2, 4])):
                id = self.random.choice(sorted(self.world.content.topics))
                if self.files.last in self.world.content.topics and self.random.random() < 0.3:
                    id = self.files.last
                if late and self.random.random() < 0.2:
                    id = self.random.choice(sorted(late))
                state, at = self.random.choice(STATES), self._tick()
                self.world.marks[name, id] = model.Mark(state, at)
                rows[name, id] = Mark(learner=learner, topic=self.rows[id], state=state, at=at, day=at.date())
        Mark.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=["learner", "topic"],
            update_fields=["state", "at", "day", "credited_by"],
        )

    def _live(self, news: list[tuple[str, str]]) -> bool:
        return any(new in self.world.content.topics for new, _ in news)

    def _load(self) -> None:
        catalog = self.files.catalog()
        at = self._tick()
        try:
            outcome = load(catalog, at=at, orders=Orders(rollback=True))
        except RetiresMarked:
            allowed = plan_load(catalog).marks_retired
            outcome = load(catalog, at=at, orders=Orders(rollback=True, allow_retire=allowed))
        self.world.load(catalog)
        if outcome.changed:
            self.releases.append(outcome.release.pk)
        self.past.append(self.files)
        self.files = self.files.loaded()
        self.rows = {f"{row.roadmap.key}/{row.key}": row for row in Topic.objects.select_related("roadmap")}
        assert len(self.releases) == len(self.world.releases)
        assert self._stored_marks() == self._predicted_marks()
        assert self._stored_groups() == self.world.kept_groups

    # Comparing

    def _predicted_marks(self) -> dict[tuple[str, str], tuple[str, datetime, int | None]]:
        return {place: (mark.state, mark.at, mark.release) for place, mark in self.world.marks.items()}

    def _stored_marks(self) -> dict[tuple[str, str], tuple[str, datetime, int | None]]:
        numbers = {pk: number for number, pk in enumerate(self.releases, start=1)}
        ids = {row.pk: id for id, row in self.rows.items()}
        names = {learner.pk: name for name, learner in self.learners.items()}
        return {
            (names[mark.learner_id], ids[mark.topic_id]): (
                mark.state,
                mark.at,
                numbers.get(mark.credited_by_id),
            )
            for mark in Mark.objects.all()
        }

    def _stored_groups(self) -> dict[tuple[str, str], int]:
        numbers = {pk: number for number, pk in enumerate(self.releases, start=1)}
        names = {learner.pk: name for name, learner in self.learners.items()}
        return {
            (names[row.learner_id], f"{row.group.roadmap.key}/{row.group.key}"): numbers[row.credited_by_id]
            for row in GroupCredit.objects.select_related("group__roadmap")
        }

    def _compare_addresses(self) -> None:
        addresses = defaultdict(set)
        for roadmap, kind, slug in [*self.world.last_at, *self.world.content.addresses]:
            if kind != "roadmap":
                addresses[roadmap].add((kind, slug))
        for roadmap, places in addresses.items():
            slug = next(s for s, key in self.world.content.roadmaps.items() if key == roadmap)
            for kind, entry in places:
                found = (find_topic if kind == "topic" else find_phase)(slug, entry)
                self._check(found, self.world.leads_to(slug, kind, entry))

    def _check(self, found: Topic | Phase | Moved | Gone | None, expected: set[str]) -> None:
        assert found is not None
        if isinstance(found, Gone):
            assert expected == set()
        else:
            page = found.to if isinstance(found, Moved) else found
            assert f"{page.roadmap.key}/{page.key}" in expected
