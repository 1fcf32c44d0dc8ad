"""The queue of reviews, and one of them."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from progress.cohorts.access import Place
from progress.cohorts.audit import note
from progress.cohorts.models import AnswerTemplate, AuditEntry, Membership, Review, Role, Verdict
from progress.cohorts.pages.queue import QueuePage, listed_waits
from progress.cohorts.pages.review import ReviewPage
from progress.cohorts.people.acts import is_number
from progress.cohorts.reviews import claims, reviewing, talking
from progress.cohorts.reviews.checklist import checklist
from progress.cohorts.reviews.forms import LONGEST, ReplyForm, ReviewForm
from progress.cohorts.tables.exports import Table
from progress.cohorts.tables.queue import answered, queue
from progress.cohorts.tables.queue_file import queue_table
from progress.cohorts.views.downloads import download
from progress.cohorts.views.looking_after import for_role
from progress.learning.models import Submission
from progress.learning.notes.keeping import storable
from progress.learning.notes.rendering import rendered
from progress.learning.pages.undo import WayBack, keep_way_back, undo_after_redirect
from progress.learning.pages.whose import whose

FIRST = 20  # answers; the others can be opened
JUDGE, PREVIEW = "judge", "preview"  # ids of what htmx asks for anew


@for_role(Role.OBSERVER)
@require_safe
def cohort_reviews(request: HttpRequest, place: Place) -> HttpResponse:
    at = timezone.now()
    page = QueuePage(place, queue(place.cohort, at=at), answered(place.cohort, at=at), at)
    context = {
        "place": place,
        "tab": "reviews",
        "roadmaps": place.roadmaps,
        "page": page,
        "lead": page.lead,
        "answered": listed_waits(page.answered[:FIRST], at),
        "further": listed_waits(page.answered[FIRST:], at),
        "whose": whose(request),
        "undo": undo_after_redirect(request),
    }
    return render(request, "cohorts/reviews.html", context)


@for_role(Role.OBSERVER)
@require_safe
def cohort_reviews_csv(request: HttpRequest, place: Place) -> StreamingHttpResponse:
    return download(request, place, _table(place), "csv")


@for_role(Role.OBSERVER)
@require_safe
def cohort_reviews_json(request: HttpRequest, place: Place) -> StreamingHttpResponse:
    return download(request, place, _table(place), "json")


def _table(place: Place) -> Table:
    at = timezone.now()
    return queue_table(lambda: queue(place.cohort, at=at), at)


@for_role(Role.OBSERVER)
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_review(request: HttpRequest, place: Place, submission: int) -> HttpResponse:
    found = _found(place, submission)
    act = request.POST.get("act", "")
    if request.method == "POST":
        if not place.may_review or act not in ACTS:
            raise Http404
        return ACTS[act](request, place, found)
    if request.method == "GET":
        _saw(place, found)
    return _page(request, place, found)


def _saw(place: Place, submission: Submission) -> None:
    what, by, told = AuditEntry.What.SAW_LEARNER, place.membership.person, {"evidence": True}
    learner = submission.learner
    note(what, cohort=place.cohort, actor=by, learner=learner, at=timezone.now(), told=told)


def _found(place: Place, submission: int) -> Submission:
    there = reviewing.evidence_in(place.cohort)
    related = there.select_related("learner", "milestone__roadmap", "milestone__phase")
    return get_object_or_404(related, pk=submission)


def _page(
    request: HttpRequest,
    place: Place,
    submission: Submission,
    *,
    form: ReviewForm | None = None,
    reply: ReplyForm | None = None,
    preview: str | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    membership = Membership.objects.learners().get(cohort=place.cohort, person=submission.learner)
    page = ReviewPage(place, submission, membership.pk, timezone.now())
    context = {
        "place": place,
        "page": page,
        "form": form or ReviewForm(checklist=page.checklist),
        "reply": reply or ReplyForm(),
        "preview": preview,
        "refused": refused,
        "whose": whose(request),
    }
    if request.headers.get("HX-Target") == JUDGE:
        return render(request, "cohorts/_judge.html", context)
    context["undo"] = undo_after_redirect(request)
    return render(request, "cohorts/review.html", context, status=status)


def _claim(request: HttpRequest, place: Place, submission: Submission) -> HttpResponse:
    if reviewing.waits(submission):
        claims.claim(submission=submission, mentor=place.membership.person, at=timezone.now())
    return _back(place, submission)


def _take_over(request: HttpRequest, place: Place, submission: Submission) -> HttpResponse:
    if reviewing.waits(submission):
        claims.take_over(submission=submission, mentor=place.membership.person, at=timezone.now())
    return _back(place, submission)


def _renew(request: HttpRequest, place: Place, submission: Submission) -> HttpResponse:
    """The page that is open holds the claim; what somebody else has taken over stays theirs."""
    at, mentor = timezone.now(), place.membership.person
    holds = claims.claim_on(submission, at)
    if holds is None or holds.mentor_id == mentor.pk:
        _claim(request, place, submission)
    page = ReviewPage(place, submission, 0, at)
    return render(request, "cohorts/_claim.html", {"page": page})


def _let_go(request: HttpRequest, place: Place, submission: Submission) -> HttpResponse:
    claims.let_go(submission=submission, mentor=place.membership.person)
    keep_way_back(request, _("Left to the others."), None)
    return redirect("cohort_reviews", place.cohort.pk)


def _preview(request: HttpRequest, place: Place, submission: Submission) -> HttpResponse:
    words = rendered(storable(request.POST.get("words", "")[:LONGEST]))
    if request.headers.get("HX-Target") == PREVIEW:
        return render(request, "cohorts/_preview.html", {"preview": words})
    _hold(place, submission)
    return _page(request, place, submission, form=_unjudged(request.POST, submission), preview=words)


def _insert(request: HttpRequest, place: Place, submission: Submission) -> HttpResponse:
    """Put the words of a template below those that are typed."""
    key = request.POST.get("template", "")
    mine = AnswerTemplate.objects.filter(mentor=place.membership.person)
    template = mine.filter(pk=key).first() if is_number(key) else None
    typed = request.POST.copy()
    if template is not None:
        typed["words"] = f"{typed.get('words', '').rstrip()}\n\n{template.words}".lstrip()
    _hold(place, submission)
    return _page(request, place, submission, form=_unjudged(typed, submission))


def _unjudged(typed: QueryDict, submission: Submission) -> ReviewForm:
    """Return what was typed, without a word on what is wrong with it yet."""
    given = {"words": typed.get("words", ""), "checked": typed.getlist("checked")}
    return ReviewForm(checklist=checklist(submission.milestone.brief), initial=given)


def _hold(place: Place, submission: Submission) -> None:
    """Whatever is done on the page holds the claim for longer."""
    if reviewing.waits(submission):
        claims.claim(submission=submission, mentor=place.membership.person, at=timezone.now())


def _review(request: HttpRequest, place: Place, submission: Submission) -> HttpResponse:
    verdict, mentor, at = Verdict(request.POST["act"]), place.membership.person, timezone.now()
    form = ReviewForm(request.POST, checklist=checklist(submission.milestone.brief))
    if not form.check(verdict):
        return _page(request, place, submission, form=form, status=422)
    try:
        said = reviewing.review(
            submission=submission,
            cohort=place.cohort,
            mentor=mentor,
            verdict=verdict,
            at=at,
            **form.cleaned_data,
        )
    except reviewing.Taken:
        words = _("Somebody else looks at it now, so yours was not sent. What you have typed is still here.")
        return _page(request, place, submission, form=form, refused=words, status=409)
    except reviewing.NothingToReview:
        return _too_late(request, place, submission, form, verdict)
    return _done(request, place, submission, said)


def _too_late(
    request: HttpRequest, place: Place, submission: Submission, form: ReviewForm, verdict: Verdict
) -> HttpResponse:
    """A second press of the same button has done what it says already."""
    own = Review.objects.filter(submission=submission, mentor=place.membership.person)
    if own.filter(verdict=verdict, words=form.cleaned_data["words"]).exists():
        return redirect("cohort_reviews", place.cohort.pk)
    words = _("It was reviewed or handed in anew meanwhile, so yours was not sent. Here is what you typed:")
    return _page(request, place, submission, form=form, refused=words, status=409)


def _done(request: HttpRequest, place: Place, submission: Submission, said: Review) -> HttpResponse:
    told = {"milestone": submission.milestone.title, "name": submission.learner}
    words = _("Approved: “%(milestone)s” of %(name)s.")
    if said.verdict == Verdict.CHANGES:
        words = _("Asked %(name)s for changes to “%(milestone)s”.")
    address = reverse("cohort_review", args=[place.cohort.pk, submission.pk])
    keep_way_back(request, words % told, WayBack(address, "act", "undo"))
    return redirect("cohort_reviews", place.cohort.pk)


def _undo(request: HttpRequest, place: Place, submission: Submission) -> HttpResponse:
    mentor, at = place.membership.person, timezone.now()
    reviews = Review.objects.filter(submission=submission, mentor=mentor, cohort=place.cohort)
    last = reviews.select_related("submission__learner", "cohort").last()
    taken = last is not None and reviewing.take_back(review=last, mentor=mentor, at=at)
    keep_way_back(request, _("Undone.") if taken else _("That can’t be taken back any more."), None)
    return _back(place, submission)


def _reply(request: HttpRequest, place: Place, submission: Submission) -> HttpResponse:
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, place, submission, reply=form, status=422)
    try:
        talking.reply(
            submission=submission,
            author=place.membership.person,
            cohort=place.cohort,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except talking.NoAnswer:
        keep_way_back(request, _("That can’t be answered any more."), None)
    return redirect(f"{reverse('cohort_review', args=[place.cohort.pk, submission.pk])}#thread")


def _back(place: Place, submission: Submission) -> HttpResponse:
    return redirect("cohort_review", place.cohort.pk, submission.pk)


ACTS: dict[str, Callable[[HttpRequest, Place, Submission], HttpResponse]] = {
    "claim": _claim,
    "take over": _take_over,
    "renew": _renew,
    "let go": _let_go,
    "preview": _preview,
    "insert": _insert,
    Verdict.APPROVED: _review,
    Verdict.CHANGES: _review,
    "undo": _undo,
    "reply": _reply,
}
