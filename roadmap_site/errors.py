"""Answers to requests that nothing else can answer; templates/400.html and its neighbours are their words."""

from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.views import defaults


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Carry the security headers even when SecurityMiddleware itself found that the Host is wrong."""
    response = defaults.bad_request(request, exception)
    return SecurityMiddleware(lambda _: response).process_response(request, response)
