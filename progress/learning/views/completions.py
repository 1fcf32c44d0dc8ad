"""What a learner has completed, and the certificates that others can verify."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from progress.learning import certificates
from progress.learning.models import Certificate, Completion
from progress.learning.pages.certificate import CertificatePage
from roadmap_site.accounts.models import User
from roadmap_site.accounts.views import SignedInRequest

own = cache_control(private=True, no_cache=True)


def of_learner(learner: User) -> QuerySet[Completion]:
    whole = Completion.objects.select_related("learner", "roadmap", "phase", "release")
    return whole.filter(learner=learner)


@login_required
@require_safe
@own
def completions(request: SignedInRequest) -> HttpResponse:
    found = certificates.with_codes(of_learner(request.user)).order_by("-day", "roadmap__position", "-at")
    roadmaps = [completion for completion in found if completion.phase is None]
    phases = [completion for completion in found if completion.phase]
    return render(request, "completions/list.html", {"roadmaps": roadmaps, "phases": phases})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own
def completion(request: SignedInRequest, roadmap: str, phase: str = "") -> HttpResponse:
    """Show one's own by the ids of what was completed; a POST makes it verifiable, or takes that back."""
    within = {"phase__key": phase} if phase else {"phase": None}
    found = of_learner(request.user).filter(roadmap__key=roadmap, **within).first()
    if found is None:
        return _by_slugs(request, roadmap, phase)
    if request.method == "POST":
        _share(request, found)
        return redirect(request.path)
    shared = certificates.of(found).first()
    asks = shared is not None and "take-back" in request.GET
    return _show(request, f"completions/{'take_back' if asks else 'completion'}.html", found, shared)


def _by_slugs(request: SignedInRequest, roadmap: str, phase: str) -> HttpResponse:
    """Lead on from the slugs, by which the roadmap's own pages are addressed."""
    within = {"phase__slug": phase} if phase else {"phase": None}
    found = get_object_or_404(of_learner(request.user), roadmap__slug=roadmap, **within)
    if found.phase:
        return redirect("phase_completion", found.roadmap.key, found.phase.key, preserve_request=True)
    return redirect("completion", found.roadmap.key, preserve_request=True)


def _show(request: HttpRequest, template: str, found: Completion, shared: Certificate | None) -> HttpResponse:
    site = settings.SITE_URL.rstrip("/")
    return render(request, template, {"page": CertificatePage.of(found, shared), "site": site})


def _share(request: SignedInRequest, found: Completion) -> None:
    if request.POST.get("share") == "no":
        certificates.revoke(certificates.of(found))
        messages.success(request, _("Its address answers from now on that the certificate is gone."))
    elif not request.user.name:
        messages.error(request, _("A certificate bears a name: give yours in the settings first."))
    else:
        certificates.issue(completion=found, at=timezone.now())
        messages.success(request, _("Whoever has its address can verify it now."))


@require_safe
@own
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Show it to whoever has the code; one that was taken back is gone."""
    shared = Certificate.objects.filter(code=code, learner__is_active=True).first()
    if shared is not None:
        response = _verify(request, shared)
    elif certificates.is_gone(code):
        response = render(request, "completions/gone.html", status=410)
    else:
        raise Http404
    response["X-Robots-Tag"] = "noindex"
    return response


def _verify(request: HttpRequest, shared: Certificate) -> HttpResponse:
    certified = certificates.certified(shared).select_related("learner", "roadmap", "phase", "release")
    found = certified.first()
    if found is None:
        return render(request, "completions/open.html", status=404)
    return _show(request, "completions/certificate.html", found, shared)
