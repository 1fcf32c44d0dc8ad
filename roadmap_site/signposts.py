"""Addresses that browsers and crawlers ask for by themselves, and one that people shorten others to."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

for_a_day = cache_control(public=True, max_age=24 * 3600)


@require_safe
def roadmaps(request: HttpRequest) -> HttpResponse:
    return HttpResponsePermanentRedirect(reverse("index"))


@require_safe
@for_a_day
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon's own name changes with its content, so this is not for ever."""
    return HttpResponseRedirect(static("cairn.svg"))


@require_safe
@for_a_day
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("robots.txt"), content_type="text/plain; charset=utf-8")
