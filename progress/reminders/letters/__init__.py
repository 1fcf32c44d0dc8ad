"""What mails say: read for many at once, written one by one."""

from progress.reminders.letters.contents import Contents
from progress.reminders.letters.reading import read_contents
from progress.reminders.letters.weekly import still_told
from progress.reminders.letters.writing import write

__all__ = ["Contents", "read_contents", "still_told", "write"]
