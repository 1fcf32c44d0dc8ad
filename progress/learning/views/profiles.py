"""A public profile, and the page of the settings that switches it on."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from progress.learning.models import Profile
from progress.learning.profiles.forms import ProfileForm
from progress.learning.profiles.page import ProfilePage
from progress.learning.profiles.snippets import snippets
from roadmap_site.accounts.views import SignedInRequest


@require_safe
@cache_control(private=True, no_cache=True)
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    shown = Profile.objects.filter(public=True, learner__is_active=True).select_related("learner")
    found = shown.filter(handle=handle.lower()).first()
    if found is None:
        raise Http404
    if found.handle != handle:
        return redirect("profile", found.handle, permanent=True)
    page = ProfilePage.of(found, at=timezone.now())
    response = render(request, "profiles/profile.html", {"page": page})
    response["X-Robots-Tag"] = "noindex"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile_settings(request: SignedInRequest) -> HttpResponse:
    stored = Profile.objects.filter(learner=request.user).first() or Profile(learner=request.user)
    shown = {name: getattr(stored, name) for name in ProfileForm.base_fields}
    form = ProfileForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, _("Saved."))
        return redirect("profile_settings")
    context = {
        "form": form,
        "profile": stored,
        "site": settings.SITE_URL.rstrip("/"),
        "snippets": snippets(stored) if stored.badges else [],
    }
    return render(request, "settings/profile.html", context)
