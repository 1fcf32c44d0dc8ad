"""A roadmap's line as a picture that stands for itself: nobody's progress, no style sheet beside it."""

from base64 import b64encode
from hashlib import sha256
from textwrap import shorten, wrap

from django.utils.html import escape
from django.utils.translation import gettext, ngettext

from curriculum.models import Phase, Roadmap
from curriculum.templatetags.roadmap_words import letter, shape
from progress.learning.pages.prepared_roadmap import PreparedRoadmap
from progress.learning.profiles.drawing import POINTS, width_of

GAP, EDGE = 112, 64  # px between two stations, and beside the first and the last
BULLET = EDGE - 24  # its middle
MIDDLE, NAMES, FOOT = 112, 150, 22
ROW = 16  # px between two lines of a name
WIDEST = 14  # characters of a name on one line
LONGEST = 60  # characters of a title; the whole one is in the text

# As in tokens.css, for light and for dark
COLOURS = {
    "cobalt": ("#15398f", "#5f9eff"),
    "madder": ("#96191f", "#f0604a"),
    "pine": ("#00644f", "#74ead0"),
    "heather": ("#bb3a8c", "#c57cac"),
    "ochre": ("#906800", "#e9c34a"),
    "teal": ("#0b6a80", "#62cbe0"),
    "plum": ("#6b2f91", "#bda0ff"),
    "slate": ("#47535f", "#b0bcc8"),
}
SANS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif'
SERIF = '"Iowan Old Style",Palatino,"URW Palladio L",P052,Georgia,serif'


def style_of(accent: str) -> str:
    light, dark = COLOURS[accent]
    return (
        f".g{{fill:#fbfbf9}}.a{{fill:{light}}}.l{{stroke:{light}}}.t{{fill:#15202a}}.s{{fill:#55606a}}.o{{fill:#fbfbf9}}"
        f"@media(prefers-color-scheme:dark){{.g{{fill:#10161c}}.a{{fill:{dark}}}.l{{stroke:{dark}}}"
        ".t{fill:#e7ebea}.s{fill:#a4afb8}.o{fill:#10161c}}"
        f"text{{font:13px {SANS}}}.h{{font:24px {SERIF}}}.n{{font-weight:600;font-size:15px}}"
    )


def style_hashes() -> list[str]:
    """Return what the Content-Security-Policy must name for the styles to hold, one for each accent."""
    digests = [sha256(style_of(accent).encode()).digest() for accent in COLOURS]
    return [f"'sha256-{b64encode(digest).decode()}'" for digest in digests]


def line_svg(parts: PreparedRoadmap) -> str:
    roadmap, phases = parts.tree.roadmap, [node.phase for node in parts.tree.phases]
    title = shorten(roadmap.title, LONGEST, placeholder="…")
    width = max(2 * EDGE + GAP * (len(phases) - 1), EDGE + 32 + 2 * width_of(title))
    names = [_name(phase) for phase in phases]
    height = NAMES + ROW * (max(map(len, names), default=1) - 1) + FOOT
    places = [_place(number, len(phases), width) for number in range(len(phases))]
    shapes = [
        f'<rect class="g" width="{width}" height="{height}" rx="6"/>',
        *_head(roadmap, title, parts.tree.required),
        *_rails(places),
    ]
    for number, (phase, x) in enumerate(zip(phases, places, strict=True)):
        shapes += [*_station(phase, number + 1, x), _named(names[number], x)]
    box = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}'
        f' role="img" aria-labelledby="title desc" lang="{escape(roadmap.language)}">'
        f'<title id="title">{escape(roadmap.title)}</title><desc id="desc">{escape(_said(phases))}</desc>'
        f"<style>{style_of(roadmap.accent)}</style>{''.join(shapes)}</svg>"
    )


def _place(number: int, count: int, width: int) -> int:
    return EDGE + round(number * (width - 2 * EDGE) / (count - 1)) if count > 1 else width // 2


def _said(phases: list[Phase]) -> str:
    count = len(phases)
    words = ngettext("A line of %(n)s station: %(names)s.", "A line of %(n)s stations: %(names)s.", count)
    return words % {"n": count, "names": ", ".join(phase.title for phase in phases)}


def _head(roadmap: Roadmap, title: str, topics: int) -> list[str]:
    count = ngettext("%(n)s topic", "%(n)s topics", topics) % {"n": topics}
    sign = escape(letter(roadmap.title))
    return [
        _bullet(shape(roadmap.accent)),
        f'<text class="o n" x="{BULLET}" y="47.5" text-anchor="middle">{sign}</text>',
        f'<text class="t h" x="{EDGE + 6}" y="42">{escape(title)}</text>',
        f'<text class="s" x="{EDGE + 6}" y="62">{escape(count)} · {escape(gettext("Cairn"))}</text>',
    ]


def _bullet(form: str) -> str:
    points = POINTS.get(form)
    if points is None:
        return f'<circle class="a" cx="{BULLET}" cy="42" r="18"/>'
    return f'<polygon class="a" transform="translate({BULLET - 18} 24) scale(.36)" points="{points}"/>'


def _rails(places: list[int]) -> list[str]:
    if not places:
        return []
    ends = f'x1="{places[0]}" x2="{places[-1]}"'
    return [
        f'<line class="l" {ends} y1="{MIDDLE - 3.25}" y2="{MIDDLE - 3.25}" stroke-width="1.5"/>',
        f'<line class="l" {ends} y1="{MIDDLE + 3.25}" y2="{MIDDLE + 3.25}" stroke-width="1.5"/>',
    ]


def _station(phase: Phase, number: int, x: int) -> list[str]:
    dashed = ' stroke-dasharray="4 3"' if phase.optional else ""
    circle = f'<circle class="o l" cx="{x}" cy="{MIDDLE}" r="15" stroke-width="2.5"{dashed}/>'
    shown = phase.number or number
    figure = f'<text class="t n" x="{x}" y="{MIDDLE + 5.5}" text-anchor="middle">{shown}</text>'
    return [circle, figure]


def _name(phase: Phase) -> list[str]:
    return wrap(phase.short or phase.title, WIDEST, max_lines=3, placeholder="…")


def _named(lines: list[str], x: int) -> str:
    names = "".join(
        f'<tspan x="{x}" dy="{ROW if at else 0}">{escape(line)}</tspan>' for at, line in enumerate(lines)
    )
    return f'<text class="s" x="{x}" y="{NAMES}" text-anchor="middle">{names}</text>'
