"""The ledger for those who run the site: to look into, never to change, and never what mails say."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from progress.reminders.metrics import REASONS
from progress.reminders.models import Mail, MailState
from progress.reminders.numbers import read_numbers
from progress.reminders.pages.numbers import NumbersPage
from progress.reminders.schedule.words import because
from roadmap_site.accounts.models import User

COUNTED = 10_000  # rows: nobody turns more pages than that


class BoundedPaginator(Paginator):  # type: ignore[type-arg]  # not subscriptable at run time
    """It counts no further than somebody may turn pages: counting millions takes a second."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[:COUNTED].count())


class WhySkipped(admin.SimpleListFilter):
    title = _("why skipped")
    parameter_name = "why"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(reason, because(reason)) for reason in REASONS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Mail]) -> QuerySet[Mail]:
        return queryset.filter(state=MailState.SKIPPED, reason=self.value()) if self.value() else queryset


@admin.register(Mail)
class MailAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("due_at", "kind", "person", "state", "reason", "attempts")
    list_filter = ("state", "kind", WhySkipped)
    list_select_related = ("recipient",)
    list_per_page = 50
    search_fields = ("recipient__email",)
    search_help_text = _("The whole e-mail address of somebody")
    ordering = ("-id",)
    sortable_by = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator
    actions = None
    fields = ("kind", "key", "person", "state", "reason", "due_at", "expires_at", "done_at", "attempts")
    change_list_template = "reminders/admin/mails.html"

    @admin.display(description=_("person"))
    def person(self, mail: Mail) -> str:
        return str(mail.recipient) if mail.recipient else "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mail]:
        return super().get_queryset(request).defer("told")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Mail], search_term: str
    ) -> tuple[QuerySet[Mail], bool]:
        """By the person's own index; a part of an address would be looked for in all of them."""
        if not search_term.strip():
            return queryset, False
        people = User.objects.filter(email=User.objects.normalize_email(search_term))
        return queryset.filter(recipient__in=people.values("pk")), False

    def get_urls(self) -> list[URLPattern]:
        numbers = self.admin_site.admin_view(self.numbers)
        return [path("numbers/", numbers, name="reminders_mail_numbers"), *super().get_urls()]

    def numbers(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return render(
            request, "reminders/admin/numbers.html", {"page": NumbersPage(read_numbers(timezone.now()))}
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False
