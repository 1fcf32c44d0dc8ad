"""All roadmaps as lines, and where they meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from curriculum.models import Roadmap
from curriculum.tree import Interchange, interchanges
from progress.learning.pages.roadmap_page import NextStop, RoadmapPage
from progress.learning.pages.rows import complete_words, with_skipped
from progress.learning.pages.strip import strip
from progress.learning.standings import TODO, Standing

RAIL = 33  # px between two lines of the drawing
ROW = 48  # px between two interchanges, as in strip.css
RAILS = 8  # lines that fit side by side on a narrow screen; of more, the first
DRAWN = 9  # interchanges in the drawing, the busiest; the others are listed
LISTED = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A roadmap on the index."""

    roadmap: Roadmap
    address: str
    strip: SafeString
    count: str
    stations: int
    note: str
    next: NextStop | None
    begun: bool


def line(page: RoadmapPage, later: int) -> Line:
    """`later` is how many units are new since its completion."""
    tree = page.parts.tree
    begun = bool(page.tally.done)
    return Line(
        roadmap=tree.roadmap,
        address=page.parts.address,
        strip=strip(
            page.stations, page.here if page.begun else None, f"{tree.roadmap.title}: {page.said}", named=True
        ),
        count=_count(page),
        stations=len(tree.phases),
        note=_note(page, later),
        next=page.next_stop if begun else None,
        begun=begun,
    )


def _count(page: RoadmapPage) -> str:
    """`12 of 66 topics, 2 skipped` for who has begun, `68 topics` else."""
    tally = page.tally
    if not page.begun:
        topics = page.parts.tree.unit_count
        return ngettext("%(n)s topic", "%(n)s topics", topics) % {"n": topics}
    words = ngettext("%(settled)s of %(n)s topic", "%(settled)s of %(n)s topics", tally.required)
    return with_skipped(words % {"settled": tally.settled, "n": tally.required}, tally)


def _note(page: RoadmapPage, later: int) -> str:
    tally = page.tally
    if complete := complete_words(tally, later):
        return complete
    if tally.carried and not tally.done:
        return ngettext(
            "%(n)s topic is already carried from other lines",
            "%(n)s topics are already carried from other lines",
            tally.carried,
        ) % {"n": tally.carried}
    return ""


@lru_cache(maxsize=8)
def _interchanges(content: tuple[tuple[int, str], ...]) -> list[Interchange]:
    """Return them as the roadmaps of these keys and digests have them."""
    keys = [key for key, _ in content]
    return interchanges(keys)


def meeting(rails: Sequence[Roadmap], standings: Mapping[int, Standing]) -> dict[str, Any]:
    """What the drawing of interchanges needs: rails, rows with address and remark, and the drawing itself."""
    rails = rails[:RAILS]
    meets = _interchanges(tuple((rail.pk, rail.tree_digest) for rail in rails))
    places = {roadmap.pk: index for index, roadmap in enumerate(rails)}
    drawn, listed = meets[:DRAWN], meets[DRAWN : DRAWN + LISTED]
    return {
        "rails": rails,
        "rows": [_row(meet, places, standings) for meet in drawn],
        "drawing": _drawing(drawn, rails, places, standings),
        "others": [_row(meet, places, standings) for meet in listed],
    }


def _row(meet: Interchange, places: Mapping[int, int], standings: Mapping[int, Standing]) -> dict[str, Any]:
    first = min(meet.topics.values(), key=lambda topic: places[topic.roadmap_id])
    done = _settled(meet, standings)
    lines = len(meet.topics)
    note = (
        ngettext("done, counts on %(n)s line", "done, counts on %(n)s lines", lines)
        if done
        else ngettext("on %(n)s line", "on %(n)s lines", lines)
    )
    return {
        "title": meet.concept.title,
        "address": reverse("topic", args=[first.roadmap.slug, first.slug]),
        "note": note % {"n": lines},
        "roadmaps": sorted(
            (topic.roadmap for topic in meet.topics.values()), key=lambda line: places[line.pk]
        ),
    }


def _settled(meet: Interchange, standings: Mapping[int, Standing]) -> bool:
    return any(standings.get(topic.pk, TODO).state in ("done", "carried") for topic in meet.topics.values())


def _drawing(
    meets: Sequence[Interchange],
    rails: Sequence[Roadmap],
    places: Mapping[int, int],
    standings: Mapping[int, Standing],
) -> SafeString:
    width, height = RAIL * len(rails) + 7, ROW * len(meets)
    shapes = [
        f'<line class="rail" data-accent="{rail.accent}" x1="{_x(at)}" x2="{_x(at)}" y1="0" y2="{height}"/>'
        for at, rail in enumerate(rails)
    ]
    for row, meet in enumerate(meets):
        y = ROW * row + ROW // 2
        at = sorted(places[key] for key in meet.topics)
        tie = f'd="M{_x(at[0])} {y}H{_x(at[-1])}"'
        shapes += [f'<path class="tie" {tie}/>', f'<path class="tie-in" {tie}/>']
        for key, topic in meet.topics.items():
            done = standings.get(topic.pk, TODO).state in ("done", "carried")
            state = "done" if done else "todo"
            shapes.append(
                f'<circle class="stop" data-state="{state}" cx="{_x(places[key])}" cy="{y}" r="8"/>'
            )
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return SafeString(f'<svg aria-hidden="true" {size}>{"".join(shapes)}</svg>')


def _x(place: int) -> int:
    return 20 + RAIL * place
