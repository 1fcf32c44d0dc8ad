"""Answers to requests that nothing else can answer; templates/400.html and its neighbours are their words."""

from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.template import loader
from django.views import defaults

from roadmap_site.middleware import Request, leave_for_sign_in


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Carry the security headers even when SecurityMiddleware itself found that the Host is wrong."""
    if isinstance(exception, RequestDataTooBig):
        response = HttpResponse(loader.get_template("413.html").render(), status=413)
    elif isinstance(exception, SessionInterrupted):  # signed out elsewhere while this was on its way
        response = _to_sign_in(request)
    else:
        response = defaults.bad_request(request, exception)
    return SecurityMiddleware(lambda _: response).process_response(request, response)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead the whole page there, as an expired session does; the page is next."""
    answer = leave_for_sign_in(lambda asked: redirect_to_login(asked.path))
    return cast(HttpResponse, answer(cast(Request, request)))
