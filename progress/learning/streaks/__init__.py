"""Streaks: computed from active days, moves, pauses and modes alone, and explained day by day."""

from progress.learning.streaks.reading import streak_of
from progress.learning.streaks.verdicts import DayVerdict, Excuse, Kind, Streak, Week

__all__ = ["DayVerdict", "Excuse", "Kind", "Streak", "Week", "streak_of"]
