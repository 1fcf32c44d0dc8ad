from progress.learning.models.activities import ActiveDay, Activity
from progress.learning.models.completions import Completion
from progress.learning.models.marks import GroupCredit, Mark, Read, State
from progress.learning.models.notes import LinkReport, Note, OwnLink, Removed, ReportedResource
from progress.learning.models.plans import CalendarFeed, Enrolment, EnrolmentPause, Plan
from progress.learning.models.profiles import Certificate, GoneCertificate, Profile
from progress.learning.models.routine import HabitTick
from progress.learning.models.second_looks import SecondLook
from progress.learning.models.streaks import ModeChange, PauseChange, StoredStreak, StreakMode
from progress.learning.models.submissions import Submission

__all__ = [
    "ActiveDay",
    "Activity",
    "CalendarFeed",
    "Certificate",
    "Completion",
    "Enrolment",
    "EnrolmentPause",
    "GoneCertificate",
    "GroupCredit",
    "HabitTick",
    "LinkReport",
    "Mark",
    "ModeChange",
    "Note",
    "OwnLink",
    "PauseChange",
    "Plan",
    "Profile",
    "Read",
    "Removed",
    "ReportedResource",
    "SecondLook",
    "State",
    "StoredStreak",
    "StreakMode",
    "Submission",
]
