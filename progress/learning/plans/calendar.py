"""A learner's plans as a calendar (RFC 5545): when each phase is expected, and the day of arriving."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext
from icalendar import Calendar, Event, Timezone, TimezoneStandard
from icalendar.enums import TRANSP

from curriculum.models import Phase
from progress.learning.pages.prepared_roadmap import PreparedRoadmap, all_prepared
from progress.learning.plans.enrolment import following
from progress.learning.plans.going import Pace
from progress.learning.plans.pace import paces_of
from progress.learning.plans.rest import DAY
from progress.learning.plans.windows import Window, windows
from progress.learning.standings import Marks, look
from roadmap_site.accounts.models import User

PRODUCT = "-//Cairn//Plans//EN"
ASK_AGAIN = timedelta(hours=12)


def calendar_of(learner: User, today: date) -> bytes:
    """Return the plans of the roadmaps that `learner` follows; the same all day while nothing changes."""
    calendar = Calendar.new(
        prodid=PRODUCT,
        uid=_uid(learner, "calendar"),
        name=gettext("Cairn: my plans"),
    )
    # RFC 7986 section 5.7 asks for the parameter, which Calendar.new leaves out.
    calendar.add("REFRESH-INTERVAL", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    planned = all_prepared(following(learner).filter(plans__learner=learner))
    seen = look(Marks.of(learner), [parts.tree.roadmap.pk for parts in planned])
    paces = paces_of(learner, planned, seen, today)
    for parts in planned:
        for event in _events(learner, parts, paces[parts.tree.roadmap.pk]):
            calendar.add_component(event)
    if not calendar.subcomponents:
        calendar.add_component(_nothing())
    content: bytes = calendar.to_ical()
    return content


def _nothing() -> Timezone:
    """Return what shows nowhere: without any component it would be no calendar (RFC 5545, 3.6)."""
    utc, always = Timezone(), TimezoneStandard()
    utc.add("tzid", "Etc/UTC")
    always.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 -- local time, as RFC 5545, 3.6.5 has it
    always.add("tzoffsetfrom", timedelta())
    always.add("tzoffsetto", timedelta())
    utc.add_component(always)
    return utc


def _events(learner: User, parts: PreparedRoadmap, pace: Pace) -> Iterator[Event]:
    if pace.schedule is None or pace.target is None:
        return
    phases = {node.phase.pk: node.phase for node in parts.tree.phases}
    for window in windows(pace.workload, pace.target, pace.schedule):
        yield _phase(learner, parts, phases[window.phase], window, pace.today)
    yield _arrival(learner, parts, pace.schedule.end, pace.today)


def _phase(learner: User, parts: PreparedRoadmap, phase: Phase, window: Window, today: date) -> Event:
    line = parts.tree.roadmap
    one_day = gettext("By your plan you work on “%(phase)s” on %(last)s.")
    several = gettext("By your plan you work on “%(phase)s” from %(first)s to %(last)s.")
    words = (one_day if window.first == window.last else several) % {
        "phase": phase.title,
        "first": date_format(window.first, "j F"),
        "last": date_format(window.last, "j F Y"),
    }
    return _all_day(
        uid=_uid(learner, line.key, phase.key),
        summary=f"{phase.title} · {line.title}",
        description=words,
        days=(window.first, window.last),
        url=_site(f"{parts.address}{phase.slug}/"),
        today=today,
    )


def _arrival(learner: User, parts: PreparedRoadmap, end: date, today: date) -> Event:
    line = parts.tree.roadmap
    return _all_day(
        uid=_uid(learner, line.key),
        summary=gettext("%(line)s: the day of your plan") % {"line": line.title},
        description=gettext("By your plan you arrive today."),
        days=(end, end),
        url=_site(f"{parts.address}plan/"),
        today=today,
    )


def _all_day(
    *, uid: str, summary: str, description: str, days: tuple[date, date], url: str, today: date
) -> Event:
    """The end of an all-day event is the day after it; it makes nobody busy."""
    return Event.new(
        uid=uid,
        summary=summary,
        description=description,
        start=days[0],
        end=days[1] + DAY,
        stamp=datetime.combine(today, time(), UTC),
        transparency=TRANSP.TRANSPARENT,
        url=url,
    )


def _uid(learner: User, *keys: str) -> str:
    """Return the same for the same thing, whatever the feed's address is; it tells nobody whose it is."""
    return f"{uuid5(NAMESPACE_URL, _site('/'.join(('plans', str(learner.pk), *keys))))}@cairn"


def _site(path: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}/{path.lstrip('/')}"
