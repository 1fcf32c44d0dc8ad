"""A roadmap as a horizontal line, drawn in per cent so that it stretches and its dots do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

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
    label = escape(said)
    return SafeString(
        f'<div class="strip{" named" if named else ""}" data-stations="{len(stations)}">'
        f'<svg role="img" aria-label="{label}">{"".join(shapes)}</svg></div>'
    )


def _at(index: int, count: int) -> str:
    return f"{round(100 * index / (count - 1), 2) if count > 1 else 0:g}%"


def _segments(stations: Sequence[Station]) -> list[str]:
    """Solid behind complete stations, two rails ahead of the others."""
    count = len(stations)
    lines = []
    for index in range(count - 1):
        place = f'x1="{_at(index, count)}" x2="{_at(index + 1, count)}" y1="{_MIDDLE}" y2="{_MIDDLE}"'
        lines.append(f'<line class="casing" {place}/>')
        if not stations[index].complete:
            lines.append(f'<line class="hollow" {place}/>')
    return lines


def _dots(stations: Sequence[Station], here: int | None) -> list[str]:
    return [_dot(station, _at(index, len(stations)), index == here) for index, station in enumerate(stations)]


def _dot(station: Station, x: str, here: bool) -> str:
    radius = "11" if here else "7.5"
    dashed = " dashed" if station.optional else ""
    if station.complete:
        return f'<circle class="done" cx="{x}" cy="{_MIDDLE}" r="{radius}"/>'
    if not station.share:
        return f'<circle class="todo{dashed}" cx="{x}" cy="{_MIDDLE}" r="{radius}"/>'
    pie = 'r="4" stroke-width="8"' if here else 'r="3"'
    return (
        f'<svg x="{x}" y="{_MIDDLE}"><circle class="todo{dashed}" r="{radius}"/>'
        f'<circle class="part" {pie} pathLength="100" stroke-dasharray="{round(100 * station.share)} 100"'
        ' transform="rotate(-90)"/></svg>'
    )


def _names(stations: Sequence[Station], here: int | None) -> list[str]:
    marks = {len(stations) - 1: ' data-end="last"'} | {0: ' data-end="first"'}
    if here is not None:
        marks[here] = marks.get(here, "") + ' data-here=""'
    return [
        f'<text x="{_at(index, len(stations))}" y="42"{marks.get(index, "")}>{escape(station.name)}</text>'
        for index, station in enumerate(stations)
    ]
