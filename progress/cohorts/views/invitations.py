"""Inviting people: by a link for many, or by mail to each address of a list."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from progress.cohorts.access import Place
from progress.cohorts.forms import AddressesForm, InvitationForm
from progress.cohorts.models import Invitation, Role
from progress.cohorts.pages.invitations import invitations_of
from progress.cohorts.people import invitations
from progress.cohorts.people.acts import is_number
from progress.cohorts.people.addresses import Addresses, read
from progress.cohorts.people.letters import post_all
from progress.cohorts.views.looking_after import for_role
from progress.learning.pages.undo import WayBack, keep_way_back, undo_after_redirect
from progress.learning.pages.whose import whose

DAYS = 14


@for_role(Role.OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_invitations(request: HttpRequest, place: Place) -> HttpResponse:
    act = request.POST.get("act")
    if request.method != "POST":
        return _page(request, place)
    if act in INVITING and place.cohort.archived_at:
        return _back(request, place, _("Nobody was invited: the cohort is archived."))
    return INVITING.get(act or "", _revoke)(request, place, timezone.now())


def _page(
    request: HttpRequest,
    place: Place,
    link: InvitationForm | None = None,
    mail: AddressesForm | None = None,
    addresses: Addresses | None = None,
    sent: bool = False,
) -> HttpResponse:
    now = timezone.now()
    context = {
        "place": place,
        "tab": "people",
        "roadmaps": place.roadmaps,
        "link": link or InvitationForm(initial={"role": Role.LEARNER, "uses": 30, "days": DAYS}),
        "mail": mail or AddressesForm(initial={"days": DAYS}),
        "addresses": addresses,
        "sent": sent,
        "invitations": invitations_of(place.cohort, now),
        "whose": whose(request),
        "undo": undo_after_redirect(request),
    }
    return render(request, "cohorts/invitations.html", context)


def _link(request: HttpRequest, place: Place, at: datetime) -> HttpResponse:
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, place, link=form)
    invitations.invite(
        cohort=place.cohort,
        by=place.membership.person,
        role=Role(form.cleaned_data["role"]),
        uses=form.cleaned_data["uses"],
        expires_at=at + timedelta(days=form.cleaned_data["days"]),
        at=at,
    )
    return _back(request, place, _("Here is the link. Whoever has it can join."))


def _mail(request: HttpRequest, place: Place, at: datetime) -> HttpResponse:
    """Invite all, or none while a line is wrong; told to, invite the others and keep the wrong lines."""
    form = AddressesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, place, mail=form)
    addresses = read(form.text)
    if not (addresses.good or addresses.bad):
        form.add_error("addresses", _("There is no address in it."))
        return _page(request, place, mail=form)
    if addresses.bad and not (addresses.good and "the_good" in request.POST):
        return _page(request, place, mail=_again(form, form.text), addresses=addresses)
    try:
        words = _invite_all(place, addresses, form.cleaned_data["days"], at)
    except invitations.TooMany:
        words = _("Nothing was sent: these are too many mails for a day. Make a link, or go on tomorrow.")
        keep_way_back(request, words, None)
        return _page(request, place, mail=_again(form, form.text))
    if not addresses.bad:
        return _back(request, place, words)
    keep_way_back(request, words, None)
    left = Addresses([], addresses.bad)
    return _page(request, place, mail=_again(form, addresses.left), addresses=left, sent=True)


def _invite_all(place: Place, addresses: Addresses, days: int, at: datetime) -> str:
    invited = invitations.invite_all(
        cohort=place.cohort,
        by=place.membership.person,
        addresses=addresses.good,
        expires_at=at + timedelta(days=days),
        at=at,
    )
    post_all(invited, at=at)
    words = ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", len(invited))
    there = len(addresses.good) - len(invited)
    known = ngettext("%(n)s was invited, or in, before.", "%(n)s were invited, or in, before.", there)
    return " ".join([words % {"n": len(invited)}, *([known % {"n": there}] if there else [])])


def _again(form: AddressesForm, text: str) -> AddressesForm:
    """The form with all that was typed, and that the file had, where it can be mended."""
    return AddressesForm(initial={"addresses": text, "days": form.cleaned_data["days"]})


def _revoke(request: HttpRequest, place: Place, at: datetime) -> HttpResponse:
    """Revoke one, or let it hold good again."""
    by: dict[str, Any] = {"by": place.membership.person, "at": at}
    if invitation := _asked_for(place, request.POST.get("revoke", "")):
        invitations.revoke(invitation=invitation, **by)
        return _back(request, place, _("The invitation lets nobody in any more."), str(invitation.pk))
    if invitation := _asked_for(place, request.POST.get("undo", "")):
        invitations.hold_good_again(invitation=invitation, **by)
        return _back(request, place, _("The invitation holds good again."))
    return redirect("cohort_invitations", place.cohort.pk)


def _asked_for(place: Place, pk: str) -> Invitation | None:
    found = Invitation.objects.select_related("cohort").filter(cohort=place.cohort)
    return found.filter(pk=pk).first() if is_number(pk) else None


def _back(request: HttpRequest, place: Place, words: str, undo: str = "") -> HttpResponse:
    address = reverse("cohort_invitations", args=[place.cohort.pk])
    keep_way_back(request, words, WayBack(address, "undo", undo) if undo else None)
    return redirect(address)


INVITING = {"link": _link, "mail": _mail}
