"""Further panels of the day's page: rooms that stand on this one register theirs when they start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from roadmap_site.accounts.models import User


@dataclass(frozen=True, slots=True)
class Panel:
    """`render` returns a `<section>` with `name` for its id, or nothing where there is nothing to show.

    It may ask a constant number of queries.
    """

    name: str
    render: Callable[[User, datetime], SafeString]


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    _panels[panel.name] = panel


def rendered(learner: User, at: datetime) -> SafeString:
    """Return them all, in the order in which they were registered."""
    return SafeString("".join(panel.render(learner, at) for panel in _panels.values()))
