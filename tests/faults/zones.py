"""Reminders in every zone, on every day of two years, and in years in which dates were left out."""

import json

from tests.faults.finding import Finding
from tests.faults.report import say
from tests.faults.stage import Stage

TITLE = "every zone, through two years"
ALL_YEARS = {
    "two years": ("2026-01-01", "2027-12-31"),
    "lost dates": ("2011-01-01", "2012-12-31"),  # Apia and Fakaofo crossed the date line
}
HOURS = ["02:30", "18:00"]  # the first is where clocks are put forward and back
SOME = [  # where something is odd: half an hour, twice a year in Ramadan, at midnight, two hours
    *("Africa/Casablanca", "Antarctica/Troll", "Asia/Beirut", "Australia/Lord_Howe", "Europe/Berlin"),
    "Pacific/Apia",
]
SHORT = {"zones": SOME, "hours": HOURS[:1]}
LONG = {"zones": [], "hours": HOURS}  # all


def play(stage: Stage, *, zones: list[str], hours: list[str], naive: bool = False) -> Finding:
    asked = ["--hours", *hours, *(["--zones", *zones] if zones else []), *(["--naive"] if naive else [])]
    for years in ALL_YEARS.values():
        say(f"  {years[0]} to {years[1]}")
        asked += ["--from", *years]
    finding = Finding()
    told = stage.run("-m", "tests.faults.stepping", *asked)
    for name, found in zip(ALL_YEARS, json.loads(told), strict=True):
        finding.figures[name] = f"{found['zones']} zones, {found['days']} dates, {found['wrong']} wrong"
        finding.wrong += found["some"]
    return finding


def control(stage: Stage, **_: list[str]) -> Finding:
    """Those who add 24 hours to yesterday's."""
    return play(stage, zones=SOME[-2:], hours=HOURS[:1], naive=True)
