from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "progress.learning"
    label = "learning"

    def ready(self) -> None:
        from curriculum.loading import observers
        from progress.learning import (
            joining,  # noqa: F401 -- listens for people signing in
            recording,
        )
        from progress.learning import personal as own
        from progress.learning.credit import CreditObserver
        from progress.learning.days import first_lived
        from progress.learning.streaks import stored
        from progress.learning.streaks.first_count import count_first_streaks
        from roadmap_site.accounts import menu, personal, zones

        observers.register(CreditObserver())
        zones.where_lived(first_lived)
        zones.when_done(recording.has_done)
        zones.when_moved(stored.refresh_moved)
        post_migrate.connect(count_first_streaks, sender=self)
        menu.register(_("Streak and pauses"), "streak_settings")
        menu.register(_("Public profile"), "profile_settings")
        menu.register(_("Completions"), "completions")
        menu.register(_("Calendar"), "calendar")
        personal.register(*own.PROVIDERS)
        personal.register_table(own.MARKS)
