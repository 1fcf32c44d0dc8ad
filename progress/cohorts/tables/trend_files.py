"""How a cohort goes, and its hardest topics, as files."""

from collections.abc import Callable, Sequence

from progress.cohorts.tables.exports import Table
from progress.cohorts.tables.hardest import Hard
from progress.cohorts.tables.trend import Week

OF_WEEK = ("until", "median", "low_quarter", "high_quarter", "pace")
OF_TOPIC = ("roadmap", "phase_number", "phase", "topic", "days", "timed", "came", "learning", "skipped")


def trend_table(weeks: Callable[[], Sequence[Week]]) -> Table:
    return Table("trend", OF_WEEK, weeks)


def hardest_table(found: Callable[[], list[Hard]]) -> Table:
    """In the order of the path; the page shows the first of two other orders."""
    return Table(
        "hardest",
        OF_TOPIC,
        lambda: (
            (
                hard.line.slug,
                hard.phase.number,
                hard.phase.name,
                hard.topic.title,
                hard.days,
                hard.timed,
                hard.came,
                hard.learning,
                hard.skipped,
            )
            for hard in found()
        ),
    )
