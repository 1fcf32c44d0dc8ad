from progress.cohorts.models.cohorts import (
    Cohort,
    CohortRoadmap,
    Invitation,
    Membership,
    Role,
    Shows,
    is_past,
)
from progress.cohorts.models.kept import KeptStanding
from progress.cohorts.models.looking import AuditEntry, LastLook, MentorNote, SavedView
from progress.cohorts.models.messages import Message
from progress.cohorts.models.reviews import (
    AnswerTemplate,
    Escalation,
    Review,
    ReviewClaim,
    ReviewReply,
    Verdict,
)

__all__ = [
    "AnswerTemplate",
    "AuditEntry",
    "Cohort",
    "CohortRoadmap",
    "Escalation",
    "Invitation",
    "KeptStanding",
    "LastLook",
    "Membership",
    "MentorNote",
    "Message",
    "Review",
    "ReviewClaim",
    "ReviewReply",
    "Role",
    "SavedView",
    "Shows",
    "Verdict",
    "is_past",
]
