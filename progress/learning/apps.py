from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "progress.learning"
    label = "learning"
