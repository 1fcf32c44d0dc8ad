"""A mentor's own templates: made, changed and removed. They are the same in every cohort."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from progress.cohorts.access import Place
from progress.cohorts.models import AnswerTemplate, Role
from progress.cohorts.people.acts import is_number
from progress.cohorts.reviews import templates
from progress.cohorts.reviews.forms import TemplateForm
from progress.cohorts.views.looking_after import for_role
from progress.learning.pages.undo import keep_way_back, undo_after_redirect
from progress.learning.pages.whose import whose


@for_role(Role.MENTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_answers(request: HttpRequest, place: Place) -> HttpResponse:
    mine = AnswerTemplate.objects.filter(mentor=place.membership.person)
    key = request.POST.get("template", "") or request.GET.get("change", "")
    changed = get_object_or_404(mine, pk=key) if is_number(key) else None
    form = TemplateForm(request.POST or None, instance=changed)
    if request.method == "POST":
        if request.POST.get("act") == "remove":
            return _remove(request, place, changed)
        if form.is_valid() and _saved(form, place):
            keep_way_back(request, _("Saved."), None)
            return redirect("cohort_answers", place.cohort.pk)
    context = {"place": place, "tab": "reviews", "roadmaps": place.roadmaps, "changed": changed}
    context |= {"templates": mine, "form": form, "whose": whose(request)}
    return render(request, "cohorts/answers.html", context | {"undo": undo_after_redirect(request)})


def _saved(form: TemplateForm, place: Place) -> bool:
    try:
        templates.save(mentor=place.membership.person, template=form.save(commit=False))
    except templates.TooMany:
        form.add_error(None, _("You have as many templates as there can be. Remove one first."))
        return False
    return True


def _remove(request: HttpRequest, place: Place, template: AnswerTemplate | None) -> HttpResponse:
    if template is not None:
        template.delete()
    keep_way_back(request, _("Removed."), None)
    return redirect("cohort_answers", place.cohort.pk)
