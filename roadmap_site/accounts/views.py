"""The settings page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roadmap_site.accounts import zones
from roadmap_site.accounts.forms import SettingsForm
from roadmap_site.accounts.models import User


class SignedInRequest(HttpRequest):
    user: User


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: SignedInRequest) -> HttpResponse:
    user = request.user
    form = SettingsForm(request.POST or None, initial={"name": user.name, "time_zone": user.time_zone})
    if request.method == "POST" and form.is_valid():
        user.name = form.cleaned_data["name"]
        user.save(update_fields=["name"])
        zones.move(user=user, zone=form.cleaned_data["time_zone"], at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("settings")
    context = {"form": form, "places": zones.places(), "now": timezone.now()}
    return render(request, "settings/page.html", context)
