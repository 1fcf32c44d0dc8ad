"""The pages of the settings, as one menu: each app registers its own when it starts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

YOU = _("You")
SIGNING_IN = _("Signing in")
DATA = _("Your data")


@dataclass(frozen=True, slots=True)
class Entry:
    label: Words
    url_name: str
    group: Words
    shown: Callable[[], bool]

    @property
    def url(self) -> str:
        return reverse(self.url_name)


_entries: list[Entry] = []


def register(
    label: Words, url_name: str, *, group: Words = YOU, shown: Callable[[], bool] = lambda: True
) -> None:
    """Add a page at the end of its group. Saying it again changes nothing."""
    if all(entry.url_name != url_name for entry in _entries):
        _entries.append(Entry(label, url_name, group, shown))


def groups() -> list[tuple[Words, list[Entry]]]:
    """Return the entries that are shown now, by group."""
    return [
        (group, [entry for entry in _entries if entry.group is group and entry.shown()])
        for group in (YOU, SIGNING_IN, DATA)
    ]


def current(path: str) -> Entry | None:
    """Return the entry whose page, or a page below it, is at `path`."""
    above = [entry for entry in _entries if path.startswith(entry.url)]
    return max(above, key=lambda entry: len(entry.url), default=None)
