"""The learner's day: what is next, the routine, the streak, the year. One form posts all that is pressed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from curriculum.models import Habit, Topic
from progress.learning import marks, routine
from progress.learning.days import day_of
from progress.learning.marks import NotInLearning, TopicRetired
from progress.learning.models import State
from progress.learning.pages.masthead import masthead_messages, masthead_self, streak_fragment
from progress.learning.pages.prepared_roadmap import prepared_at
from progress.learning.pages.slots import Prepared, prepare
from progress.learning.pages.undo import keep_for_next_page, said, undo_after_redirect, undo_word
from progress.learning.pages.whose import made_for_another, whose
from progress.learning.today.board import board_of
from progress.learning.views.found import is_htmx, shown
from progress.learning.views.handed_over import handed_over
from roadmap_site.accounts.models import User

own = cache_control(private=True, no_cache=True)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def today(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _post(request)
    if not isinstance(request.user, User):
        return render(request, "learning/today_visitor.html")
    whole = request.GET.get("routine") == "all"
    board = board_of(request.user, timezone.now())
    outside = {
        "self": masthead_self(request, board.short_streak),
        "messages": masthead_messages(request),
        "heading": board.heading,
        "token": get_token(request),
        "whose": whose(request),
        "whole": WHOLE if whole else "",
        "further": board.further(),
        "undo": undo_after_redirect(request),
    }
    return HttpResponse(_page(get_language() or "").fill(board.sections(whole_routine=whole) | outside))


WHOLE = '<input type="hidden" name="routine" value="all">'


@lru_cache(maxsize=8)
def _page(language: str) -> Prepared:
    return prepare("learning/today.html")


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a press, in words; `change` is for undoing it. A page that is `stale` is shown anew."""

    words: str
    change: str = ""
    stale: bool = False


def _post(request: HttpRequest) -> HttpResponse:
    if made_for_another(request) or not isinstance(request.user, User):
        return handed_over(request, reverse("today"))
    for name, act in ACTS.items():
        if name in request.POST:
            return _answer(request, request.user, act(request, request.user, request.POST[name]))
    return _refused(gettext("Nothing was pressed, so nothing has changed."))


def _refused(words: str) -> HttpResponse:
    return HttpResponseBadRequest(words, content_type="text/plain; charset=utf-8")


def _answer(request: HttpRequest, learner: User, told: Said | None) -> HttpResponse:
    if told is None:
        return _refused(gettext("That is not on this page any more. Reload it and press again."))
    whole = request.POST.get("routine") == "all"
    if not is_htmx(request) or told.stale:
        keep_for_next_page(request, told.words, told.change)
    if is_htmx(request) and told.stale:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if not is_htmx(request):
        return HttpResponseRedirect(reverse("today") + ("?routine=all#routine" if whole else ""))
    board = board_of(learner, timezone.now())
    sections = board.changed(stood=request.POST.getlist("stood"), whole_routine=whole)
    word = f'<div id="undo" hx-swap-oob="innerHTML">{undo_word(told.words, told.change)}</div>'
    return HttpResponse(f"{sections}{word}{streak_fragment(request, board.short_streak)}")


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
    parts = prepared_at(roadmap)
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


ACTS: dict[str, Callable[[HttpRequest, User, str], Said | None]] = {
    "mark": _mark,
    "habit": _habit,
    "worked": _worked,
    "undo": _undo,
}
