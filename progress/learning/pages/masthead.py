"""The end of the masthead: who is signed in and their run of active days."""

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from progress.learning.active_days import current_run
from progress.learning.pages.roadmap_page import out_of_band
from roadmap_site.accounts.models import User


def masthead(request: HttpRequest) -> dict[str, object]:
    """Context processor: `masthead_self` for base.html, rendered only where it is shown."""
    return {"masthead_self": SimpleLazyObject(lambda: masthead_self(request))}


def masthead_self(request: HttpRequest) -> SafeString:
    user = request.user
    if not isinstance(user, User):
        return render_to_string("_self.html", {"user": None})
    return render_to_string(
        "_self.html", {"user": user, "initials": initials(user), "run": current_run(user, timezone.now())}
    )


def run_fragment(request: HttpRequest) -> str:
    """The run of active days again, for htmx to put in the masthead."""
    user = request.user
    return (
        out_of_band(render_to_string("_run.html", {"run": current_run(user, timezone.now())}))
        if isinstance(user, User)
        else ""
    )


def masthead_messages(request: HttpRequest) -> str:
    waiting = messages.get_messages(request)
    return render_to_string("_messages.html", {"messages": waiting}) if len(waiting) else ""


def initials(user: User) -> str:
    """Of the name's first and last word, else of the address."""
    words = user.name.split() or [user.email]
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper()
