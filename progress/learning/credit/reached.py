"""100 % that a load brings about, as when it retires the last topic that somebody had still to do."""

from collections.abc import Iterator

from curriculum.loading.declared import Successor
from curriculum.loading.items import Item
from curriculum.loading.observers import Load
from curriculum.models import Roadmap
from progress.learning.completions import settle
from progress.learning.models import Mark, State
from progress.learning.standings import Marks, all_tallies
from roadmap_site.accounts.models import User

COUNTED = ("phase", "group", "topic")
LEARNERS_AT_ONCE = 1000


def settle_all(load: Load) -> None:
    """Write the completions. A draft writes none: they stay, and a draft is gone with the next save."""
    keys = set() if load.release.draft else set(_counting_otherwise(load))
    roadmaps = list(Roadmap.objects.live().filter(key__in=keys).values_list("pk", flat=True))
    if not roadmaps:
        return
    done = Mark.objects.filter(topic__roadmap__in=roadmaps, state=State.DONE)
    learners = list(done.order_by("learner").values_list("learner", flat=True).distinct())
    for start in range(0, len(learners), LEARNERS_AT_ONCE):
        some = User.objects.filter(pk__in=learners[start : start + LEARNERS_AT_ONCE])
        tallies = all_tallies(Marks.of(*some), roadmaps)
        for learner in some:
            settle(learner, tallies[learner.pk], at=load.release.at)


def _counting_otherwise(load: Load) -> Iterator[str]:
    """Yield the keys of the roadmaps in which less may be left to do than before."""
    yield from (row.item.roadmap for row in load.difference.retire if row.item.kind in COUNTED)
    for one in load.difference.begin:
        if isinstance(one, Successor):
            yield one.new.partition("/")[0]
    for id in load.difference.write:
        before, after = load.stored.rows.get(id), load.wanted.items[id]
        if before and after.kind in COUNTED and (after.kind == "group" or _moved(before.item, after)):
            yield after.roadmap


def _moved(before: Item, after: Item) -> bool:
    return (before.phase, before.group, before.optional, before.concept) != (
        after.phase,
        after.group,
        after.optional,
        after.concept,
    )
