"""How a learner wants to be counted: the mode, and pauses. What was chosen is added to, never changed.

Nothing takes effect before today, so that no past day is judged anew.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from progress.learning import recording
from progress.learning.days import day_of
from progress.learning.models import ModeChange, PauseChange, StreakMode
from progress.learning.streaks import stored
from progress.learning.streaks.history import History, ModeFrom, PauseFrom
from progress.learning.streaks.reading import history_of
from roadmap_site.accounts.models import User

DAY = timedelta(days=1)
A_YEAR = timedelta(days=366)  # ahead a pause may begin, and long it may be


class Refused(Exception):
    """A pause that can't be as it was asked for."""


class TooEarly(Refused):
    """It would begin, or end, before `earliest`: days that are over, or counted already, stay as they are."""

    def __init__(self, earliest: date) -> None:
        super().__init__(earliest)
        self.earliest = earliest


class TooFar(Refused):
    """It would begin after `latest`, or end after it (TooLong)."""

    def __init__(self, latest: date) -> None:
        super().__init__(latest)
        self.latest = latest


class TooLong(TooFar):
    pass


class EndsBeforeItBegins(Refused):
    pass


class PausedAlready(Refused):
    """One pause at a time: this one is to be changed or ended."""


@dataclass(frozen=True)
class Choices:
    """What holds for a learner today, and what can be chosen."""

    history: History
    today: date

    @classmethod
    def of(cls, learner: User, at: datetime) -> "Choices":
        history = history_of(learner)
        return cls(history, history.furthest(day_of(learner, at)))

    @property
    def mode(self) -> ModeFrom:
        return self.history.mode_on(self.today)

    @property
    def pause(self) -> PauseFrom | None:
        """Return the pause that today lies in, or else the one that is planned."""
        ahead = (one for one in self.history.pauses if one.effective > self.today)
        planned = (self.history.pause_on(one.effective) for one in ahead)
        return self.history.pause_on(self.today) or next((one for one in planned if one), None)

    @property
    def pause_ends(self) -> date | None:
        return self.history.pause_ends(self.pause.effective) if self.pause else None

    @property
    def paused(self) -> bool:
        """Say whether today is."""
        return self.history.pause_on(self.today) is not None

    @property
    def earliest(self) -> date:
        """Return the first day that may be paused: not today if today counts already."""
        return self.today + DAY if self.today in self.history.active else self.today


@transaction.atomic
def choose_mode(*, learner: User, mode: StreakMode, days: int = 3, at: datetime) -> None:
    """Count in `mode` from today on, in weekly mode by so many `days` a week. Again, it changes nothing."""
    recording.begin(learner, [])
    choices = Choices.of(learner, at)
    weekly = mode == StreakMode.WEEKLY
    if choices.mode.mode == mode and (choices.mode.days == days or not weekly):
        return
    ModeChange.objects.create(
        learner=learner, mode=mode, days=days if weekly else 3, effective=choices.today, at=at
    )
    stored.refresh(learner, at)


@transaction.atomic
def pause(*, learner: User, first: date, last: date | None, at: datetime) -> None:
    """Pause from `first` through `last`, or until the learner goes on. Raise Refused."""
    recording.begin(learner, [])
    choices = Choices.of(learner, at)
    if choices.pause is not None:
        raise PausedAlready
    if first < choices.earliest:
        raise TooEarly(choices.earliest)
    if first > choices.today + A_YEAR:
        raise TooFar(choices.today + A_YEAR)
    if last is not None and last < first:
        raise EndsBeforeItBegins
    if last is not None and last > first + A_YEAR:
        raise TooLong(first + A_YEAR)
    _add(learner, PauseFrom(first, True, last), at)


@transaction.atomic
def move_end(*, learner: User, last: date | None, at: datetime) -> None:
    """Let the pause there is, or is to be, end with `last`, or have no end. Without one, change nothing.

    Raise TooEarly or TooLong; from today on a pause may be a year longer.
    """
    recording.begin(learner, [])
    choices = Choices.of(learner, at)
    if choices.pause is None or choices.pause_ends == last:
        return
    begins = max(choices.pause.effective, choices.today)
    if last is not None and last < begins:
        raise TooEarly(begins)
    if last is not None and last > begins + A_YEAR:
        raise TooLong(begins + A_YEAR)
    _add(learner, PauseFrom(begins, True, last), at)


@transaction.atomic
def go_on(*, learner: User, at: datetime) -> None:
    """End the pause today, or give up one that is planned. Without one, change nothing."""
    recording.begin(learner, [])
    choices = Choices.of(learner, at)
    if choices.pause is not None:
        _add(learner, PauseFrom(max(choices.pause.effective, choices.today), False), at)


def _add(learner: User, change: PauseFrom, at: datetime) -> None:
    PauseChange.objects.create(
        learner=learner, paused=change.paused, effective=change.effective, until=change.until, at=at
    )
    stored.refresh(learner, at)
