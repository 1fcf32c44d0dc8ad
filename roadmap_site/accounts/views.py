"""The pages of the settings that are about the account: name and zone, browsers, export, deletion."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ReauthenticationRequired
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from roadmap_site.accounts import personal, zones
from roadmap_site.accounts.erasure import erase
from roadmap_site.accounts.export import as_json
from roadmap_site.accounts.forms import SettingsForm
from roadmap_site.accounts.held import Held
from roadmap_site.accounts.models import User
from roadmap_site.accounts.spreadsheet import as_csv
from roadmap_site.accounts.templatetags.browsers import browser

not_kept = cache_control(private=True, no_store=True)


class SignedInRequest(HttpRequest):
    user: User


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: SignedInRequest) -> HttpResponse:
    """A safe `next` in the address leads back to the page that asked for a name, once it is saved."""
    user, back, now = request.user, get_next_redirect_url(request), timezone.now()
    form = SettingsForm(request.POST or None, initial={"name": user.name, "time_zone": user.time_zone})
    if request.method == "POST" and form.is_valid():
        user.name = form.cleaned_data["name"]
        user.save(update_fields=["name"])
        moved = form.cleaned_data["time_zone"] != user.time_zone
        zones.move(user=user, zone=form.cleaned_data["time_zone"], at=now)
        messages.success(request, _saved(user, now) if moved else _("Saved."))
        return redirect(back or "settings")
    zone = zones.find(form["time_zone"].value() or "")
    context = {"form": form, "places": zones.places(), "now": now, "zone": zone, "back": back}
    return render(request, "settings/page.html", context | {"held": Held.of(user, now)})


def _saved(user: User, at: datetime) -> str:
    """By the clock of the zone that was moved to."""
    with timezone.override(ZoneInfo(user.time_zone)):
        held = Held.of(user, at)
        slip = _("A zone that you correct within the hour, before you learn on, counts as no move.")
        return " ".join([_("Saved."), held.words if held else slip])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask whether one other browser is to be signed out; a POST does it."""
    session = get_object_or_404(UserSession, user=request.user, pk=pk)
    if session.is_current():
        return redirect("account_logout")
    if request.method != "POST":
        return render(request, "usersessions/sign_out.html", {"session": session})
    session.end()
    messages.success(request, _("%(browser)s is signed out.") % {"browser": browser(session.user_agent)})
    return redirect("usersessions_list")


@login_required
@require_safe
def export_page(request: SignedInRequest) -> HttpResponse:
    return render(request, "settings/export.html", {"tables": personal.tables().values()})


@login_required
@require_safe
@not_kept
def export_everything(request: SignedInRequest) -> StreamingHttpResponse:
    return _download(as_json(request.user, at=timezone.now()), "application/json", "cairn.json")


@login_required
@require_safe
@not_kept
def export_table(request: SignedInRequest, name: str) -> StreamingHttpResponse:
    table = personal.tables().get(name)
    if table is None:
        raise Http404
    pages = chain([[table.heading]], table.pages(request.user))
    return _download(as_csv(pages), "text/csv; charset=utf-8", f"cairn-{name}.csv")


def _download(pieces: Iterator[str], kind: str, name: str) -> StreamingHttpResponse:
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(pieces, content_type=kind, headers=named)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def delete_account(request: SignedInRequest) -> HttpResponse:
    """Say what goes; a POST deletes it, once the password, or what stands for it, was given for just this."""
    if request.method != "POST":
        return render(request, "settings/delete.html", {"counts": personal.counts(request.user)})
    if not _is_resumed(request) and get_reauthentication_flows(request.user):
        raise ReauthenticationRequired
    erase(person=request.user)
    logout(request)
    words = _("Your account is deleted, and everything that was in it. Farewell!")
    messages.success(request, words, extra_tags="farewell deleted")
    return redirect("index")


def _is_resumed(request: HttpRequest) -> bool:
    """Whether allauth had put the request off, and carries it out now that the person has answered: what
    Django has resolved then is the address of the question.
    """
    match = request.resolver_match
    return match is not None and match.url_name != "delete_account"
