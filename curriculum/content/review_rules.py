"""What an editor says of a topic that has changed must have happened."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from curriculum.content.errors import ContentError
from curriculum.content.identity import topics_of
from curriculum.content.shelf import Shelf

EARLIEST = timezone(timedelta(hours=14))  # where a day begins first: an editor anywhere may write their today


def check_reviews(shelf: Shelf, at: datetime) -> Iterator[ContentError]:
    """Report days to come: who does the topic before would be asked to look again at what they saw."""
    today = at.astimezone(EARLIEST).date()
    for roadmap in shelf.roadmaps:
        for sheet in (*roadmap.phases.values(), *roadmap.unlisted.values()):
            for path, topic in topics_of(sheet.model):
                if topic.review and topic.review.since > today:
                    message = f"`since` is {topic.review.since}, a day to come"
                    advice = (
                        f"write the day of the change, {today} or before, or take `review` out until then"
                    )
                    yield sheet.error((*path, "review", "since"), message, advice)
