"""What the links in a mail lead to: stopping and choosing without signing in.

Whoever has the token may do both; nothing of the account but the choices is shown. No token against forgery
and no cookie is asked for: mail programs that stop a mail by one press have neither (RFC 8058, section 3.1),
and the address itself is what nobody can make up.
"""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from progress.reminders.choosing import chosen_by, stop_kinds
from progress.reminders.forms import ChoicesForm
from progress.reminders.models import CHOSEN, Kind
from progress.reminders.pages.choices import choices_context
from progress.reminders.pages.stopped import STOPPING
from progress.reminders.taking_back import word_of
from progress.reminders.tokens import BadToken, read_token, token_of
from progress.reminders.views.pressing import Pressed, press, undone
from roadmap_site.accounts.models import User

View = Callable[[HttpRequest, int, Kind | None], HttpResponse]

# Nobody else hears of the address, by a link that is followed or by a search
_HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


def by_token(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """Call `view` with whose token it is and which kind it stops; say kindly where it leads nowhere."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @cache_control(private=True, no_store=True)
    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, *read_token(token))
        except (BadToken, User.DoesNotExist):
            response = render(request, "reminders/bad_link.html", status=404)
        for name, value in _HEADERS.items():
            response[name] = value
        return response

    return answer


@by_token
def stop(request: HttpRequest, person_pk: int, kind: Kind | None) -> HttpResponse:
    """Show a button; a POST stops at once, whatever it says, unless it takes that back.

    Nothing tells whether the account is still there.
    """
    context = {"kind": kind, "stopping": STOPPING[kind], "everything": token_of(person_pk, None)}
    if request.method != "POST":
        return render(request, "reminders/stop.html", context)
    said = _said(request)
    if "undo" in said:
        pressed = _take_back(person_pk, said["undo"])
        return render(request, "reminders/not_stopped.html", context | {"said": pressed})
    stopped = None if "all" in said else kind
    context |= {"stopped": stopped, "stopping": STOPPING[stopped], "undo": _stop(person_pk, stopped)}
    return render(request, "reminders/stopped.html", context)


@by_token
def choices(request: HttpRequest, person_pk: int, kind: Kind | None) -> HttpResponse:
    """All that can be chosen. An account that is gone looks like one that never was."""
    person, now = User.objects.get(pk=person_pk), timezone.now()
    pressed = press(request, person, now) if request.method == "POST" else Pressed()
    form = pressed.form or ChoicesForm.shown(chosen_by(person.pk))
    context = choices_context(form, person.time_zone, now)
    context |= {"pressed": pressed, "address": _masked(person.email)}
    return render(request, "reminders/choices.html", context)


def _said(request: HttpRequest) -> dict[str, str]:
    """Return what a press says: nothing, where it is in no form that can be read."""
    try:
        return {name: str(value) for name, value in request.POST.items()}
    except (MultiPartParserError, BadRequest, SuspiciousOperation, UnreadablePostError):
        return {}


def _stop(person_pk: int, kind: Kind | None) -> str:
    """Return the word that takes it back; an empty one where nothing was on."""
    now = timezone.now()
    change = stop_kinds(person_pk=person_pk, kinds=(kind,) if kind else CHOSEN, at=now)
    return word_of(change, person_pk=person_pk, at=now) if change else ""


def _take_back(person_pk: int, word: str) -> str:
    return undone(User.objects.get(pk=person_pk), word, timezone.now())


def _masked(address: str) -> str:
    """Enough to know one's own by, and not to learn another's."""
    name, _, host = address.rpartition("@")
    return f"{name[:1]}…@{host}"
