from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "roadmap_site.accounts"
    label = "accounts"

    def ready(self) -> None:
        from roadmap_site.accounts import menu, own_data, personal

        menu.register(_("Name and time zone"), "settings")
        menu.register(_("E-mail address"), "account_email", group=menu.SIGNING_IN)
        menu.register(_("Password"), "account_change_password", group=menu.SIGNING_IN)
        menu.register(_("A second step"), "mfa_index", group=menu.SIGNING_IN)
        menu.register(
            _("Other ways in"),
            "socialaccount_connections",
            group=menu.SIGNING_IN,
            shown=lambda: bool(settings.SOCIALACCOUNT_PROVIDERS),
        )
        menu.register(_("Where you are signed in"), "usersessions_list", group=menu.SIGNING_IN)
        menu.register(_("Take it with you"), "export", group=menu.DATA)
        menu.register(_("Delete the account"), "delete_account", group=menu.DATA)
        personal.register(*own_data.PROVIDERS)
