"""Search as a page, and as the palette that opens over any other."""

from dataclasses import dataclass
from math import ceil

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from curriculum.models import Roadmap
from curriculum.search.answers import Answer, Scope, answer
from curriculum.search.questions import LONGEST, Question
from progress.learning.search.notes import notes_with
from progress.learning.search.results import HEADINGS, Shelf, notes_shelf, shelves
from roadmap_site.accounts.models import User

OF_EACH = 5  # hits of a kind among all kinds
ON_A_PAGE = 20  # of one kind
IN_PALETTE = 4  # of a kind

own = cache_control(private=True, no_cache=True)  # staff and owners of notes find more


@dataclass(frozen=True, slots=True)
class Pages:
    """Which of how many pages of one kind is shown."""

    number: int
    count: int

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1 if self.number < self.count else 0


@require_safe
@own
def search(request: HttpRequest) -> HttpResponse:
    """Show hits of every kind, or with `kind` a page of that one. Raise Http404 for what can't be."""
    kind, number = _kind(request), _number(request)
    drafts = request.user.is_staff
    question = Question.of(request.GET.get("q", ""))
    first, count = (ON_A_PAGE * (number - 1), ON_A_PAGE) if kind else (0, OF_EACH)
    scope = Scope(drafts, count, kind, first)
    found = answer(question, scope)
    tabs = shelves(found, drafts=drafts) + _notes(request, question, scope)
    shown = [shelf for shelf in tabs if not kind or shelf.kind == kind]
    context = {
        "question": question,
        "found": found,
        "kind": kind,
        "tabs": tabs,
        "shelves": shown,
        "total": sum(shelf.total for shelf in tabs),
        "pages": _pages(shown, number) if kind else None,
        "longest": LONGEST,
    }
    return render(request, "search/page.html", context)


@require_safe
@own
def palette(request: HttpRequest) -> HttpResponse:
    """Without `q` the palette itself, with it what it lists."""
    if "q" not in request.GET:
        return render(request, "search/_palette.html", {"roadmaps": _roadmaps(request), "longest": LONGEST})
    drafts = request.user.is_staff
    question, scope = Question.of(request.GET["q"]), Scope(drafts, IN_PALETTE)
    found = answer(question, scope)
    listed = shelves(found, drafts=drafts) + _notes(request, question, scope)
    context = {"found": found, "shelves": listed, "total": sum(shelf.total for shelf in listed)}
    return render(request, "search/_options.html", context | {"roadmaps": _roadmaps_without(found, request)})


def _notes(request: HttpRequest, question: Question, scope: Scope) -> list[Shelf]:
    """Return the shelf of one's own notes, if there is something on it."""
    if not question or not isinstance(request.user, User):
        return []
    first = scope.first if scope.kind == "note" else 0
    found = notes_with(request.user, question.words, first=first, count=scope.count)
    return [notes_shelf(found, question.words)] if found.total else []


def _roadmaps_without(found: Answer, request: HttpRequest) -> list[Roadmap]:
    """Offer the roadmaps as long as nothing is asked."""
    return [] if found.question else _roadmaps(request)


def _roadmaps(request: HttpRequest) -> list[Roadmap]:
    return list(Roadmap.objects.live() if request.user.is_staff else Roadmap.objects.published())[:10]


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("kind", "")
    if kind and kind not in HEADINGS:
        raise Http404
    return kind


def _number(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdecimal() and 0 < len(number) < 7 and int(number)):
        raise Http404
    return int(number)


def _pages(shown: list[Shelf], number: int) -> Pages:
    total = shown[0].total if shown else 0
    if number > 1 and not shown:
        raise Http404
    return Pages(number, ceil(total / ON_A_PAGE))
