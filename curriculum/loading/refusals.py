"""Why a load does nothing. Each has an exit code of its own, so that scripts can tell them apart."""

from collections.abc import Sequence

from curriculum.content.errors import ContentError


class Refused(Exception):
    """The load would do something that it was not told to do, or can't; it has done nothing."""

    exit_code = 1


class ContentErrors(Refused):
    """The files are wrong; `errors` says where and what to do."""

    def __init__(self, errors: Sequence[ContentError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


class BrokenIdentity(ContentErrors):
    """Ids that were there are neither there, nor carried on, nor retired; or they mean something else now."""


class RetiresMarked(Refused):
    """Learners have marked topics that would be retired, and their number was not told."""

    exit_code = 2


class LoadBusy(Refused):
    """Another load is running."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__("another load is running; try again when it is done")


class PlanOutdated(Refused):
    """The plan was made of other files, or for another release."""

    exit_code = 4


class OlderContent(Refused):
    """An older release had this very content."""

    exit_code = 5
