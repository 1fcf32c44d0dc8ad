"""Setting a topic's state, a whole phase's, and taking a change back.

Everything is safe to say twice. One person's changes happen one after the other, and the last to
come is the one that stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from curriculum.models import Phase, Topic
from progress.learning import recording
from progress.learning.completions import settle
from progress.learning.days import day_of
from progress.learning.models import Activity, State
from progress.learning.qualifying import NO_MARK, judge
from progress.learning.recording import Situation, Step, StoredMark
from progress.learning.standings import CARRIED, TODO, Marks, RoadmapTally, Standing, look, standings
from progress.learning.streaks import stored
from roadmap_site.accounts.models import User


class TopicRetired(Exception):
    """Nothing can be marked on a topic that is no more; its address says what became of it."""


class NotInLearning(Exception):
    """Only a topic in learning can be worked on."""


class NotDeclined(Exception):
    """Only what would be carried, and was declined, can be carried again."""


@dataclass(frozen=True, slots=True)
class Change:
    """What came of it. `id` is for undoing, and empty when everything was so already.

    `standings` has the topics that changed; `tallies` the roadmap's and those of the roadmaps that a
    tick carries to; `seen` everything that now stands in these roadmaps.
    """

    id: str = ""
    standings: dict[int, Standing] = field(default_factory=dict)
    tallies: dict[int, RoadmapTally] = field(default_factory=dict)
    seen: dict[int, Standing] = field(default_factory=dict)


@transaction.atomic
def set_state(*, learner: User, topic: Topic, state: str, at: datetime) -> Change:
    """Set it again and nothing changes: the first day stays. Raise TopicRetired."""
    found = recording.begin(learner, [topic.pk])
    if not found:
        raise TopicRetired(topic.key)
    steps = _steps(learner, found, State(state), at, creditable=True)
    change_id = _record(learner, steps, Activity.Kind.STATE, at)
    return _told(learner, topic.roadmap_id, change_id, steps, at)


@transaction.atomic
def set_phase(*, learner: User, phase: Phase, state: str, at: datetime) -> Change:
    """Set all its topics at once ("I know this phase"). It counts for no active day."""
    topics = Topic.objects.live().filter(phase=phase).values_list("pk", flat=True)
    found = recording.begin(learner, topics)
    steps = _steps(learner, found, State(state), at, creditable=False)
    change_id = _record(learner, steps, Activity.Kind.BULK, at, batch=uuid4())
    return _told(learner, phase.roadmap_id, change_id, steps, at)


@transaction.atomic
def work_on(*, learner: User, topic: Topic, at: datetime) -> Change:
    """Say that a topic in learning was worked on; its mark stays as it is.

    Where its being in learning counts for the day already, nothing changes. Raise TopicRetired and
    NotInLearning.
    """
    found = recording.begin(learner, [topic.pk])
    if not found:
        raise TopicRetired(topic.key)
    steps = [_worked(learner, situation, at) for situation in found.values()]
    if _seen(learner, found).get(topic.pk, steps[0].before) != State.LEARNING:
        raise NotInLearning(topic.key)
    steps = [step for step in steps if step.verdict.qualifies]
    change_id = _record(learner, steps, Activity.Kind.WORKED, at)
    return _told(learner, topic.roadmap_id, change_id, steps, at)


@transaction.atomic
def carry_again(*, learner: User, topic: Topic, at: datetime) -> Change:
    """Take back that a carry was declined: the mark goes. Where it is carried already, nothing changes.

    Raise TopicRetired and NotDeclined.
    """
    found = recording.begin(learner, [topic.pk])
    if not found:
        raise TopicRetired(topic.key)
    standing = standings(Marks.of(learner), topic.roadmap_id).get(topic.pk, TODO)
    steps = [_without_mark(learner, situation, at) for situation in found.values() if standing.declined]
    if not steps and standing.state != CARRIED:
        raise NotDeclined(topic.key)
    change_id = _record(learner, steps, Activity.Kind.STATE, at)
    return _told(learner, topic.roadmap_id, change_id, steps, at)


def is_worked_on(*, learner: User, topic: Topic, day: date) -> bool:
    """Whether the topic's being in learning counts for `day`, the newest of the learner's."""
    newest = learner.activities.filter(topic=topic).order_by("-pk").values("learning_by")[:1]
    return learner.activities.filter(pk__in=newest, day=day).exists()


@transaction.atomic
def undo(*, learner: User, change_id: str, at: datetime) -> Change:
    """Restore the marks exactly as they were before a change, where nothing else has changed them since."""
    undone = {done.topic_id: done for done in _activities(learner, change_id) if done.topic_id}
    found = recording.begin(learner, undone)
    seen = _seen(learner, found)
    since = _since(learner, found, undone)
    steps = [
        _back(situation, seen.get(topic, situation.state), undone[topic], day_of(learner, at))
        for topic, situation in found.items()
        if _stands(situation, undone[topic], since.get(topic, []))
    ]
    if not steps:
        return Change()
    batch = uuid4() if len(undone) > 1 else None
    new_id = _record(learner, steps, Activity.Kind.UNDO, at, batch=batch)
    return _told(learner, steps[0].situation.place[0], new_id, steps, at)


def _steps(
    learner: User, found: dict[int, Situation], state: str, at: datetime, *, creditable: bool
) -> list[Step]:
    """Return what has to change for all that was found to be in `state`."""
    day = day_of(learner, at)
    mark = StoredMark(state, at, day)
    seen = _seen(learner, found) if state != State.DONE else {}  # a tick is a tick, carried or not
    steps = []
    for topic, situation in found.items():
        before = seen.get(topic, situation.state or State.TODO)
        if before != state:
            verdict = judge(situation.counting, state=state, day=day, creditable=creditable)
            steps.append(Step(situation, before, state, mark, verdict))
    return steps


def _worked(learner: User, situation: Situation, at: datetime) -> Step:
    day = day_of(learner, at)
    verdict = judge(situation.counting, state=State.LEARNING, day=day, creditable=True)
    return Step(situation, situation.state, State.LEARNING, situation.mark, verdict)


def _without_mark(learner: User, situation: Situation, at: datetime) -> Step:
    verdict = judge(situation.counting, state=NO_MARK, day=day_of(learner, at), creditable=False)
    return Step(situation, situation.state, NO_MARK, None, verdict)


def _seen(learner: User, found: dict[int, Situation]) -> dict[int, str]:
    """Return the states, as the learner sees them, of those that may be carried."""
    doubtful = [situation for situation in found.values() if situation.may_be_carried]
    if not doubtful:
        return {}
    seen = standings(Marks.of(learner), doubtful[0].place[0])
    return {one.topic: seen[one.topic].state for one in doubtful if one.topic in seen}


def _activities(learner: User, change_id: str) -> Iterable[Activity]:
    """Return those of the learner's own change; none of one that is unknown."""
    own = learner.activities.exclude(kind=Activity.Kind.JOIN)
    if change_id.isdecimal() and len(change_id) < 19:
        return own.filter(pk=change_id)
    try:
        return own.filter(batch=UUID(change_id))
    except ValueError:
        return []


def _since(
    learner: User, found: dict[int, Situation], undone: dict[int, Activity]
) -> dict[int, list[Activity]]:
    """Return what came on these topics after what is to be undone, the oldest first."""
    changed = [topic for topic, situation in found.items() if situation.last != undone[topic].pk]
    since: dict[int, list[Activity]] = {topic: [] for topic in changed}
    if changed:
        oldest = min(undone[topic].pk for topic in changed)
        for activity in learner.activities.filter(topic__in=changed, pk__gt=oldest).order_by("pk"):
            if activity.topic_id and activity.pk > undone[activity.topic_id].pk:
                since[activity.topic_id].append(activity)
    return since


def _stands(situation: Situation, activity: Activity, since: list[Activity]) -> bool:
    """Whether the mark is as `activity` left it, all that came since having been undone."""
    if situation.last == activity.pk:
        return situation.state == activity.state
    if not since or not _all_undone(since):
        return False
    left = since[0].former
    return situation.mark == (StoredMark.from_json(left) if left else None)


def _all_undone(since: list[Activity]) -> bool:
    """Whether each of them was taken back, the newest first."""
    standing = 0
    for activity in since:
        standing += -1 if activity.kind == Activity.Kind.UNDO else 1
        if standing < 0:
            return False
    return standing == 0


def _back(situation: Situation, before: str, activity: Activity, day: date) -> Step:
    """Return the step to the mark before `activity`; credit that went today comes back with it."""
    former = StoredMark.from_json(activity.former) if activity.former else None
    state = former.state if former else NO_MARK
    kept = {activity.learning_by, activity.done_by} - {None, activity.pk}
    took = activity.compensates or kept - situation.counting.by
    verdict = judge(
        situation.counting,
        state=state,
        day=day,
        creditable=activity.day == day and bool(took),
        undone=activity.pk,
    )
    return Step(situation, before, state, former, verdict)


def _record(
    learner: User, steps: list[Step], kind: Activity.Kind, at: datetime, batch: UUID | None = None
) -> str:
    if not steps:
        return ""
    zone = learner.day_zone(at)
    recorded = recording.record(learner, steps, kind=kind, at=at, zone=zone, batch=batch)
    if recorded.day_turned:
        stored.refresh(learner, at)
    return str(batch or recorded.ids[0])


def _told(learner: User, roadmap: int, change_id: str, steps: list[Step], at: datetime) -> Change:
    """Return the change with what it makes of standings and tallies, completions written."""
    places = [place for step in steps for place in step.places]
    found = look(Marks.of(learner), {roadmap, *(touched for touched, _ in places)})
    settled = settle(
        learner,
        found.tallies,
        unticked={place for step in steps if step.is_untick for place in step.places},
        at=at,
    )
    return Change(
        change_id,
        standings={topic: found.standings.get(topic, TODO) for topic in (s.situation.topic for s in steps)},
        tallies=settled,
        seen=found.standings,
    )
