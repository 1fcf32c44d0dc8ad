"""Answers to requests that nothing else can answer; templates/400.html and its neighbours are their words."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.template import loader
from django.views import defaults


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Carry the security headers even when SecurityMiddleware itself found that the Host is wrong."""
    if isinstance(exception, RequestDataTooBig):
        response = HttpResponse(loader.get_template("413.html").render(), status=413)
    else:
        response = defaults.bad_request(request, exception)
    return SecurityMiddleware(lambda _: response).process_response(request, response)
