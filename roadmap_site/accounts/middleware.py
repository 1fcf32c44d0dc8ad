"""What holds for whoever is signed in: pages are in their own time, and they may have gone meanwhile."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import known


def in_own_zone(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Render times in the zone of whoever is signed in; a visitor's are in UTC."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        with timezone.override(ZoneInfo(known(request.user.time_zone))):
            return get_response(request)

    return middleware


class SeeOff:
    """Answer as to a visitor what fails because its account was deleted while it was on its way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DatabaseError | ObjectDoesNotExist) or not request.user.is_authenticated:
            return None
        if User.objects.filter(pk=request.user.pk).exists():
            return None
        request.session.flush()
        return redirect_to_login(request.path)
