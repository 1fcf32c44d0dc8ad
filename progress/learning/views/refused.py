"""Answers to a press that no page has: nothing is changed, and it is said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from progress.learning.views.found import is_htmx


def refused(request: HttpRequest, words: str, place: str, *, status: int = 400) -> HttpResponse:
    """Answer htmx with the words alone, which path.js shows; `place` is where one can go on."""
    if is_htmx(request):
        return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    return render(request, "learning/refused.html", {"words": words, "place": place}, status=status)
