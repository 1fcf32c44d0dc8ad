from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "progress.learning"
    label = "learning"

    def ready(self) -> None:
        from curriculum.loading import observers
        from progress.learning import joining  # noqa: F401 -- listens for people signing in
        from progress.learning import personal as own
        from progress.learning.credit import CreditObserver
        from roadmap_site.accounts import personal

        observers.register(CreditObserver())
        personal.register(*own.PROVIDERS)
        personal.register_table(own.MARKS)
