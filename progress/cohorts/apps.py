from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class CohortsConfig(AppConfig):
    name = "progress.cohorts"
    label = "cohorts"
    verbose_name = _("cohorts")

    def ready(self) -> None:
        from progress.cohorts import digest
        from progress.cohorts import personal as own
        from progress.cohorts.messages import mailing
        from progress.cohorts.pages import below_evidence
        from progress.cohorts.pages.notices import notices
        from progress.cohorts.pages.received import received
        from progress.cohorts.people.leading import PAGE
        from progress.cohorts.reviews import escalating
        from progress.learning import answers
        from progress.learning.pages.masthead import FurtherPage, register_page
        from progress.learning.today import panels
        from progress.reminders.schedule import events, weekly
        from roadmap_site.accounts import menu, personal
        from roadmap_site.accounts.models import User

        def shown(person: User) -> bool:
            return PAGE in person.further_pages or settings.OPEN_COHORTS

        register_page(FurtherPage(_("Cohorts"), "cohorts", shown))
        menu.register(_("Cohorts"), "cohort_privacy")
        personal.register(*own.PROVIDERS)
        weekly.register(digest.WEEKLY)
        events.register(escalating.EVENT)
        events.register(mailing.EVENT)
        panels.register(panels.Panel("cohort_notices", notices))
        panels.register(panels.Panel("received", received))
        answers.register(answers.Answers("reviews", below_evidence.stands_answered, below_evidence.below))
