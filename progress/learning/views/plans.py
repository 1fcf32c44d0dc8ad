"""A learner's plan for a roadmap: their target, how it goes, and what each week asks for."""

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from curriculum.loading.addresses import find_roadmap
from curriculum.models import Milestone
from progress.learning.days import day_of
from progress.learning.holders import LearnerHolder
from progress.learning.pages.following import following_buttons
from progress.learning.pages.prepared_roadmap import PreparedRoadmap, prepared_at
from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.pages.undo import WayBack, keep_way_back, undo_after_redirect
from progress.learning.pages.whose import made_for_another, whose
from progress.learning.plans.chart import Chart, rows
from progress.learning.plans.former import take_back, word_of
from progress.learning.plans.forms import TargetForm, initial
from progress.learning.plans.going import Pace
from progress.learning.plans.pace import pace_on
from progress.learning.plans.stored import Stored, read_stored
from progress.learning.plans.targets import Change, Chosen, drop_target, set_target
from progress.learning.plans.weeks import Checkpoint, checkpoints
from progress.learning.plans.words import amount, headline, outlook, rate_words, way_back
from progress.learning.plans.workload import Measure
from progress.learning.standings import Look
from progress.learning.views.following import is_known, press
from progress.learning.views.found import elsewhere, shown
from progress.learning.views.handed_over import handed_over
from roadmap_site.accounts.models import User

WEEKS_SHOWN = 8


@dataclass(frozen=True)
class _Asked:
    """What there is to know for an answer."""

    learner: User
    parts: PreparedRoadmap
    seen: Look
    stored: Stored
    pace: Pace

    @property
    def chosen(self) -> Chosen | None:
        stored = self.stored
        return Chosen(stored.hours_a_week, stored.hours_a_topic, stored.by) if stored.made_on else None

    def form(self, data: Any = None) -> TargetForm:
        pace = self.pace
        first = initial(self.chosen, pace.today)
        return TargetForm(data, initial=first, workload=pace.workload, today=pace.today)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@cache_control(private=True, no_cache=True)
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the plan; a POST sets, drops or restores the target, or says whether the line is followed."""
    parts = prepared_at(slug)
    if parts is None:
        return elsewhere(request, find_roadmap(slug))
    shown(request, parts.tree.roadmap)
    assert isinstance(request.user, User)  # noqa: S101 -- login is required
    asked = _ask(request.user, parts)
    if request.method == "POST":
        if made_for_another(request):
            return handed_over(request, request.path)
        return _change(request, asked)
    return _page(request, asked, asked.form())


def _ask(learner: User, parts: PreparedRoadmap) -> _Asked:
    today = day_of(learner, timezone.now())
    key = parts.tree.roadmap.pk
    seen = LearnerHolder(learner).look([parts.tree.roadmap])
    stored = read_stored(learner, [key], today)[key]
    return _Asked(learner, parts, seen, stored, pace_on(parts, seen, stored, today))


def _change(request: HttpRequest, asked: _Asked) -> HttpResponse:
    roadmap, act = asked.parts.tree.roadmap, request.POST.get("follow", "")
    if is_known(act):
        keep_way_back(request, *press(asked.learner, asked.parts, act, request.path))
    elif "drop" in request.POST:
        change = drop_target(learner=asked.learner, roadmap=roadmap)
        _tell(request, asked, gettext("You learn without a plan now. Your marks stay as they are."), change)
    elif "restore" in request.POST:
        _restore(request, asked)
    else:
        form = asked.form(request.POST)
        if not form.is_valid():
            return _page(request, asked, form)
        earlier = asked.pace.workload.units_on(asked.pace.today)
        change = set_target(
            learner=asked.learner, roadmap=roadmap, chosen=form.chosen, at=timezone.now(), earlier=earlier
        )
        _tell(request, asked, gettext("Your plan is set. Nobody else can see it."), change)
    return HttpResponseRedirect(request.path)


def _tell(request: HttpRequest, asked: _Asked, words: str, change: Change | None) -> None:
    """Say what came of a press, with the way back if there is one."""
    way = None
    if change is not None:
        word = word_of(change, learner=asked.learner, roadmap=asked.parts.tree.roadmap, at=timezone.now())
        way = WayBack(request.path, "restore", word)
    keep_way_back(request, words, way)


def _restore(request: HttpRequest, asked: _Asked) -> None:
    learner, roadmap = asked.learner, asked.parts.tree.roadmap
    back = take_back(learner=learner, roadmap=roadmap, word=request.POST["restore"], at=timezone.now())
    words = gettext("Undone.") if back else gettext("That can't be undone any more: it has changed since.")
    keep_way_back(request, words, None)


def _page(request: HttpRequest, asked: _Asked, form: TargetForm) -> HttpResponse:
    pace, roadmap = asked.pace, asked.parts.tree.roadmap
    page = RoadmapPage.of(LearnerHolder(asked.learner), asked.parts, known=asked.seen)
    ahead, weeks = _weeks(pace)
    return render(
        request,
        "learning/plan.html",
        {
            "tree": asked.parts.tree,
            "address": asked.parts.address,
            "progress": page.progress(),
            "following": following_buttons(asked.learner, roadmap.pk, page.standings.values(), "follow"),
            "pace": pace,
            "headline": headline(pace),
            "way_back": way_back(pace),
            "outlook": outlook(pace),
            "chart": Chart(pace).svg() if pace.workload.units else "",
            "numbers": rows(pace) if pace.workload.units else [],
            "ahead_until": ahead,
            "weeks": [(week, _milestones(asked.parts, week)) for week in weeks],
            "more_weeks": bool(weeks) and pace.schedule is not None and weeks[-1].day < pace.schedule.end,
            "rate": rate_words(pace.forecast.rate, pace.workload.measure) if pace.forecast else "",
            "needed": rate_words(pace.needed, pace.workload.measure) if pace.needed is not None else "",
            "effort": amount(pace.workload.total),
            "form": form,
            "chosen": asked.chosen,
            "goal": _goal(asked.chosen),
            "undo": undo_after_redirect(request),
            "whose": whose(request),
        },
    )


def _goal(chosen: Chosen | None) -> str:
    """Return the hours of a target in words."""
    return rate_words(chosen.hours_a_week, Measure.HOURS) if chosen and chosen.hours_a_week else ""


def _weeks(pace: Pace) -> tuple[date | None, list[Checkpoint]]:
    """Return through which week all is done that the plan asks for, and the next weeks after it."""
    weeks, done = list(islice(checkpoints(pace), WEEKS_SHOWN)), None
    while len(weeks) > 1 and weeks[0].settled <= pace.workload.settled and not weeks[0].resting:
        done = weeks.pop(0).day
    return done, weeks


def _milestones(parts: PreparedRoadmap, week: Checkpoint) -> list[Milestone]:
    """Return the work that closes the phases which the week brings to their end."""
    nodes = [node for node in parts.tree.phases if node.phase.pk in week.closes]
    return [milestone for node in nodes for milestone in node.milestones]
