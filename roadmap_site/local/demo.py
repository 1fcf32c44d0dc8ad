"""The people to look around with: local mode only, made once."""

from typing import NamedTuple

from django.db import transaction

from roadmap_site.accounts.models import User

PASSWORD = "cairn-demo"  # noqa: S105 - told to everybody at the start


class Person(NamedTuple):
    email: str
    name: str
    rights: dict[str, bool]


PEOPLE = (
    Person("learner@cairn.example", "Robin", {}),
    Person("mentor@cairn.example", "Noor", {}),
    Person("admin@cairn.example", "Kim", {"is_staff": True, "is_superuser": True}),
)


@transaction.atomic
def make_demo_people() -> bool:
    """Only while nobody has an account, so that a person who was removed stays away."""
    if User.objects.exists():
        return False
    for person in PEOPLE:
        User.objects.create_user(person.email, PASSWORD, name=person.name, **person.rights)
    return True
