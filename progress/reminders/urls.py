from django.urls import path

from progress.reminders.views import by_token, choosing, events, examples, welcome

urlpatterns = [
    path("settings/mail/", choosing.mail_settings, name="mail_settings"),
    path("settings/mail/example/<slug:name>/", examples.mail_example, name="mail_example"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("mail/events/<slug:provider>/", events.mail_events, name="mail_events"),
    path("mail/stop/<str:token>/", by_token.stop, name="mail_stop"),
    path("mail/choices/<str:token>/", by_token.choices, name="mail_choices"),
]
