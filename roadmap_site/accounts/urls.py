from django.urls import path

from roadmap_site.accounts import views

urlpatterns = [
    path("settings/", views.settings_page, name="settings"),
    path("accounts/sessions/<int:pk>/", views.sign_out_session, name="sign_out_session"),
    path("settings/export/", views.export_page, name="export"),
    path("settings/export/everything.json", views.export_everything, name="export_everything"),
    path("settings/export/<slug:name>.csv", views.export_table, name="export_table"),
    path("settings/delete/", views.delete_account, name="delete_account"),
]
