"""How one's streak was counted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from progress.learning.pages.streak_page import StreakPage
from roadmap_site.accounts.models import User


@require_safe
@cache_control(private=True, no_cache=True)
def streak(request: HttpRequest) -> HttpResponse:
    """Day by day, a month at a time; a visitor reads what would be there."""
    if not isinstance(request.user, User):
        return render(request, "learning/streak_visitor.html")
    page = StreakPage.of(request.user, timezone.now(), request.GET.get("month", ""))
    return render(request, "learning/streak.html", {"page": page})
