"""How days become a streak: a pure function over dates."""

from datetime import date, timedelta

from progress.learning.models import StreakMode
from progress.learning.streaks.history import History
from progress.learning.streaks.verdicts import Streak
from progress.learning.streaks.walk import Walk

DAY = timedelta(days=1)


def count(history: History, today: date) -> Streak:
    """Return the streak as of `today`, with a verdict on each day from the first active one on."""
    today = history.furthest(today)
    mode = history.mode_on(today).mode
    paused, paused_until = history.pause_on(today) is not None, history.pause_ends(today)
    if not history.active:
        return Streak(mode, today, paused=paused, paused_until=paused_until)
    walk = Walk(history)
    days = [walk.step() for _ in range((today - walk.day).days)]
    ahead = walk.copy()
    days.append(walk.step(over=False))
    length = days[-1].length
    holds_until, at_risk_on = look_ahead(ahead, history) if length else (None, None)
    return Streak(
        mode,
        today,
        length,
        walk.longest(mode),
        days[-1].freezes,
        walk.to_next_freeze if mode == StreakMode.DAILY else 0,
        paused,
        paused_until,
        days[-1].week,
        holds_until,
        at_risk_on,
        days,
    )


def look_ahead(walk: Walk, history: History) -> tuple[date | None, date | None]:
    """Return through which day the streak holds if nothing more is done, and when it has to be done at last.

    Both are None for a pause without an end. A week needs so many days that the last one may be too late.
    """
    while True:
        if history.pause_is_open(walk.day):
            return None, None
        walk.skip_paused_weeks()
        verdict = walk.step()
        if verdict.ended:
            missing = verdict.week.missing if verdict.week else 1
            return verdict.day, verdict.day - (missing - 1) * DAY
