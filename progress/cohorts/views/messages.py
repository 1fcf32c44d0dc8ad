"""Messages: a mentor's in a cohort, and everybody's own."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from progress.cohorts.access import Place
from progress.cohorts.messages import reading, writing
from progress.cohorts.messages.forms import AnswerForm, MessageForm
from progress.cohorts.messages.recipients import Recipients, recipients
from progress.cohorts.models import Message, Role
from progress.cohorts.pages.messages import GroupPage, Lines
from progress.cohorts.views.looking_after import for_role
from progress.learning.notes.rendering import rendered
from progress.learning.pages.undo import keep_way_back, undo_after_redirect
from progress.learning.pages.whose import made_for_another, whose
from progress.learning.views.handed_over import handed_over
from roadmap_site.accounts.views import SignedInRequest

own = cache_control(private=True, no_cache=True)


@for_role(Role.MENTOR)
@require_safe
def cohort_messages(request: HttpRequest, place: Place) -> HttpResponse:
    """One's own with learners here."""
    found = reading.conversations(place.membership.person, place.cohort)
    context = {
        "place": place,
        "tab": "messages",
        "roadmaps": place.roadmaps,
        "conversations": found,
        "undo": undo_after_redirect(request),
    }
    return render(request, "cohorts/messages.html", context)


@for_role(Role.MENTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_new_message(request: HttpRequest, place: Place) -> HttpResponse:
    """A POST shows what will be sent; one from there sends it."""
    asked = request.POST if request.method == "POST" else request.GET
    to = recipients(place.cohort, asked.dict(), timezone.now())
    form = MessageForm(request.POST or None)
    if request.method == "POST" and to.people and not place.cohort.archived_at and form.is_valid():
        words = form.cleaned_data["words"]
        if request.POST.get("act") == "send" and request.POST.get("seen") == to.seal(words):
            return _send(request, place, to, words)
        return _new(request, place, to, form, preview=words)
    return _new(request, place, to, form)


def _new(
    request: HttpRequest, place: Place, to: Recipients, form: MessageForm, preview: str = ""
) -> HttpResponse:
    context = {
        "place": place,
        "tab": "messages",
        "roadmaps": place.roadmaps,
        "to": to,
        "group": GroupPage.of(place, to.choice) if to.choice else None,
        "form": form,
        "preview": rendered(preview) if preview else "",
        "seal": to.seal(preview) if preview else "",
        "whose": whose(request),
        "undo": undo_after_redirect(request),
    }
    return render(request, "cohorts/new_message.html", context)


def _send(request: HttpRequest, place: Place, to: Recipients, words: str) -> HttpResponse:
    sender = place.membership.person
    try:
        writing.write(
            cohort=place.cohort, sender=sender, recipients=to.people, words=words, at=timezone.now()
        )
    except writing.TooMany:
        said = _("Nothing was sent: that would be more messages than one person can send in a day.")
    else:
        said = _("Sent to %(who)s.") % {"who": to.counted}
    keep_way_back(request, said, None)
    return redirect("cohort_messages", place.cohort.pk)


@login_required
@require_safe
@own
def my_messages(request: SignedInRequest) -> HttpResponse:
    context = {"conversations": reading.conversations(request.user), "undo": undo_after_redirect(request)}
    return render(request, "cohorts/my_messages.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own
def message(request: SignedInRequest, message: int) -> HttpResponse:
    """The conversation that it belongs to. What is looked at is read."""
    if request.method == "POST" and made_for_another(request):
        return handed_over(request, request.path)
    found = get_object_or_404(Message.objects.select_related("cohort", "sender", "recipient"), pk=message)
    conversation = reading.conversation_of(request.user, found)
    if conversation is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _answer(request, found, conversation, form.cleaned_data["words"])
    lines = Lines.of(request.user, conversation)
    if request.method == "GET":
        reading.read(request.user, conversation, timezone.now())
    context = {"conversation": conversation, "lines": lines, "form": form, "whose": whose(request)}
    return render(request, "cohorts/message.html", context | {"undo": undo_after_redirect(request)})


def _answer(
    request: SignedInRequest, message: Message, conversation: reading.Conversation, words: str
) -> HttpResponse:
    said = _("Sent.")
    if conversation.is_archived:
        said = _("“%(cohort)s” is archived, so nothing was sent.") % {"cohort": conversation.cohort_name}
    elif not conversation.is_open:
        said = _("%(name)s is not there any more, so nothing was sent.") % {"name": conversation.name}
    else:
        try:
            message = writing.answer(message=message, author=request.user, words=words, at=timezone.now())
        except writing.TooMany:
            said = _("Nothing was sent: that would be more messages than one person can send in a day.")
    keep_way_back(request, said, None)
    return redirect("message", message.pk)
