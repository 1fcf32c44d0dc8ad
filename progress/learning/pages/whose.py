"""Whose marks a page shows, said by its forms, so that what is pressed there lands where the page says."""

from functools import lru_cache

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from roadmap_site.accounts.models import User

VISITOR = "visitor"
FIELD, HEADER = "whose", "X-Whose"  # of a form; of what htmx asks for, sent by path.js


def whose(request: HttpRequest) -> str:
    """Return a word for whoever asks: another for each account, and telling nobody which."""
    return _word(request.user.pk) if isinstance(request.user, User) else VISITOR


@lru_cache(maxsize=4096)
def _word(learner: int) -> str:
    return salted_hmac("progress.learning.whose", str(learner)).hexdigest()[:12]


def made_for(request: HttpRequest) -> str:
    """Return whom the page was made for that sends this; nothing when it does not say."""
    return request.POST.get(FIELD) or request.headers.get(HEADER, "")


def made_for_another(request: HttpRequest) -> bool:
    """Whether somebody has signed in or out since the page was made."""
    return made_for(request) not in ("", whose(request))
