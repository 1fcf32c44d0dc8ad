"""The policy made once is django-csp's, and gives way to what a view wants."""

import pytest
from csp.constants import HEADER, NONCE, SELF
from csp.decorators import csp_exempt, csp_replace, csp_update
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from roadmap_site.policy import SteadyCSPMiddleware


def plain(request):
    return HttpResponse()


def with_a_nonce(request):
    return HttpResponse(str(request.csp_nonce)[:0])


def with_its_own_header(request):
    return HttpResponse(headers={HEADER: "default-src 'none'"})


VIEWS = [
    plain,
    with_its_own_header,
    csp_update({"img-src": ["https://pictures.example"]})(plain),
    csp_replace({"default-src": ["'none'"]})(plain),
    csp_exempt()(plain),
    csp_replace({"default-src": ["'none'"]}, REPORT_ONLY=True)(plain),
]


def headers(middleware, view):
    return dict(middleware(view)(RequestFactory().get("/")).headers)


@pytest.mark.parametrize("view", VIEWS)
def test_it_says_what_django_csp_says(view):
    assert headers(SteadyCSPMiddleware, view) == headers(CSPMiddleware, view)


def test_a_nonce_goes_into_the_policy(settings):
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"script-src": [SELF, NONCE]}}

    assert "'nonce-" in headers(SteadyCSPMiddleware, with_a_nonce)[HEADER]
