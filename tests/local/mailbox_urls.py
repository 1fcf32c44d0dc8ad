"""The site's addresses as local mode has them."""

from django.urls import include, path

urlpatterns = [
    path("", include("roadmap_site.urls")),
    path("mailbox/", include("roadmap_site.local.mailbox.urls")),
]

handler400 = "roadmap_site.errors.bad_request"
