from django.apps import AppConfig


class LocalConfig(AppConfig):
    name = "roadmap_site.local"
    label = "local"
