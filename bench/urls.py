from django.urls import include, path

from bench import floors

urlpatterns = [
    path("floor/<int:topic>/", floors.read),
    path("floor/<int:topic>/mark/", floors.write),
    path("", include("roadmap_site.urls")),
]

handler400 = "roadmap_site.errors.bad_request"
