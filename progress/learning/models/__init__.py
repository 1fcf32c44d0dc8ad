from progress.learning.models.activities import ActiveDay, Activity
from progress.learning.models.completions import Completion
from progress.learning.models.marks import GroupCredit, Mark, Read, State

__all__ = [
    "ActiveDay",
    "Activity",
    "Completion",
    "GroupCredit",
    "Mark",
    "Read",
    "State",
]
