"""Days away: on these a plan stands still."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

DAY = timedelta(days=1)
Span = tuple[date, date]  # first and last day


@dataclass(frozen=True, slots=True)
class Rest:
    """`spans` are sorted and don't touch each other."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Self:
        """Join spans that overlap or follow each other; those without a day are left out."""
        joined: list[Span] = []
        for first, last in sorted(span for span in spans if span[0] <= span[1]):
            if joined and first <= joined[-1][1] + DAY:
                joined[-1] = (joined[-1][0], max(joined[-1][1], last))
            else:
                joined.append((first, last))
        return cls(tuple(joined))

    def __contains__(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.spans)

    def days(self, first: date, last: date) -> int:
        """Return how many days of rest lie from `first` through `last`."""
        return sum(max(0, (min(last, ends) - max(first, begins)).days + 1) for begins, ends in self.spans)

    def awake(self, first: date, before: date) -> int:
        """Return how many other days lie from `first` up to, not including, `before`."""
        if before <= first:
            return 0
        return (before - first).days - self.days(first, before - DAY)

    def nth(self, first: date, number: int) -> date:
        """Return the day from `first` on with `number` other days before it that is none of rest itself."""
        day = first + timedelta(days=number)
        for begins, ends in self.spans:
            if ends < first:
                continue
            if begins > day:
                break
            day += ends - max(begins, first) + DAY
        return day
