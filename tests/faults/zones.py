"""Reminders in every zone, on every day of two years, and in years in which dates were left out."""

import json

from tests.faults.finding import Finding
from tests.faults.report import say
from tests.faults.stage import Stage

TITLE = "every zone, through two years"
YEARS = ("2026-01-01", "2027-12-31")
YEARS_OF_LOST_DATES = ("2011-01-01", "2012-12-31")  # Apia and Fakaofo crossed the date line
HOURS = ["02:30", "18:00"]  # the first is where clocks are put forward and back
SOME = [  # where something is odd: half an hour, twice a year in Ramadan, at midnight, two hours
    *("Africa/Casablanca", "Antarctica/Troll", "Asia/Beirut", "Australia/Lord_Howe", "Europe/Berlin"),
    "Pacific/Apia",
]
SHORT = {"zones": SOME, "hours": HOURS[:1]}
LONG = {"zones": [], "hours": HOURS}  # all


def play(stage: Stage, *, zones: list[str], hours: list[str], naive: bool = False) -> Finding:
    finding = Finding()
    for name, years in {"two years": YEARS, "lost dates": YEARS_OF_LOST_DATES}.items():
        say(f"  {years[0]} to {years[1]}")
        found = step(stage, *years, zones=zones, hours=hours, naive=naive)
        finding.figures[name] = f"{found['zones']} zones, {found['days']} dates, {found['wrong']} wrong"
        finding.wrong += found["some"]
    return finding


def step(stage: Stage, first: str, last: str, *, zones: list[str], hours: list[str], naive: bool) -> dict:
    asked = ["--zones", *zones] if zones else []
    asked += ["--naive"] if naive else []
    return json.loads(
        stage.run("-m", "tests.faults.stepping", "--first", first, "--last", last, "--hours", *hours, *asked)
    )


def control(stage: Stage, **_: list[str]) -> Finding:
    """Those who add 24 hours to yesterday's."""
    return play(stage, zones=SOME[-2:], hours=HOURS[:1], naive=True)
