"""The end of the masthead: who is signed in and their run of active days."""

from functools import lru_cache

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from progress.learning.active_days import Run, current_run
from progress.learning.pages.roadmap_page import out_of_band
from progress.learning.pages.slots import Prepared, prepare
from roadmap_site.accounts.models import User


def masthead(request: HttpRequest) -> dict[str, object]:
    """Context processor: `masthead_self` for base.html, rendered only where it is shown."""
    return {"masthead_self": SimpleLazyObject(lambda: masthead_self(request))}


def masthead_self(request: HttpRequest) -> SafeString:
    user = request.user
    if not isinstance(user, User):
        return _prepared("_visitor.html", get_language() or "").fill({})
    name = escape(str(user))
    values = {"initials": escape(initials(user)), "name": name, "run": _run(user)}
    return _prepared("_self.html", get_language() or "").fill(values)


def run_fragment(request: HttpRequest) -> str:
    """The run of active days again, for htmx to put in the masthead."""
    return out_of_band(_run(request.user)) if isinstance(request.user, User) else ""


def _run(user: User) -> SafeString:
    return _run_words(current_run(user, timezone.now()), get_language() or "")


@lru_cache(maxsize=512)
def _run_words(run: Run, language: str) -> SafeString:
    return render_to_string("_run.html", {"run": run})


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
