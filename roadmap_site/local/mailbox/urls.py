from django.urls import path

from roadmap_site.local.mailbox import views

urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("<slug:name>/", views.mail, name="mailbox_mail"),
    path("<slug:name>/html/", views.mail_html, name="mailbox_html"),
    path("<slug:name>/source/", views.mail_source, name="mailbox_source"),
]
