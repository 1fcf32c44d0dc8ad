"""What can be pressed on the day's page, and what is said then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.validators import slug_re
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from curriculum.models import Habit, Topic
from progress.learning import marks, routine
from progress.learning.days import day_of
from progress.learning.marks import NotInLearning, TopicRetired
from progress.learning.models import State
from progress.learning.pages.prepared_roadmap import prepared_at
from progress.learning.pages.undo import said
from progress.learning.views.found import shown
from roadmap_site.accounts.models import User


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a press, in words; `change` is for undoing it. A page that is `stale` is shown anew."""

    words: str
    change: str = ""
    stale: bool = False


def _mark(request: HttpRequest, learner: User, value: str) -> Said | None:
    key, _, state = value.rpartition(":")
    topic = _topic(request, key)
    if state not in State.values or topic is None:
        return None
    try:
        change = marks.set_state(learner=learner, topic=topic, state=state, at=timezone.now())
    except TopicRetired:
        return _gone(topic)
    return Said(said([topic], state), change.id)


def _worked(request: HttpRequest, learner: User, value: str) -> Said | None:
    topic = _topic(request, value)
    if topic is None:
        return None
    try:
        change = marks.work_on(learner=learner, topic=topic, at=timezone.now())
    except TopicRetired:
        return _gone(topic)
    except NotInLearning:
        return Said(gettext("%(topic)s is not in learning any more.") % {"topic": topic.title}, stale=True)
    return Said(gettext("%(topic)s: worked on today.") % {"topic": topic.title}, change.id)


def _gone(topic: Topic) -> Said:
    words = gettext("%(topic)s is no longer on its line, so nothing was marked.")
    return Said(words % {"topic": topic.title}, stale=True)


def _topic(request: HttpRequest, key: str) -> Topic | None:
    """Return the topic of `roadmap/topic`, by slugs, that this person may see."""
    roadmap, _, slug = key.partition("/")
    parts = prepared_at(roadmap) if slug_re.fullmatch(roadmap) else None
    if parts is None:
        return None
    shown(request, parts.tree.roadmap)
    return parts.topic(slug)


@dataclass(frozen=True, slots=True)
class _Press:
    """On a habit: the day that the page showed, and what is wanted."""

    habit: Habit
    day: date
    kept: bool

    @classmethod
    def read(cls, value: str) -> "_Press | None":
        """Read `key:day:on` or `key:day:off`."""
        key, _, rest = value.partition(":")
        day, _, wanted = rest.partition(":")
        habit = Habit.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
        try:
            asked = date.fromisoformat(day)
        except ValueError:
            return None
        return cls(habit, asked, wanted == "on") if habit and wanted in ("on", "off") else None

    @property
    def back(self) -> str:
        return f"habit:{self.habit.pk}:{self.day}:{'off' if self.kept else 'on'}"


def _habit(request: HttpRequest, learner: User, value: str) -> Said | None:
    press = _Press.read(value)
    if press is None:
        return None
    now = timezone.now()
    if press.day != day_of(learner, now):
        return Said(
            gettext("A new day has begun since this page was made. Tick it again for today."), stale=True
        )
    try:
        changed = (routine.tick if press.kept else routine.untick)(learner=learner, habit=press.habit, at=now)
    except routine.HabitRetired:
        words = gettext("“%(habit)s” is no longer part of the routine.")
        return Said(words % {"habit": press.habit.title}, stale=True)
    words = gettext("“%(habit)s”: kept today.") if press.kept else gettext("“%(habit)s”: not kept today.")
    return Said(words % {"habit": press.habit.title}, press.back if changed else "")


def _undo(request: HttpRequest, learner: User, value: str) -> Said | None:
    kind, _, press = value.partition(":")
    if kind == "habit":
        told = _habit(request, learner, press)
        return Said(gettext("Undone.")) if told and told.change else told
    change = marks.undo(learner=learner, change_id=value, at=timezone.now())
    if not change.standings:
        return Said(gettext("That can't be undone any more: it has changed since."), stale=True)
    return Said(gettext("Undone."))


# Each returns None for what was on no page.
ACTS: dict[str, Callable[[HttpRequest, User, str], Said | None]] = {
    "mark": _mark,
    "habit": _habit,
    "worked": _worked,
    "undo": _undo,
}
