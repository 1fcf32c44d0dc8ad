"""What an editor says of a topic that has changed must have happened."""

from collections.abc import Iterator
from datetime import date

from curriculum.content.errors import ContentError
from curriculum.content.identity import topics_of
from curriculum.content.shelf import Shelf


def check_reviews(shelf: Shelf, today: date) -> Iterator[ContentError]:
    """Report days to come: who does the topic before would be asked to look again at what they saw."""
    for roadmap in shelf.roadmaps:
        for sheet in (*roadmap.phases.values(), *roadmap.unlisted.values()):
            for path, topic in topics_of(sheet.model):
                if topic.review and topic.review.since > today:
                    message = f"`since` is {topic.review.since}, a day to come"
                    advice = (
                        f"write the day of the change, {today} or before, or take `review` out until then"
                    )
                    yield sheet.error((*path, "review", "since"), message, advice)
