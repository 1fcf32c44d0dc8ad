"""Who sees and does what in a cohort: every address in one, with the least role that it is for.

An address that is not listed here fails the test: whoever adds one says whom it is for, what a POST says that
changes something, and as what the log tells of a look (`seen_as`) and of a change (`done_as`).
"""

from dataclasses import dataclass, field

from progress.cohorts.models import AuditEntry, Role

What = AuditEntry.What
LEARNER, OBSERVER, MENTOR, OWNER = Role.LEARNER, Role.OBSERVER, Role.MENTOR, Role.OWNER


@dataclass(frozen=True)
class Right:
    """`writes` is None where a POST is no way to do anything; `sees` is None where a GET is none."""

    sees: Role | None
    writes: Role | None = None
    post: dict[str, str] = field(default_factory=dict)
    seen_as: What | None = None
    done_as: What | None = None


RIGHTS: dict[str, Right] = {
    "cohorts/<int:cohort>/": Right(OBSERVER),
    "cohorts/<int:cohort>/overview.csv": Right(OBSERVER, seen_as=What.EXPORTED),
    "cohorts/<int:cohort>/overview.json": Right(OBSERVER, seen_as=What.EXPORTED),
    "cohorts/<int:cohort>/views/": Right(None, MENTOR, {"act": "save", "name": "Mine", "show": "stuck"}),
    "cohorts/<int:cohort>/trend/": Right(OBSERVER),
    "cohorts/<int:cohort>/trend.csv": Right(OBSERVER, seen_as=What.EXPORTED),
    "cohorts/<int:cohort>/trend.json": Right(OBSERVER, seen_as=What.EXPORTED),
    "cohorts/<int:cohort>/trend/topics.csv": Right(OBSERVER, seen_as=What.EXPORTED),
    "cohorts/<int:cohort>/trend/topics.json": Right(OBSERVER, seen_as=What.EXPORTED),
    "cohorts/<int:cohort>/grid/": Right(OBSERVER),
    "cohorts/<int:cohort>/grid.csv": Right(OBSERVER, seen_as=What.EXPORTED),
    "cohorts/<int:cohort>/grid.json": Right(OBSERVER, seen_as=What.EXPORTED),
    "cohorts/<int:cohort>/grid/<int:phase>/": Right(OBSERVER, seen_as=What.SAW_LEARNER),
    "cohorts/<int:cohort>/grid/<int:phase>.csv": Right(OBSERVER, seen_as=What.EXPORTED),
    "cohorts/<int:cohort>/grid/<int:phase>.json": Right(OBSERVER, seen_as=What.EXPORTED),
    "cohorts/<int:cohort>/reviews/": Right(OBSERVER),
    "cohorts/<int:cohort>/reviews.csv": Right(OBSERVER, seen_as=What.EXPORTED),
    "cohorts/<int:cohort>/reviews.json": Right(OBSERVER, seen_as=What.EXPORTED),
    "cohorts/<int:cohort>/reviews/<int:submission>/": Right(
        OBSERVER,
        MENTOR,
        {"act": "approved", "words": "Good."},
        seen_as=What.SAW_LEARNER,
        done_as=What.REVIEWED,
    ),
    "cohorts/<int:cohort>/messages/": Right(MENTOR),
    "cohorts/<int:cohort>/messages/new/": Right(MENTOR, MENTOR, {"act": "preview", "words": "Hello."}),
    "cohorts/<int:cohort>/answers/": Right(MENTOR, MENTOR, {"title": "Tests", "words": "Add tests."}),
    "cohorts/<int:cohort>/learners/<int:member>/": Right(
        OBSERVER,
        MENTOR,
        {"act": "write", "words": "Calls on Mondays."},
        seen_as=What.SAW_LEARNER,
        done_as=What.NOTED,
    ),
    "cohorts/<int:cohort>/settings/": Right(OBSERVER, MENTOR, {"undo": "extend 0 0"}),
    "cohorts/<int:cohort>/settings/members/<int:member>/": Right(
        MENTOR, MENTOR, {"act": "extend", "extra_days": "7"}, done_as=What.EXTENDED
    ),
    "cohorts/<int:cohort>/settings/invitations/": Right(
        OWNER, OWNER, {"act": "link", "role": "learner", "uses": "5", "days": "3"}, done_as=What.INVITED
    ),
    "cohorts/<int:cohort>/settings/cohort/": Right(OWNER, OWNER, {"act": "archive"}, done_as=What.ARCHIVED),
    "cohorts/<int:cohort>/me/": Right(LEARNER, LEARNER, {"shows": "counts"}, done_as=What.SHOWS),
    "cohorts/<int:cohort>/audit/": Right(MENTOR),
}
