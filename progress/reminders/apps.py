from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemindersConfig(AppConfig):
    name = "progress.reminders"
    label = "reminders"
    verbose_name = _("reminders")

    def ready(self) -> None:
        from progress.reminders.schedule import following
        from roadmap_site.accounts import menu, welcome, zones

        zones.when_moved(following.moved)
        menu.register(_("Mail"), "mail_settings")
        welcome.register("welcome")
