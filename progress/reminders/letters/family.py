"""The one template that mails are made of, cut into its pieces with their styles inlined."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import get_args

from css_inline import CSSInliner
from django.utils.safestring import SafeString

from curriculum.catalog import Accent
from progress.learning.pages.slots import Prepared, Slots, rendered
from progress.reminders.letters.letter import Shape

BODY = "<!--body-->"  # where other pieces go, as no slot can stand between the rows of a table
_FRAME = re.compile(r"(?P<begin>.*)<!--pieces-->(?P<pieces>.*)<!--/pieces-->(?P<end>.*)", re.DOTALL)
_PIECE = re.compile(r"<!--(?P<name>[\w-]+)-->(?P<piece>.*?)<!--/(?P=name)-->", re.DOTALL)


class Family:
    """`fill` gives a piece by its name; the frame is the piece around all others."""

    def __init__(self, pieces: Mapping[str, Prepared]) -> None:
        self._pieces = pieces

    def fill(self, name: str, **slots: str) -> SafeString:
        """`slots` are safe. Raise KeyError for a piece that is not there, or a slot without a value."""
        return self._pieces[name].fill(slots)


@lru_cache(maxsize=8)
def family(language: str) -> Family:
    """Return it as it is in `language`, made when it is first asked for."""
    shapes = [*Shape, "risk"]
    text = rendered("mail/letter.html", shapes=shapes, accents=get_args(Accent), language=language)
    found = _FRAME.fullmatch(_inliner().inline(text))
    assert found is not None  # noqa: S101 -- the template has both comments
    pieces = {one["name"]: one["piece"] for one in _PIECE.finditer(found["pieces"])}
    pieces["frame"] = found["begin"] + BODY + found["end"]
    return Family({name: _prepared(piece) for name, piece in pieces.items()})


def _inliner() -> CSSInliner:
    return CSSInliner(keep_at_rules=True, resolve_css_variables=True, load_remote_stylesheets=False)


def _prepared(piece: str) -> Prepared:
    """Each ends with its line: a line of more than 998 bytes would have the whole mail encoded."""
    return Prepared(f"{piece.strip()}\n".replace(BODY, Slots()["body"]))
