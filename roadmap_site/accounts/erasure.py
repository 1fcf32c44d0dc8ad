"""Deleting an account, so that nothing tells of the person any more."""

import json

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from roadmap_site.accounts import personal
from roadmap_site.accounts.models import User


@transaction.atomic
def erase(*, person: User) -> None:
    """Delete the person and everything that is theirs. A second time changes nothing."""
    who = User.objects.filter(pk=person.pk)
    who.select_for_update(no_key=True).first()  # as a move to another zone does, before any other lock
    for provider in personal.providers():
        provider.before_erasing(person)
    who.select_for_update().first()  # from here on nothing can be added to them
    _said_of(person).delete()
    _end_sessions(person)
    who.delete()


def _said_of(person: User) -> QuerySet[LogEntry]:
    """Return what the admin's log has on changes of the person: it repeats their name."""
    users = ContentType.objects.get_for_model(User)
    return LogEntry.objects.filter(content_type=users, object_id=str(person.pk))


def _end_sessions(person: User) -> None:
    """Delete every session that names the person.

    All are read: those that a new password ended still lie there, and so do those of a browser that only
    asked for a code.
    """
    for page in personal.pages_of(Session.objects.order_by("pk"), "pk"):
        sessions = Session.objects.in_bulk([key for (key,) in page]).values()
        Session.objects.filter(pk__in=[s.pk for s in sessions if _names(s, person)]).delete()


def _names(session: Session, person: User) -> bool:
    told = session.get_decoded()
    return told.get("_auth_user_id") == str(person.pk) or person.email in json.dumps(told).lower()
