from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "roadmap_site.accounts"
    label = "accounts"
