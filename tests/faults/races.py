"""Ticking, unsubscribing and deleting the account against sending."""

import json

from tests.faults.finding import Finding
from tests.faults.stage import Stage

TITLE = "ticking, unsubscribing and deleting against sending"
SHORT = {"races": 60}
LONG = {"races": 1_000}
ACTS = ("tick", "stop", "delete")
SHARE = 20  # of the races of a kind, one in so many at least must end either way, or it was none


def play(stage: Stage, *, races: int, unguarded: bool = False) -> Finding:
    how = ["--unguarded"] if unguarded else []
    told = json.loads(stage.run("-m", "tests.faults.racing", str(races), "--log", str(stage.relay.log), *how))
    finding = Finding(
        {"races": races, **told["figures"]}, [f"{n} x {why}" for why, n in told["wrong"].items()]
    )
    for act in ACTS:
        for place in ("first", "last"):
            number = told["figures"].get(f"{act} {place}", 0)
            finding.check(number * SHARE * len(ACTS) >= races, f"{act} was {place} only {number} times")
    return finding


def control(stage: Stage, *, races: int) -> Finding:
    """Nothing is asked again when a claimed mail is begun."""
    finding = play(stage, races=races // 2, unguarded=True)
    finding.wrong = [why for why in finding.wrong if "there is a mail" in why]
    return finding
