"""The site's addresses and a few that go wrong, for the tests of headers and error pages."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.views.decorators.http import require_POST


def _raise(error):
    def view(request):
        raise error

    return view


def closed(request):
    return render(request, "410.html", status=410)


urlpatterns = [
    path("", include("roadmap_site.urls")),
    path("broken/400/", _raise(SuspiciousOperation())),
    path("broken/403/", _raise(PermissionDenied())),
    path("broken/404/", _raise(Http404())),
    path("broken/405/", require_POST(lambda request: HttpResponse())),
    path("broken/410/", closed),
    path("broken/500/", _raise(RuntimeError("broken on purpose"))),
    path("broken/429/", lambda request: render(request, "429.html", status=429)),
]

handler400 = "roadmap_site.errors.bad_request"
