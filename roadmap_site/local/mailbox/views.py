from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from roadmap_site.local.mailbox import files, reading
from roadmap_site.local.mailbox.framing import framed
from roadmap_site.middleware import Request

View = Callable[..., HttpResponse]
Found = TypeVar("Found")


def from_here_alone(view: View) -> View:
    """Codes and links for new passwords are nobody's business on another computer."""

    @wraps(view)
    def wrapped(request: HttpRequest, **named: str) -> HttpResponse:
        if not ip_address(request.META["REMOTE_ADDR"]).is_loopback:
            raise Http404
        return view(request, **named)

    return never_cache(require_safe(wrapped))


@from_here_alone
def mailbox(request: Request) -> HttpResponse:
    """All mails. An open page asks again and again whether any came after the one that it has on top."""
    names = files.names()
    if request.htmx and request.GET.get("after", "") == _newest(names):
        return HttpResponse(status=204)
    template = "local/_mails.html" if request.htmx else "local/mailbox.html"
    return render(request, template, {"mails": reading.summaries(names), "newest": _newest(names)})


@from_here_alone
def mail(request: Request, name: str) -> HttpResponse:
    return render(request, "local/mail.html", {"mail": _found(reading.opened(name))})


@from_here_alone
def mail_html(request: Request, name: str) -> HttpResponse:
    return framed(_found(reading.opened(name)).html)


@from_here_alone
def mail_source(request: Request, name: str) -> HttpResponse:
    return HttpResponse(_found(reading.source(name)), content_type="text/plain; charset=utf-8")


def _found(what: Found | None) -> Found:
    if what is None:
        raise Http404
    return what


def _newest(names: list[str]) -> str:
    return names[0] if names else ""
