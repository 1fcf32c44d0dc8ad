"""The way back that comes along: who opens another page within its ten seconds finds it there, too.

It is in a cookie, signed for whom it is, so that neither a mark nor a page asks the database for it.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from progress.learning.pages.undo import WayBack, is_undoing, undo_word, way_back
from progress.learning.pages.whose import whose

WHILE = timedelta(seconds=10)
_SALT = "progress.learning.undo_along"


@dataclass(frozen=True, slots=True)
class Along:
    """`change` is what the form of a path or of the day takes back, `way` anything else."""

    words: str
    until: float
    change: str = ""
    way: dict[str, str] | None = None


def take_along(
    request: HttpRequest, response: HttpResponse, words: str, back: str | WayBack | None, *, at: datetime
) -> None:
    """Offer `back` on the next pages; where something is being undone, no longer offer what was."""
    if is_undoing(request):
        if settings.UNDO_COOKIE_NAME in request.COOKIES:
            response.delete_cookie(settings.UNDO_COOKIE_NAME, samesite="Lax")
    elif back:
        _offer(request, response, words, back, (at + WHILE).timestamp())


def _offer(
    request: HttpRequest, response: HttpResponse, words: str, back: str | WayBack, until: float
) -> None:
    along = Along(words, until, way=asdict(back)) if isinstance(back, WayBack) else Along(words, until, back)
    response.set_cookie(
        settings.UNDO_COOKIE_NAME,
        signing.dumps(asdict(along), salt=_salt(request)),
        max_age=WHILE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def undo_along(request: HttpRequest, *, at: datetime) -> SafeString:
    """Return the word that came along, for what is left of its time; nothing when there is none."""
    if settings.UNDO_COOKIE_NAME not in request.COOKIES:
        return SafeString("")
    along = _read(request)
    left = round((along.until - at.timestamp()) * 1000) if along else 0
    if along is None or left <= 0:
        return SafeString("")
    if along.way:
        return way_back(request, along.words, WayBack(**along.way), left=left)
    if along.change.startswith("habit:") and request.path != reverse("today"):
        return SafeString("")  # only the day's form knows habits
    return undo_word(along.words, along.change, left=left)


def _read(request: HttpRequest) -> Along | None:
    try:
        told: dict[str, Any] = signing.loads(request.COOKIES[settings.UNDO_COOKIE_NAME], salt=_salt(request))
    except signing.BadSignature:
        return None
    return Along(**told)


def _salt(request: HttpRequest) -> str:
    return f"{_SALT}:{whose(request)}"
