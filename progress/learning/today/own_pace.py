"""One's own pace over all lines, for who has planned none: topics a week of one's last eight weeks."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.plans.forecast import forecast
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
    rate = rate_of(done.values(), facts.today, rest)
    if rate is None:
        return NOTHING
    roadmap = pages[0].parts if len(pages) == 1 else None
    context = {"rate": rate_words(rate, Measure.TOPICS), "plan": f"{roadmap.address}plan/" if roadmap else ""}
    return render_to_string("learning/_today_own_pace.html", context)


def rate_of(days: Iterable[date], today: date, rest: Rest) -> float | None:
    """Return the topics a week by the rule of a forecast; `days` has one for each topic done."""
    done = tuple(sorted(days))
    if not done:
        return None
    all_of_it = Workload(Measure.TOPICS, (Stretch(0, "", len(done), 1.0, done, done),))
    seen = forecast(all_of_it, today=today, began=done[0], rest=rest)
    return seen.rate if seen else None


def _done(pages: Sequence[RoadmapPage]) -> dict[int, date]:
    """Return on which day each topic was done; what is carried, or credited by a load, is no pace."""
    return {
        topic: one.day
        for page in pages
        for topic, one in page.standings.items()
        if one.state == "done" and one.day and not one.credited
    }
