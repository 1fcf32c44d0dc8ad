"""What a release changed, as far as readers care. Pure: it is made of what the release kept of its plan."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from curriculum.loading.plan import LOOK, NO_LOOK, PUBLISHED

LIBRARIES = ("concepts", "resources")  # stand in a roadmap's place
WHAT = ("new", "back", "moved", "renamed", "joined", "split", "changed", "look", "reworded", "gone")
_OF_ACTION = {
    "add": "new",
    "revive": "back",
    "move": "moved",
    "rename": "renamed",
    "absorb": "joined",
    "split": "split",
    "change": "changed",
    "retire": "gone",
}
_ARROW = re.compile(r"(\w+) (.+) → (.+)")
_UNTOLD = ("address ", "concept ", NO_LOOK)  # how the details begin that tell readers nothing


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing and what became of it; `what` is one of WHAT.

    `turns` has what was something else before by what it is (title, phase), each before and after. `remarks`
    are the plan's other details, and of what is gone why it went. `hidden` is for staff.
    """

    what: str
    kind: str
    id: str
    title: str
    old: tuple[str, ...] = ()
    turns: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def roadmap(self) -> str:
        """The key of the roadmap, or the library's name."""
        return self.key if self.kind == "roadmap" else self.id.partition("/")[0]

    @property
    def key(self) -> str:
        return self.id.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Section:
    """What happened to one roadmap, or in one library.

    `whole` is new, back or gone when that happened to all of it; then there are no pieces, and `counts` says
    of how much, by kind, if that is known. It is `hidden` when it was for staff.
    """

    roadmap: str
    pieces: list[Piece]
    whole: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A release; `first` is the one that everything began with."""

    release: int
    at: datetime
    first: bool
    restores: bool
    sections: list[Section]


def bulletin(
    release: int, at: datetime, changes: Iterable[Mapping[str, Any]], *, first: bool, restores: bool
) -> Bulletin:
    """Return what a release's `changes` tell; a plan's words for its editor are left out."""
    pieces = [piece for change in changes if (piece := _piece(change))]
    return Bulletin(release, at, first, restores, list(_sections(pieces)))


def _piece(change: Mapping[str, Any]) -> Piece | None:
    what = _OF_ACTION[change["action"]]
    details = [detail for detail in change["details"] if not detail.startswith(_UNTOLD)]
    turns = {} if what == "gone" else dict(_turns(details))
    remarks = tuple(detail for detail in details if what == "gone" or not _is_turn(detail))
    piece = Piece(
        what=what,
        kind=change["kind"],
        id=change["id"],
        title=change["title"],
        old=tuple(change["old"]),
        turns=turns,
        remarks=remarks,
        hidden=change.get("hidden", False),
    )
    if piece.what == "changed":
        return _changed(piece)
    gone = piece.what == "gone" and piece.roadmap in LIBRARIES
    return None if gone else piece


def _turns(details: Iterable[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    for detail in details:
        if turn := _is_turn(detail):
            name, before, after = turn.groups()
            yield name, (before.strip("“”"), after.strip("“”"))


def _is_turn(detail: str) -> re.Match[str] | None:
    return None if detail.startswith(LOOK) else _ARROW.fullmatch(detail)


def _changed(piece: Piece) -> Piece | None:
    """Say more exactly how; a change that readers don't see is none."""
    if PUBLISHED in piece.remarks:
        what = "new"
    elif "title" in piece.turns:
        what = "renamed"
    elif any(one.startswith(LOOK) for one in piece.remarks):
        what = "look"
    elif piece.remarks == ("text",) and not piece.turns:
        what = "reworded"
    else:
        what = "changed" if piece.remarks or piece.turns else ""
    if not what or (what == "reworded" and piece.roadmap in LIBRARIES):
        return None
    return replace(piece, what=what)


def _sections(pieces: Iterable[Piece]) -> Iterator[Section]:
    found: dict[str, list[Piece]] = {}
    for piece in pieces:
        found.setdefault(piece.roadmap, []).append(piece)
    for roadmap in sorted(found, key=lambda key: key in LIBRARIES):
        yield _section(roadmap, found[roadmap])


def _section(roadmap: str, pieces: list[Piece]) -> Section:
    """What comes or goes with its roadmap is only counted; of one that is published now all is new."""
    for piece in pieces:
        if piece.kind == "roadmap" and piece.what in ("new", "back", "gone"):
            published = PUBLISHED in piece.remarks
            alike = Counter(one.kind for one in pieces if one.what == piece.what and not published)
            return Section(roadmap, [], piece.what, alike, piece.hidden)
    return Section(roadmap, sorted(pieces, key=lambda piece: WHAT.index(piece.what)))
