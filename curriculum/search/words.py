"""How texts become words: the index and every question go through here, so that both agree. Pure."""

import re
from html import unescape
from unicodedata import normalize

from django.utils.html import strip_tags

LONGEST = 60  # characters of a word; PostgreSQL would take 2,046 bytes

_ACCENTS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")
_SIGNS = ((re.compile(r"\+\+"), "plusplus"), (re.compile(r"(?<=\w)#"), "sharp"))  # C++, C#
_BLOCK = re.compile(
    r"</?(?:address|aside|blockquote|br|div|dd|dt|h\d|hr|li|ol|p|pre|t[dhr]|table|ul)\b[^>]*>"
)


def plain(text: str) -> str:
    """Return text in small letters without accents: `Déjà vu` is `deja vu`."""
    return normalize("NFKC", _ACCENTS.sub("", normalize("NFKD", text))).casefold()


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are indexed and asked for."""
    text = plain(text)
    for sign, word in _SIGNS:
        text = sign.sub(word, text)
    return [word[:LONGEST] for word in _WORD.findall(text)]


def text_of(html: str) -> str:
    """Return what a reader sees of rendered prose, on one line."""
    return " ".join(unescape(strip_tags(_BLOCK.sub(" ", html))).split())
