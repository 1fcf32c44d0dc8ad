"""All roadmaps as lines, and where they meet."""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from curriculum.models import Roadmap, Topic
from curriculum.tree import Interchange, interchanges
from progress.learning.pages.roadmap_page import SETTLED, NextStop, RoadmapPage
from progress.learning.pages.rows import complete_words, optional_words, with_skipped
from progress.learning.pages.slots import Prepared, Slots, prepare
from progress.learning.pages.strip import strip
from progress.learning.standings import TODO, Standing

RAIL = 33  # px between two lines of the drawing
ROW = 60  # px between two interchanges, as in strip.css
RAILS = 8  # lines that fit side by side on a narrow screen; of more, the first
DRAWN = 9  # interchanges in the drawing, the busiest; the others are listed
LISTED = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A roadmap on the index; `next` only for who has begun."""

    roadmap: Roadmap
    markup: SafeString
    next: NextStop | None


def index_page(
    lines: Sequence[Line], meeting: SafeString, outside: Mapping[str, str], *, visitor: bool
) -> SafeString:
    """Return the whole page; `outside` fills the slots self and messages."""
    begun = next((line for line in lines if line.next), None)
    page = _page(len(lines), begun is not None, visitor, get_language() or "")
    inside = {"lines": "".join(line.markup for line in lines), "meeting": meeting}
    return page.fill({**outside, **inside, **_way_on(begun)})


@lru_cache(maxsize=32)
def _page(count: int, has_next: bool, visitor: bool, language: str) -> Prepared:
    return prepare("learning/index.html", count=count, has_next=has_next, visitor=visitor)


def _way_on(line: Line | None) -> dict[str, str]:
    if line is None or line.next is None:
        return {}
    return {
        "next_address": line.next.address,
        "next_title": escape(line.next.title),
        "next_place": escape(f"{line.roadmap.title}, {line.next.phase}"),
    }


def line(page: RoadmapPage, later: int) -> Line:
    """`later` is how many units are new since its completion."""
    roadmap = page.parts.tree.roadmap
    following = page.next_stop if page.tally.done else None
    here = page.here_node if page.own else None
    values = {
        "strip": strip(
            page.stations, page.here if here else None, f"{roadmap.title}: {page.said(here)}", named=True
        ),
        "count": _count(page),
        "optional": _span(optional_words(page.tally.optional, page.tally.optional_settled)),
        "note": _span(_note(page, later)),
        "next": _leading_to(following) if following else "",
    }
    return Line(roadmap, page.parts.line.fill(values), following)


def _span(words: str) -> str:
    return format_html("<span>{}</span>", words) if words else ""


def _leading_to(stop: NextStop) -> SafeString:
    return format_html('<span>{} <a href="{}">{}</a></span>', gettext("Next:"), stop.address, stop.title)


def _count(page: RoadmapPage) -> str:
    """`12 of 66 topics, 2 skipped` for who has begun, `68 topics` else."""
    tally = page.tally
    if not page.begun:
        topics = page.parts.tree.required
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


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where lines meet: `markup` has for each of `drawn` a slot `note:` with its concept, and for each of its
    topics `state:`, with primary keys."""

    markup: Prepared
    drawn: list[Interchange]


def meeting(pages: Sequence[RoadmapPage]) -> SafeString:
    """Return the drawing of interchanges; nothing where no lines meet."""
    pages = pages[:RAILS]
    rails = [page.parts.tree.roadmap for page in pages]
    prepared = _prepared(tuple((rail.pk, rail.tree_digest) for rail in rails), get_language() or "")
    standings = ChainMap(*(page.standings for page in pages))
    values = {}
    for meet in prepared.drawn:
        done = [topic.pk for topic in meet.topics.values() if _settled(topic, standings)]
        values[f"note:{meet.concept.pk}"] = _note_of(meet, bool(done))
        for topic in meet.topics.values():
            values[f"state:{topic.pk}"] = "done" if topic.pk in done else "todo"
    return prepared.markup.fill(values)


def _settled(topic: Topic, standings: Mapping[int, Standing]) -> bool:
    return standings.get(topic.pk, TODO).state in SETTLED


def _note_of(meet: Interchange, done: bool) -> str:
    lines = len(meet.topics)
    words = (
        ngettext("done on %(n)s line", "done on %(n)s lines", lines)
        if done
        else ngettext("on %(n)s line", "on %(n)s lines", lines)
    )
    return words % {"n": lines}


@lru_cache(maxsize=8)
def _prepared(content: tuple[tuple[int, str], ...], language: str) -> Meeting:
    """Prepare it for the roadmaps of these primary keys, as they are with these digests."""
    rails = Roadmap.objects.in_bulk([key for key, _ in content])
    meets = interchanges(rails)
    if not meets:
        return Meeting(Prepared(""), [])
    order = {key: index for index, (key, _) in enumerate(content)}
    drawn, listed = meets[:DRAWN], meets[DRAWN : DRAWN + LISTED]
    met = sorted({key for meet in drawn for key in meet.topics}, key=order.__getitem__)
    markup = prepare(
        "learning/_interchanges.html",
        rails=[rails[key] for key in met],
        rows=[_row(meet, order) for meet in drawn],
        drawing=_drawing(drawn, [rails[key] for key in met]),
        others=[_row(meet, order) for meet in listed],
    )
    return Meeting(markup, drawn)


def _row(meet: Interchange, order: Mapping[int, int]) -> dict[str, Any]:
    topics = sorted(meet.topics.values(), key=lambda topic: order[topic.roadmap_id])
    return {
        "title": meet.concept.title,
        "address": reverse("topic", args=[topics[0].roadmap.slug, topics[0].slug]),
        "note": Slots()[f"note:{meet.concept.pk}"],
        "roadmaps": [topic.roadmap for topic in topics],
    }


def _drawing(meets: Sequence[Interchange], rails: Sequence[Roadmap]) -> SafeString:
    slots = Slots()
    places = {rail.pk: at for at, rail in enumerate(rails)}
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
            state = slots[f"state:{topic.pk}"]
            shapes.append(
                f'<circle class="stop" data-state="{state}" cx="{_x(places[key])}" cy="{y}" r="8"/>'
            )
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return SafeString(f'<svg aria-hidden="true" {size}>{"".join(shapes)}</svg>')


def _x(place: int) -> int:
    return 20 + RAIL * place
