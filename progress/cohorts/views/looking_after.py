"""Letting in those who look after a cohort, and nobody else."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control

from progress.cohorts.access import Place, place_of
from progress.cohorts.models import Role
from progress.learning.pages.whose import made_for_another
from progress.learning.views.handed_over import handed_over

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Place, P], HttpResponseBase]
Guarded = Callable[..., HttpResponseBase]


def for_role(least: Role, *, though_archived: bool = False) -> Callable[[View[P]], Guarded]:
    """Hand the view its viewer's place in the cohort of the address; 404 for who is not `least` that.

    Who is signed out may come from a mail, and signs in first: of a cohort that is not there, too. What was
    pressed on a page that was made for somebody else changes nothing.
    """

    def guard(view: View[P]) -> Guarded:
        @wraps(view)
        @cache_control(private=True, no_cache=True)
        @login_required
        def guarded(request: HttpRequest, cohort: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method == "POST" and made_for_another(request):
                return handed_over(request, request.path)
            place = place_of(request.user, cohort, least=least, though_archived=though_archived)
            return view(request, place, *args, **kwargs)

        return guarded

    return guard
