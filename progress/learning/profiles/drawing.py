"""The badge as SVG, on paper of its own: it lies on light pages and dark, and needs no style."""

from dataclasses import dataclass
from math import ceil

from django.utils.html import escape
from django.utils.translation import gettext as _

from curriculum.templatetags.roadmap_words import shape

HEIGHT, MIDDLE, FONT = 24, 12, 12  # px
LINE = 56  # px long
PAPER, INK, SOFT, EDGE = "#fbfbf9", "#15202a", "#55606a", "#d9ddd9"

# The light colours of tokens.css
COLOURS = {
    "cobalt": "#15398f",
    "madder": "#96191f",
    "pine": "#00644f",
    "heather": "#bb3a8c",
    "ochre": "#906800",
    "teal": "#0b6a80",
    "plum": "#6b2f91",
    "slate": "#47535f",
}

# The shapes of signs.css, in per cent of their box
POINTS = {
    "square": "2,2 98,2 98,98 2,98",
    "diamond": "50,-4 104,50 50,104 -4,50",
    "hexagon": "25,3 75,3 100,50 75,97 25,97 0,50",
    "shield": "2,4 98,4 98,62 50,100 2,62",
    "octagon": "30,2 70,2 98,30 98,70 70,98 30,98 2,70 2,30",
    "ticket": "0,14 100,14 84,50 100,86 0,86 16,50",
    "house": "50,0 100,36 96,98 4,98 0,36",
}

# How wide letters are in a common sans, in thousandths of its size; the picture asks for just this width
NARROW, WIDE = "fijlrtI.,:;'|!()[]1 -", "mwMW@%&—"
WIDTHS = dict.fromkeys(NARROW, 340) | dict.fromkeys(WIDE, 880)


@dataclass(frozen=True, slots=True)
class Sign:
    """What a badge says of a roadmap: units settled of those required, and whether it was completed ever."""

    title: str
    letter: str
    accent: str
    settled: int
    required: int
    complete: bool

    @property
    def share(self) -> float:
        return min(1.0, self.settled / self.required) if self.required else 0.0

    @property
    def count(self) -> str:
        """`28 of 68`, and whether it is complete, whatever came later."""
        if self.complete and self.settled >= self.required:
            return _("complete")
        count = _("%(settled)s of %(n)s") % {"settled": self.settled, "n": self.required}
        return _("complete, %(count)s") % {"count": count} if self.complete else count


def draw(sign: Sign) -> str:
    title, count = width_of(sign.title), width_of(sign.count)
    colour = COLOURS.get(sign.accent, INK)
    line = 30 + title + 12
    words = line + LINE + 12
    width = words + count + 10
    said = escape(f"{sign.title}: {sign.count}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" role="img"'
        f' aria-label="{said}"><title>{said}</title>'
        f'<rect x=".5" y=".5" width="{width - 1}" height="{HEIGHT - 1}" rx="3"'
        f' fill="{PAPER}" stroke="{EDGE}"/>'
        f"{_bullet(sign, colour)}"
        f'<g font-family="Segoe UI,Helvetica Neue,Arial,sans-serif" font-size="{FONT}" fill="{INK}">'
        f"{_text(30, title, sign.title)}{_text(words, count, sign.count)}</g>"
        f"{_line(line, sign.share, colour)}</svg>\n"
    )


def width_of(words: str) -> int:
    return ceil(sum(WIDTHS.get(letter, 690 if letter.isupper() else 570) for letter in words) * FONT / 1000)


def _text(x: int, width: int, words: str) -> str:
    return f'<text x="{x}" y="16" textLength="{width}" lengthAdjust="spacingAndGlyphs">{escape(words)}</text>'


def _bullet(sign: Sign, colour: str) -> str:
    points = POINTS.get(shape(sign.accent))
    form = (
        f'<polygon transform="translate(8 4) scale(.16)" points="{points}" fill="{colour}"/>'
        if points
        else f'<circle cx="16" cy="{MIDDLE}" r="8" fill="{colour}"/>'
    )
    return (
        f'{form}<text x="16" y="15.5" text-anchor="middle" font-family="Arial,sans-serif" font-size="9.5"'
        f' font-weight="700" fill="{PAPER}">{escape(sign.letter)}</text>'
    )


def _line(x: int, share: float, colour: str) -> str:
    """Solid as far as its learner has come, two rails ahead; a station at either end."""
    at = x + round(LINE * share, 1)
    end = x + LINE
    behind = f'<path d="M{x} {MIDDLE}H{at}" stroke="{colour}" stroke-width="5"/>' if share else ""
    return (
        f'<path d="M{x} 10H{end}M{x} 14H{end}" stroke="{colour}"/>{behind}'
        f"{_station(x, share > 0, colour)}{_station(end, share >= 1, colour)}"
    )


def _station(x: int, passed: bool, colour: str) -> str:
    fill = colour if passed else PAPER
    return f'<circle cx="{x}" cy="{MIDDLE}" r="4.5" fill="{fill}" stroke="{colour}" stroke-width="2"/>'
