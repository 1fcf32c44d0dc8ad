"""Who wants to know of loads: apps that hold what learners did register here when they start.

The curriculum itself knows nothing about learners.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import Protocol

from curriculum.loading.difference import Difference, Wanted
from curriculum.loading.stored import Stored
from curriculum.models import Release


@dataclass(frozen=True)
class Load:
    """A load under way. `returns_to` is the older release whose content it brings back."""

    release: Release
    wanted: Wanted
    stored: Stored
    difference: Difference
    returns_to: Release | None = None


class Observer(Protocol):
    def learners_on(
        self, topics: Mapping[str, Sequence[int]], resources: Mapping[str, Sequence[int]]
    ) -> Mapping[str, int]:
        """Return, for each name, how many learners have marked one of its topics or read one of its
        resources (primary keys)."""

    def marks_on(self, topics: Sequence[int], *, credited_after: Release | None) -> int:
        """Return how many marks learners have on the topics.

        Marks credited after that release don't count: going back to it takes them away.
        """

    def watching(self, load: Load) -> AbstractContextManager[None]:
        """Run before and after the load's rows are written, inside its transaction."""


_observers: list[Observer] = []


def register(observer: Observer) -> None:
    _observers.append(observer)


def watching(load: Load) -> ExitStack:
    """Enter every observer's `watching`."""
    with ExitStack() as stack:
        for observer in _observers:
            stack.enter_context(observer.watching(load))
        return stack.pop_all()


def learners_on(
    topics: Mapping[str, Sequence[int]], resources: Mapping[str, Sequence[int]]
) -> dict[str, int]:
    """Return the most that any observer counts for each name."""
    found: dict[str, int] = {}
    for observer in _observers:
        for name, learners in observer.learners_on(topics, resources).items():
            found[name] = max(learners, found.get(name, 0))
    return found


def marks_on(topics: Sequence[int], *, credited_after: Release | None) -> int:
    return sum(observer.marks_on(topics, credited_after=credited_after) for observer in _observers)
