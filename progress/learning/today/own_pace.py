"""One's own pace over all lines, for who has planned none: topics a week, lately or since one began."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.plans.forecast import Forecast, forecast
from progress.learning.plans.rest import Rest
from progress.learning.plans.words import rate_words
from progress.learning.plans.workload import Measure, Stretch, Workload
from progress.learning.streaks import DayVerdict, Kind
from progress.learning.today.facts import Facts

NOTHING = SafeString('<section id="pace" hidden></section>')


def own_pace(pages: Sequence[RoadmapPage], verdicts: Iterable[DayVerdict], facts: Facts) -> SafeString:
    """Return a line, or nothing where there is not enough to tell. `verdicts` say which days are paused."""
    done = {topic: day for topic, day in _done(pages).items() if topic not in facts.known}
    rest = Rest.of((one.day, one.day) for one in verdicts if one.kind == Kind.PAUSED)
    seen = pace_of(done.values(), facts.today, rest)
    if seen is None:
        return NOTHING
    roadmap = pages[0].parts if len(pages) == 1 else None
    context = {
        "rate": rate_words(seen.rate, Measure.TOPICS),
        "began": seen.began,
        "plan": f"{roadmap.address}plan/" if roadmap else "",
    }
    return render_to_string("learning/_today_own_pace.html", context)


def pace_of(days: Iterable[date], today: date, rest: Rest) -> Forecast | None:
    """Return it by the rule of a forecast; `days` has one for each topic done."""
    done = tuple(sorted(days))
    if not done:
        return None
    all_of_it = Workload(Measure.TOPICS, (Stretch(0, "", len(done), 1.0, done, done),))
    return forecast(all_of_it, today=today, began=done[0], rest=rest)


def _done(pages: Sequence[RoadmapPage]) -> dict[int, date]:
    """Return on which day each topic was done; what is carried, or credited by a load, is no pace."""
    return {
        topic: one.day
        for page in pages
        for topic, one in page.standings.items()
        if one.state == "done" and one.day and not one.credited
    }
