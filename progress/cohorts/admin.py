"""For the staff: who may make cohorts, and a new owner for a cohort that has none."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Permission
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from progress.cohorts.models import Cohort, Role
from progress.cohorts.people.changing import change_role
from progress.cohorts.people.joining import enter
from progress.cohorts.people.leading import lead_rightly
from roadmap_site.accounts.admin import UserAdmin
from roadmap_site.accounts.models import User

admin.site.unregister(User)


def _right() -> Permission:
    return Permission.objects.get(content_type__app_label="cohorts", codename="add_cohort")


@admin.register(User)
class PeopleAdmin(UserAdmin):
    list_display = (*UserAdmin.list_display, "may_make_cohorts")  # type: ignore[assignment]
    actions = ["let_make_cohorts", "let_make_none"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        makes = Q(user_permissions__codename="add_cohort")
        people: QuerySet[User] = super().get_queryset(request)
        return people.annotate(makes_cohorts=Count("pk", filter=makes))

    @admin.display(description=_("makes cohorts"), boolean=True)
    def may_make_cohorts(self, person: User) -> bool:
        return bool(person.is_superuser or person.makes_cohorts)  # type: ignore[attr-defined]

    @admin.action(description=_("Let them make cohorts"), permissions=["change"])
    def let_make_cohorts(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            person.user_permissions.add(_right())
            lead_rightly(person=person)
        said = ngettext("%(n)s may make cohorts.", "%(n)s may make cohorts.", len(people))
        self._say(request, said, people)

    @admin.action(description=_("Let them make no more cohorts"), permissions=["change"])
    def let_make_none(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            person.user_permissions.remove(_right())
            lead_rightly(person=person)
        said = ngettext("%(n)s may make no more cohorts.", "%(n)s may make no more cohorts.", len(people))
        self._say(request, said, people)

    def _say(self, request: HttpRequest, words: str, people: QuerySet[User]) -> None:
        self.message_user(request, words % {"n": len(people)}, messages.SUCCESS)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        lead_rightly(person=form.instance)


class OwnerForm(forms.ModelForm):  # type: ignore[type-arg]
    new_owner = forms.EmailField(
        label=_("New owner"),
        required=False,
        help_text=_("The address of an account. Whoever owns the cohort now stays an owner."),
    )

    def clean_new_owner(self) -> User | None:
        address = User.objects.normalize_email(self.cleaned_data["new_owner"])
        owner = User.objects.filter(email=address, is_active=True).first() if address else None
        if address and owner is None:
            raise forms.ValidationError(_t("No account has this address."))
        return owner


@admin.register(Cohort)
class CohortAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Nothing here shows how anybody learns."""

    form = OwnerForm
    list_display = ("name", "starts_on", "ended_on", "archived_at", "owners", "learners")
    search_fields = ("name",)
    fields = ("name", "starts_on", "ended_on", "archived_at", "new_owner")
    readonly_fields = ("name", "starts_on", "ended_on", "archived_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cohort]:
        current = Q(memberships__left_at=None)
        return Cohort.objects.annotate(
            owners=Count("memberships", filter=current & Q(memberships__role=Role.OWNER)),
            learners=Count("memberships", filter=current & Q(memberships__role=Role.LEARNER)),
        )

    @admin.display(description=_("owners"))
    def owners(self, cohort: Cohort) -> int:
        return cohort.owners  # type: ignore[attr-defined, no-any-return]

    @admin.display(description=_("learners"))
    def learners(self, cohort: Cohort) -> int:
        return cohort.learners  # type: ignore[attr-defined, no-any-return]

    def save_model(self, request: HttpRequest, obj: Cohort, form: Any, change: bool) -> None:
        """Give it an owner, as the log of the cohort will tell."""
        owner, now = form.cleaned_data["new_owner"], timezone.now()
        if owner is None or not isinstance(request.user, User):
            return
        there = enter(cohort=obj, person=owner, role=Role.OWNER, by=request.user, at=now)
        change_role(membership=there, role=Role.OWNER, by=request.user, at=now)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Cohort | None = None) -> bool:
        return False
