"""What mails tell of, as it was read or made up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from progress.learning.streaks.stored import Short
from progress.reminders.letters.letter import Day, Item, Stop


@dataclass(frozen=True, slots=True)
class Chosen:
    """When one wanted to get mail; `weekdays` are those of reminders."""

    weekdays: tuple[int, ...] = ()
    at: time = time(18)


@dataclass(frozen=True, slots=True)
class Week:
    """What a digest tells of seven days; `changed` is what happened to the roadmaps that one follows."""

    days: tuple[Day, ...]
    active: int = 0
    done: tuple[Item, ...] = ()  # topics
    begun: int = 0
    habits: int = 0
    submitted: int = 0
    plans: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """Of one mail. `days` are the last fourteen, `zone` is where the learner's day ends.

    `quiet` is for how many whole days nothing was done, if anything ever was; `last_nudge` says that silence
    follows. `following` says whether any roadmap is followed. `told` is what another room tells of a week.
    """

    name: str = ""
    zone: str = "UTC"
    today: date = date.min
    streak: Short = field(default_factory=Short)
    days: tuple[Day, ...] = ()
    stops: tuple[Stop, ...] = ()
    following: bool = True
    quiet: int | None = None
    last_nudge: bool = False
    chosen: Chosen = field(default_factory=Chosen)
    week: Week | None = None
    told: Mapping[str, Any] | None = None
