"""Bulletins as they are asked for: each release is read once in a process and kept, as it never changes."""

from collections import OrderedDict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from curriculum.models import Release, Roadmap
from curriculum.news.bulletins import LIBRARIES, Bulletin, Section, bulletin

KEPT = 500
AT_ONCE = 30  # releases read by one statement

Key = tuple[int, datetime]
_kept: OrderedDict[Key, Bulletin] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Issue:
    """A page of bulletins, the newest first; `older` is the release to go on after, if there are more."""

    bulletins: list[Bulletin]
    roadmaps: dict[str, Roadmap]  # by key, retired ones too
    older: int | None


def issue(*, drafts: bool, count: int, before: int | None = None) -> Issue:
    """Return `count` bulletins of releases before that one; `drafts` has what only staff see.

    What readers may not see is left out, and so is a bulletin of which nothing is left.
    """
    roadmaps = {roadmap.key: roadmap for roadmap in Roadmap.objects.all()}
    keys = [key for key in _releases() if before is None or key[0] < before]
    found = []
    for one in _read(keys):
        if shown := _seen(one, roadmaps, drafts):
            found.append(shown)
        if len(found) > count:
            break
    older = found[count - 1].release if len(found) > count else None
    return Issue(found[:count], roadmaps, older)


def single(release: int, *, drafts: bool) -> Issue | None:
    """Return the bulletin of one release, or None if there is nothing to see."""
    roadmaps = {roadmap.key: roadmap for roadmap in Roadmap.objects.all()}
    keys = [key for key in _releases() if key[0] == release]
    shown = [seen for one in _read(keys) if (seen := _seen(one, roadmaps, drafts))]
    return Issue(shown, roadmaps, None) if shown else None


def _releases() -> list[Key]:
    real = Release.objects.filter(draft=False).order_by("-pk")
    return list(real.values_list("pk", "at"))


def _seen(one: Bulletin, roadmaps: dict[str, Roadmap], drafts: bool) -> Bulletin | None:
    sections = [
        replace(section, pieces=[piece for piece in section.pieces if drafts or not piece.hidden])
        for section in one.sections
        if drafts or _is_open(section, roadmaps)
    ]
    told = [section for section in sections if section.pieces or section.whole]
    return replace(one, sections=told) if told else None


def _is_open(section: Section, roadmaps: dict[str, Roadmap]) -> bool:
    """Tell whether readers may see it: neither a draft today, nor a whole roadmap that was one then."""
    roadmap = roadmaps.get(section.roadmap)
    if section.roadmap in LIBRARIES:
        return True
    return roadmap is not None and roadmap.status == "published" and not section.hidden


def _read(keys: Collection[Key]) -> Iterator[Bulletin]:
    """Yield the bulletins of those releases, reading some at a time of those that aren't kept."""
    waiting = list(keys)
    first = Release.objects.filter(draft=False).order_by("pk").values_list("pk", flat=True).first()
    while waiting:
        some, waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
        with _lock:
            known = {key: _kept[key] for key in some if key in _kept}
        fresh = _fetch([key[0] for key in some if key not in known], first)
        _keep(fresh)
        yield from (known.get(key) or fresh[key] for key in some if key in known or key in fresh)


def _fetch(releases: Collection[int], first: int | None) -> dict[Key, Bulletin]:
    if not releases:
        return {}
    rows = Release.objects.filter(pk__in=releases).values_list("pk", "at", "changes", "restores")
    return {
        (pk, at): bulletin(pk, at, changes, first=pk == first, restores=restores is not None)
        for pk, at, changes, restores in rows
    }


def _keep(fresh: dict[Key, Bulletin]) -> None:
    with _lock:
        _kept.update(fresh)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
