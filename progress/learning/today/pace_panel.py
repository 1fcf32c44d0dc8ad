"""How it goes on the roadmaps that the learner has planned, or how fast they learn where none is."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from progress.learning.pages.prepared_roadmap import PreparedRoadmap
from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.plans.chart import Chart
from progress.learning.plans.going import Pace
from progress.learning.plans.pace import paces_of
from progress.learning.plans.words import headline, outlook, way_back
from progress.learning.standings import Marks, look
from progress.learning.streaks import DayVerdict
from progress.learning.today.facts import Facts
from progress.learning.today.own_pace import own_pace
from roadmap_site.accounts.models import User

DRAWN = 2  # plans; of more there are words alone


def pace_panel(
    learner: User, pages: Sequence[RoadmapPage], verdicts: Sequence[DayVerdict], facts: Facts
) -> SafeString:
    """Return the plans, or one's own pace; `verdicts` are of the year's days."""
    planned = [page.parts for page in pages if page.parts.tree.roadmap.pk in facts.planned]
    if not planned:
        return own_pace(pages, verdicts, facts)
    seen = look(Marks.of(learner), [parts.tree.roadmap.pk for parts in planned])
    paces = paces_of(learner, planned, seen, facts.today)
    plans = [
        _plan(parts, paces[parts.tree.roadmap.pk], drawn=number < DRAWN)
        for number, parts in enumerate(planned)
    ]
    return render_to_string("learning/_today_pace.html", {"drawn": plans[:DRAWN], "listed": plans[DRAWN:]})


def _plan(parts: PreparedRoadmap, pace: Pace, *, drawn: bool) -> dict[str, object]:
    return {
        "roadmap": parts.tree.roadmap,
        "address": f"{parts.address}plan/",
        "headline": headline(pace),
        "way_back": way_back(pace),
        "outlook": outlook(pace),
        "chart": Chart(pace).svg() if drawn and pace.workload.units else "",
    }
