"""What every page shares."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    htmx: HtmxDetails


Handler = Callable[[Request], HttpResponse]


def leave_for_sign_in(get_response: Handler) -> Handler:
    """Answer an htmx request that would be sent to the sign-in page by sending the whole page there.

    Otherwise an expired session would swap the sign-in page into a fragment. Signing in leads back to the
    page that was open, not to the fragment's address.
    """

    def middleware(request: Request) -> HttpResponse:
        response = get_response(request)
        if 300 <= response.status_code < 400 and request.htmx:
            return _whole_page(request, response)
        return response

    return middleware


def _whole_page(request: Request, response: HttpResponse) -> HttpResponse:
    sign_in = resolve_url(settings.LOGIN_URL)
    if response.get("Location", "").partition("?")[0] != sign_in:
        return response
    query = QueryDict(mutable=True)
    query["next"] = request.htmx.current_url_abs_path or "/"
    return HttpResponseClientRedirect(f"{sign_in}?{query.urlencode(safe='/')}")
