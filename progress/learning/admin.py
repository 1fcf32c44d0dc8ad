"""What editors hear from learners: links that are dead."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from progress.learning.models import ReportedResource
from progress.learning.notes import reports


@admin.register(ReportedResource)
class ReportedResourceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """By how many people say so; who they are is nobody's business. The link itself is mended in content/."""

    list_display = ("title", "link", "how_many", "first_reported", "key")
    list_display_links = None
    actions = ("close",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReportedResource]:
        return reports.waiting()

    @admin.display(description=_("address"))
    def link(self, resource: ReportedResource) -> SafeString:
        return format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', resource.url)

    @admin.display(description=_("people who report it"), ordering="reports")
    def how_many(self, resource: Any) -> int:
        return int(resource.reports)

    @admin.display(description=_("since"), ordering="since")
    def first_reported(self, resource: Any) -> datetime:
        found: datetime = resource.since
        return found

    @admin.action(description=_("Close the reports: the link is mended, or it works"), permissions=["close"])
    def close(self, request: HttpRequest, resources: QuerySet[ReportedResource]) -> None:
        closed = reports.close(resources=list(resources), at=timezone.now())
        words = ngettext("%(n)s report is closed.", "%(n)s reports are closed.", closed)
        self.message_user(request, words % {"n": closed})

    def has_close_permission(self, request: HttpRequest) -> bool:
        return super().has_change_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ReportedResource | None = None) -> bool:
        """Nothing of it is changed here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ReportedResource | None = None) -> bool:
        return False
