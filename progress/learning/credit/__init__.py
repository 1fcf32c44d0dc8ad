"""Progress that outlives changes of the content: what a load credits, keeps and takes back.

Everything here happens inside the load's own transaction, in a constant number of statements.
"""

from progress.learning.credit.late import LateMark, live_marks
from progress.learning.credit.observer import CreditObserver

__all__ = ["CreditObserver", "LateMark", "live_marks"]
