from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from curriculum.views import picture
from progress.reminders.views.operators import metrics
from roadmap_site import health, signposts

# The admin signs in where everybody does: the same limits, the same second factors
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("progress.learning.urls")),
    path("", include("progress.learning.search.urls")),
    path("", include("progress.learning.news.urls")),
    path("", include("progress.reminders.urls")),
    path("", include("progress.cohorts.urls")),
    path("", include("roadmap_site.accounts.urls")),
    path("assets/<slug:roadmap>/<str:name>", picture, name="picture"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("roadmaps/", signposts.roadmaps),
    path("favicon.ico", signposts.favicon),
    path("robots.txt", signposts.robots),
    path("healthz/", health.healthz),
    path("readyz/", health.readyz),
    path("metrics", metrics, name="metrics"),
]
if settings.WATCH_CONTENT:
    urlpatterns.append(path("local/", include("roadmap_site.local.urls")))
if settings.SHOW_MAIL:
    urlpatterns.append(path("mailbox/", include("roadmap_site.local.mailbox.urls")))

handler400 = "roadmap_site.errors.bad_request"
