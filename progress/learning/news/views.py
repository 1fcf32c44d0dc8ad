from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from curriculum.news.paper import Issue, issue, single
from progress.learning.holders import holder_of
from progress.learning.news.pages import told
from progress.learning.news.touched import ids_marked

ON_A_PAGE = 10
LARGEST = 2**63 - 1  # of a primary key

own = cache_control(private=True, no_cache=True)  # it begins with what touches one's marks


@require_safe
@own
def whats_new(request: HttpRequest) -> HttpResponse:
    """Show the newest releases, or those `before` one. Raise Http404 for what is no number."""
    before = request.GET.get("before")
    found = issue(drafts=request.user.is_staff, count=ON_A_PAGE, before=_number(before) if before else None)
    return _page(request, found, alone=False)


@require_safe
@own
def release(request: HttpRequest, number: int) -> HttpResponse:
    found = single(number, drafts=request.user.is_staff) if number <= LARGEST else None
    if found is None:
        raise Http404
    return _page(request, found, alone=True)


def _page(request: HttpRequest, found: Issue, *, alone: bool) -> HttpResponse:
    marked = ids_marked(holder_of(request).marks) if found.bulletins else set()
    context = {"releases": told(found, marked), "older": found.older, "alone": alone}
    return render(request, "news/page.html", context)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Http404
    return int(text)
