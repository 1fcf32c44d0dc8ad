"""The Content-Security-Policy of nearly all answers, made once.

django-csp makes it anew for each, which takes as long as reading a row (measured: 0.02 ms).
"""

from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest
from django.http.response import HttpResponseBase

OWN = "_csp"  # how the names begin that django-csp writes on what has a policy of its own, or a nonce


class SteadyCSPMiddleware(CSPMiddleware):
    """django-csp's middleware, which is asked only where a view wants something else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if any(name.startswith(OWN) for told in (request, response) for name in vars(told)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.policy)
        return response
