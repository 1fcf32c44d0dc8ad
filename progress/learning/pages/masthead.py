"""The end of the masthead: who is signed in, and their streak."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from progress.learning.days import ROLLOVER
from progress.learning.pages.roadmap_page import out_of_band
from progress.learning.pages.slots import Prepared, prepare
from progress.learning.pages.whose import whose
from progress.learning.streaks.stored import Short, short_of
from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import known

EVENING = 18  # o'clock


def masthead(request: HttpRequest) -> dict[str, object]:
    """Context processor: `masthead_self` for base.html, rendered only where it is shown."""
    return {"masthead_self": SimpleLazyObject(lambda: masthead_self(request))}


def masthead_self(request: HttpRequest, known_streak: Short | None = None) -> SafeString:
    """Ask for the streak unless it is known already."""
    user = request.user
    if not isinstance(user, User):
        return _prepared("_visitor.html", get_language() or "").fill({})
    name = escape(str(user))
    values = {
        "initials": escape(initials(user)),
        "name": name,
        "streak": _streak(user, known_streak),
        "whose": whose(request),
    }
    return _prepared("_self.html", get_language() or "").fill(values)


def streak_fragment(request: HttpRequest, known_streak: Short | None = None) -> str:
    """The streak again, for htmx to put in the masthead."""
    return out_of_band(_streak(request.user, known_streak)) if isinstance(request.user, User) else ""


def _streak(user: User, known_streak: Short | None) -> SafeString:
    now = timezone.now()
    short = known_streak or short_of(user, now)
    return _streak_words(short, short.ends_today and is_evening(user, now), get_language() or "")


@lru_cache(maxsize=512)
def _streak_words(short: Short, alert: bool, language: str) -> SafeString:
    return render_to_string("_streak.html", {"streak": short, "alert": alert})


def is_evening(user: User, at: datetime) -> bool:
    """Whether the learner's day is in its last ten hours: earlier in the day nobody needs an alert."""
    hour = at.astimezone(ZoneInfo(known(user.day_zone(at)))).hour
    return hour >= EVENING or hour < ROLLOVER.seconds // 3600


@lru_cache(maxsize=8)
def _prepared(template: str, language: str) -> Prepared:
    return prepare(template)


def masthead_messages(request: HttpRequest) -> str:
    waiting = messages.get_messages(request)
    return render_to_string("_messages.html", {"messages": waiting}) if len(waiting) else ""


def initials(user: User) -> str:
    """Of the name's first and last word, else of the address."""
    words = user.name.split() or [user.email]
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper()
