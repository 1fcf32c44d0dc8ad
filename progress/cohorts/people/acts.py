"""What is done to somebody on their page of a cohort, each with the word by which it is taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, ngettext

from progress.cohorts.access import Place
from progress.cohorts.models import Membership, Role
from progress.cohorts.people import changing, joining


@dataclass(frozen=True, slots=True)
class Done:
    """`undo` says what to take back: the act, whose it was, and what was before."""

    words: str
    undo: str


Said = Mapping[str, Any]
Act = Callable[[Place, Membership, Said, datetime], Done]
Undo = Callable[[Place, Membership, str, datetime], bool]


def extend(place: Place, membership: Membership, said: Said, at: datetime) -> Done:
    before, days = membership.extra_days, said["extra_days"]
    changing.extend(membership=membership, days=days, by=place.membership.person, at=at)
    words = ngettext("%(who)s has %(n)s day more.", "%(who)s has %(n)s days more.", days)
    return Done(words % {"who": membership.person, "n": days}, f"extend {membership.pk} {before}")


def change_role(place: Place, membership: Membership, said: Said, at: datetime) -> Done:
    role, before = Role(said["role"]), membership.role
    changing.change_role(membership=membership, role=role, by=place.membership.person, at=at)
    words = gettext("The role of %(who)s is now: %(role)s.")
    return Done(
        words % {"who": membership.person, "role": role.label}, f"change_role {membership.pk} {before}"
    )


def move(place: Place, membership: Membership, said: Said, at: datetime) -> Done:
    moved = joining.move(membership=membership, to=said["to"], by=place.membership.person, at=at)
    words = gettext("%(who)s is now in “%(cohort)s”.") % {"who": membership.person, "cohort": said["to"]}
    return Done(words, f"move {membership.pk} {moved.pk}")


def remove(place: Place, membership: Membership, said: Said, at: datetime) -> Done:
    joining.leave(membership=membership, by=place.membership.person, at=at)
    return Done(gettext("%(who)s is out.") % {"who": membership.person}, f"remove {membership.pk} -")


ACTS: dict[str, Act] = {"extend": extend, "change_role": change_role, "move": move, "remove": remove}


def take_back(place: Place, undo: str, at: datetime) -> bool:
    """Return whether there was something to take back that the viewer may take back."""
    act, _, rest = undo.partition(" ")
    pk, _, before = rest.partition(" ")
    if act not in _UNDOS or not (place.may_keep or (act == "extend" and place.may_review)):
        return False
    membership = _member(place, pk)
    return membership is not None and _UNDOS[act](place, membership, before, at)


def _member(place: Place, pk: str) -> Membership | None:
    memberships = Membership.objects.filter(cohort=place.cohort).select_related("person", "cohort")
    return memberships.filter(pk=pk).first() if is_number(pk) else None


def is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 19


def _extend_back(place: Place, membership: Membership, before: str, at: datetime) -> bool:
    if not is_number(before) or int(before) > changing.MOST_DAYS:
        return False
    changing.extend(membership=membership, days=int(before), by=place.membership.person, at=at)
    return True


def _role_back(place: Place, membership: Membership, before: str, at: datetime) -> bool:
    if before not in Role.values or membership.left_at is not None:
        return False
    changing.change_role(membership=membership, role=Role(before), by=place.membership.person, at=at)
    return True


def _move_back(place: Place, membership: Membership, before: str, at: datetime) -> bool:
    """Only a mover who owns the other cohort, too, takes somebody out of it."""
    by = place.membership.person
    owned = Membership.objects.current().filter(person=by, role=Role.OWNER).values("cohort")
    there = Membership.objects.current().filter(person=membership.person, cohort__in=owned)
    moved = there.select_related("person", "cohort").filter(pk=before).first() if is_number(before) else None
    return moved is not None and joining.move_back(membership=membership, moved=moved, by=by, at=at)


def _let_back(place: Place, membership: Membership, before: str, at: datetime) -> bool:
    return joining.come_back(membership=membership, by=place.membership.person, at=at)


_UNDOS: dict[str, Undo] = {
    "extend": _extend_back,
    "change_role": _role_back,
    "move": _move_back,
    "remove": _let_back,
}
