from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemindersConfig(AppConfig):
    name = "progress.reminders"
    label = "reminders"
    verbose_name = _("reminders")

    def ready(self) -> None:
        from anymail.signals import pre_send, tracking

        from progress.reminders import account_mail
        from progress.reminders import personal as own
        from progress.reminders.schedule import following
        from progress.reminders.sending import providers
        from roadmap_site.accounts import menu, personal, post, welcome, zones

        zones.when_moved(following.moved)
        post.carried_by(account_mail.carry)
        pre_send.connect(providers.name_it)
        tracking.connect(providers.heard)
        menu.register(_("Mail"), "mail_settings")
        personal.register(*own.PROVIDERS)
        welcome.register("welcome")
