"""Make a cohort of people who never were, for looking around and for measuring."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from curriculum.models import Roadmap
from progress.cohorts.demo.seeding import Plan, Taken, seed
from roadmap_site.accounts.models import User

MOST = 100_000  # learners
LONGEST_NAME = 120
LARGEST_SEED = 10**12


class Command(BaseCommand):
    help = (
        "Make a cohort of learners who could be people. Of forty 16 go steadily along, 6 are busy and phases "
        "ahead of the pace, 4 are slow and phases behind it, 5 are stuck on one topic for weeks, 4 have gone "
        "quiet, 2 have finished, 1 pauses and 2 have just joined. The same seed makes the same people. "
        "Nobody can sign in as one of them, and no mail is sent."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--learners", type=int, default=40, help=f"how many (40), at most {MOST:,}")
        parser.add_argument("--seed", type=int, default=1, help="any number (1)")
        parser.add_argument("--name", default="Demo cohort", help="the cohort's")
        parser.add_argument("--roadmap", help="its id; otherwise the first that is published")
        parser.add_argument(
            "--mentor", default="mentor@cairn.example", help="the address of who owns the cohort"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        plan = Plan(
            learners=_number("--learners", options["learners"], 1, MOST),
            seed=_number("--seed", options["seed"], -LARGEST_SEED, LARGEST_SEED),
            name=_name(options["name"]),
            roadmap=_roadmap(options["roadmap"]),
            mentor=_mentor(options["mentor"]),
            at=timezone.now(),
        )
        try:
            seeded = seed(plan, say=self.stdout.write)
        except Taken:
            raise CommandError(
                f"The people of seed {plan.seed} are there already; choose another --seed."
            ) from None
        self.stdout.write(f"“{seeded.cohort}” is at /cohorts/{seeded.cohort.pk}/ for {plan.mentor.email}.")


def _number(option: str, number: int, least: int, most: int) -> int:
    if not least <= number <= most:
        raise CommandError(f"{option} is a number from {least:,} to {most:,}.")
    return number


def _name(name: str) -> str:
    if not name.strip() or not name.isprintable() or len(name) > LONGEST_NAME:
        raise CommandError(f"--name is one line of 1 to {LONGEST_NAME} characters that can be seen.")
    return name.strip()


def _roadmap(key: str | None) -> Roadmap:
    published = Roadmap.objects.published()
    found = (published.filter(key=key) if key else published).first()
    if found is None:
        raise CommandError(f"There is no published roadmap {key or ''}".rstrip() + ".")
    return found


def _mentor(email: str) -> User:
    """One who is made here cannot sign in without asking for a new password."""
    email = User.objects.normalize_email(email)
    try:
        User._meta.get_field("email").clean(email, None)
    except ValidationError:
        raise CommandError("--mentor is the address of a mailbox, like mentor@cairn.example.") from None
    return User.objects.filter(email=email).first() or User.objects.create_user(email, None)
