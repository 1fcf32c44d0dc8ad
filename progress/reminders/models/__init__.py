from progress.reminders.models.choices import MailChoices
from progress.reminders.models.kinds import CAPPED, CHOSEN, WEEKLY, Kind
from progress.reminders.models.mails import LIVE, Mail, MailState
from progress.reminders.models.suppressions import Suppression

__all__ = [
    "CAPPED",
    "CHOSEN",
    "LIVE",
    "WEEKLY",
    "Kind",
    "Mail",
    "MailChoices",
    "MailState",
    "Suppression",
]
