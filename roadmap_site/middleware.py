"""What every page shares."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    htmx: HtmxDetails


Handler = Callable[[Request], HttpResponseBase]


def head_alone(get_response: Handler) -> Handler:
    """Answer HEAD with what GET would say in its headers. Django leaves the body for the server to drop,
    and gunicorn warns of each.
    """

    def middleware(request: Request) -> HttpResponseBase:
        response = get_response(request)
        if request.method == "HEAD":
            _drop_body(response)
        return response

    return middleware


def _drop_body(response: HttpResponseBase) -> None:
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    elif isinstance(response, HttpResponse):
        response.content = b""


def leave_for_sign_in(get_response: Handler) -> Handler:
    """Answer an htmx request that would be sent to the sign-in page by sending the whole page there.

    Otherwise an expired session would swap the sign-in page into a fragment. Signing in leads back to the
    page that was open, not to the fragment's address.
    """

    def middleware(request: Request) -> HttpResponseBase:
        response = get_response(request)
        if 300 <= response.status_code < 400 and request.htmx:
            return _whole_page(request, response)
        return response

    return middleware


def _whole_page(request: Request, response: HttpResponseBase) -> HttpResponseBase:
    sign_in = resolve_url(settings.LOGIN_URL)
    if response.headers.get("Location", "").partition("?")[0] != sign_in:
        return response
    query = QueryDict(mutable=True)
    query["next"] = request.htmx.current_url_abs_path or "/"
    return HttpResponseClientRedirect(f"{sign_in}?{query.urlencode(safe='/')}")
