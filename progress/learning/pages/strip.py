"""A roadmap as a horizontal line, drawn in per cent so that it stretches and its dots do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString

_MIDDLE = 11  # px from the top


@dataclass(frozen=True, slots=True)
class Station:
    name: str
    share: float  # of its units, 0 to 1
    complete: bool
    optional: bool = False


@lru_cache(maxsize=1024)
def strip(stations: tuple[Station, ...], here: int | None, said: str, *, named: bool = False) -> SafeString:
    """Return the line as inline SVG with `said` for its text; `here` is the index of the open station."""
    shapes = [*_segments(stations), *_dots(stations, here)]
    if named:
        shapes += _names(stations, here)
    drawing = f'<g transform="translate(0 {_MIDDLE})">{"".join(shapes)}</g>'
    return SafeString(
        f'<div class="strip{" named" if named else ""}" data-stations="{len(stations)}">'
        f'<svg role="img" aria-label="{escape(said)}">{drawing}</svg></div>'
    )


def _at(index: int, count: int) -> str:
    return f"{round(100 * index / (count - 1), 2) if count > 1 else 0:g}%"


def _segments(stations: Sequence[Station]) -> list[str]:
    """Solid behind complete stations, two rails ahead of the others."""
    count = len(stations)
    lines = ['<line class="casing" x2="100%"/>'] if count > 1 else []
    for complete, stretch in groupby(range(count - 1), key=lambda index: stations[index].complete):
        if not complete:
            at = list(stretch)
            ends = f'x1="{_at(at[0], count)}" x2="{_at(at[-1] + 1, count)}"'
            lines.append(f'<line class="hollow" {ends}/>')
    return lines


def _dots(stations: Sequence[Station], here: int | None) -> list[str]:
    return [_dot(station, _at(index, len(stations)), index == here) for index, station in enumerate(stations)]


def _dot(station: Station, x: str, here: bool) -> str:
    radius = "11" if here else "7.5"
    dashed = " dashed" if station.optional else ""
    if station.complete:
        return f'<circle class="done" cx="{x}" r="{radius}"/>'
    if not station.share:
        return f'<circle class="todo{dashed}" cx="{x}" r="{radius}"/>'
    pie = 'r="4" stroke-width="8"' if here else 'r="3"'
    return (
        f'<svg x="{x}"><circle class="todo{dashed}" r="{radius}"/>'
        f'<circle class="part" {pie} pathLength="100" stroke-dasharray="{round(100 * station.share)} 100"'
        ' transform="rotate(-90)"/></svg>'
    )


def _names(stations: Sequence[Station], here: int | None) -> list[str]:
    marks = {len(stations) - 1: ' data-end="last"'} | {0: ' data-end="first"'}
    if here is not None:
        marks[here] = marks.get(here, "") + ' data-here=""'
    return [
        f'<text x="{_at(index, len(stations))}" y="31"{marks.get(index, "")}>{escape(station.name)}</text>'
        for index, station in enumerate(stations)
    ]
