"""Letting in those who look after a cohort, and nobody else."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control

from progress.cohorts.access import Place, place_of
from progress.cohorts.models import Role

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Place, P], HttpResponseBase]


def for_role(least: Role) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Hand the view its viewer's place in the cohort of the address; 404 for who is not `least` that."""

    def guard(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        @cache_control(private=True, no_cache=True)
        def guarded(request: HttpRequest, cohort: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            return view(request, place_of(request.user, cohort, least=least), *args, **kwargs)

        return guarded

    return guard
