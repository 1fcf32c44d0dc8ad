"""The word of what was just done, with the way back."""

from dataclasses import asdict, dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from curriculum.models import Topic
from progress.learning.pages.rows import state_word
from progress.learning.pages.slots import Prepared, Slots, prepare
from progress.learning.pages.whose import whose

_KEY = "undo"  # in the session, from a plain form post to the page that follows it
_OWN_KEY = "undo_own"
_UNDOING = "undoing"  # a field of each way back
_UNDO = "undo"  # what the button of a mark's way back is called


def said(topics: list[Topic], state: str) -> str:
    if len(topics) == 1:
        return gettext("%(topic)s: %(state)s.") % {"topic": topics[0].title, "state": state_word(state)}
    return ngettext("%(n)s topic is now %(state)s.", "%(n)s topics are now %(state)s.", len(topics)) % {
        "n": len(topics),
        "state": state_word(state),
    }


def undo_word(words: str, change: str, *, of_many: bool = False, left: int = 0) -> SafeString:
    """`change` is empty when there is nothing to take back; of many topics it is offered until the next.

    `left` is for how many milliseconds a page still offers what was done on another.
    """
    prepared = _prepared(bool(change), of_many and bool(change), get_language() or "")
    ending = f' data-left="{left}"' if left else ""
    return prepared.fill({"said": escape(words), "change": escape(change), "left": ending})


@lru_cache(maxsize=8)
def _prepared(undoable: bool, stays: bool, language: str) -> Prepared:
    slots = Slots()
    change = slots["change"] if undoable else ""
    return prepare("learning/_undo.html", said=slots["said"], change=change, stays=stays, left=slots["left"])


def keep_for_next_page(request: HttpRequest, words: str, change: str) -> None:
    request.session[_KEY] = [words, change]


@dataclass(frozen=True, slots=True)
class WayBack:
    """What a form at `address` is told to take back something that is no mark: `name` and `value`."""

    address: str
    name: str
    value: str


def way_back(request: HttpRequest, words: str, way: WayBack | None, *, left: int = 0) -> SafeString:
    """Return the word with a form of its own, or without a way back; on another page it leads to its own."""
    words, way = _only_once(request, words, way)
    here = not left or (way is not None and way.address == request.path)
    context = {"said": words, "way": way, "here": here, "left": left}
    context |= {"undoing": _UNDOING, "whose": whose(request)}
    return render_to_string("learning/_way_back.html", context, request)


def keep_way_back(request: HttpRequest, words: str, way: WayBack | None) -> None:
    words, way = _only_once(request, words, way)
    request.session[_OWN_KEY] = [words, asdict(way) if way else None]


def _only_once(request: HttpRequest, words: str, way: WayBack | None) -> tuple[str, WayBack | None]:
    """What was done by a way back has none itself: `u` would go to and fro for ever."""
    return (gettext("Undone."), None) if way and _UNDOING in request.POST else (words, way)


def is_undoing(request: HttpRequest) -> bool:
    return _UNDOING in request.POST or _UNDO in request.POST


def undo_after_redirect(request: HttpRequest) -> SafeString:
    if _OWN_KEY in request.session:
        words, way = request.session.pop(_OWN_KEY)
        return way_back(request, words, WayBack(**way) if way else None)
    if _KEY not in request.session:
        return SafeString("")
    return undo_word(*request.session.pop(_KEY))
