from django.urls import path

from roadmap_site.local import views

urlpatterns = [
    path("content/", views.content, name="local_content"),
]
