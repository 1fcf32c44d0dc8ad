from django.urls import path

from roadmap_site.accounts import views

urlpatterns = [
    path("settings/", views.settings_page, name="settings"),
]
