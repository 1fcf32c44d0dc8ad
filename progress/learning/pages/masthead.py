"""What in the masthead is one person's: further pages, who is signed in, and their streak."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.html import escape, format_html, format_html_join
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


@dataclass(frozen=True, slots=True)
class FurtherPage:
    """A page that not everybody is led to; `shown` asks nothing of the database, as each page asks it."""

    label: str | Promise
    url_name: str
    shown: Callable[[User], bool]


_further: dict[str, FurtherPage] = {}


def register_page(page: FurtherPage) -> None:
    """Have the masthead lead to it, too. Saying it again changes nothing."""
    _further[page.url_name] = page


def masthead(request: HttpRequest) -> dict[str, object]:
    """Context processor: what base.html has open, rendered only where it is shown."""
    return {
        "masthead_self": SimpleLazyObject(lambda: masthead_self(request)),
        "masthead_further": SimpleLazyObject(lambda: masthead_further(request)),
    }


def masthead_further(request: HttpRequest) -> SafeString:
    """Return the links to further pages; the one that is open, or that is above it, says so."""
    user = request.user
    if not isinstance(user, User):
        return SafeString("")
    links = [(reverse(page.url_name), page.label) for page in _further.values() if page.shown(user)]
    return format_html_join(
        "", '<a href="{}"{}>{}</a>', [(url, _current(url, request.path), label) for url, label in links]
    )


def _current(url: str, path: str) -> SafeString:
    if not path.startswith(url):
        return SafeString("")
    return format_html(' aria-current="{}"', "page" if path == url else "true")


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
