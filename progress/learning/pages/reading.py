"""What there is to read at a topic or on a phase's page, each resource with its tick."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from curriculum.models import Reference, Resource, Topic
from curriculum.tree import PhaseNode
from progress.learning.holders import holder_of
from progress.learning.pages.prepared_roadmap import PreparedReading, PreparedRoadmap
from progress.learning.pages.slots import Slots, prepare
from progress.learning.pages.whose import whose

Place = Topic | PhaseNode


def reading(request: HttpRequest, parts: PreparedRoadmap, place: Place) -> SafeString:
    """Return the form with all resources of `place`; nothing when it has none."""
    prepared = prepared_reading(parts, place)
    if not prepared.references:
        return SafeString("")
    read = holder_of(request).reads(parts.tree.roadmap)
    values = {"token": get_token(request), "whose": whose(request)}
    for reference in prepared.references:
        key = reference.resource_id
        values |= _read_values(key) if key in read else _unread_values(key)
    return prepared.form.fill(values)


def resource_at(parts: PreparedRoadmap, place: Place, key: str) -> Resource | None:
    """Return the resource of this primary key, if it is to be read at `place`."""
    found = (reference.resource for reference in prepared_reading(parts, place).references)
    return next((resource for resource in found if str(resource.pk) == key), None)


def prepared_reading(parts: PreparedRoadmap, place: Place) -> PreparedReading:
    """Return it, prepared when it is first asked for."""
    key = ("topic", place.pk) if isinstance(place, Topic) else ("phase", place.phase.pk)
    if key not in parts.readings:
        references = _of_topic(parts, place) if isinstance(place, Topic) else place.references
        parts.readings[key] = _prepare(parts, place, references)
    return parts.readings[key]


def _of_topic(parts: PreparedRoadmap, topic: Topic) -> list[Reference]:
    """Return its own, then those that its phase names for all of its topics."""
    own = list(Reference.objects.filter(topic=topic).select_related("resource"))
    named = {reference.resource_id for reference in own}
    shared = parts.node_of(topic).references
    return own + [reference for reference in shared if reference.resource_id not in named]


def _prepare(parts: PreparedRoadmap, place: Place, references: list[Reference]) -> PreparedReading:
    slots = Slots()
    rows = [
        {
            "reference": reference,
            "resource": reference.resource,
            "act": slots[f"act:{reference.resource_id}"],
            "icon": slots[f"icon:{reference.resource_id}"],
            "said": slots[f"said:{reference.resource_id}"],
        }
        for reference in references
    ]
    at = {"topic": place.slug} if isinstance(place, Topic) else {"at": place.phase.slug}
    return PreparedReading(
        prepare("learning/_reading.html", rows=rows, address=parts.address, at=at), references
    )


def _read_values(key: int) -> dict[str, str]:
    said = gettext("read. Mark as not read")
    return {f"act:{key}": "unread", f"icon:{key}": "done", f"said:{key}": said}


def _unread_values(key: int) -> dict[str, str]:
    said = gettext("not read. Mark as read")
    return {f"act:{key}": "read", f"icon:{key}": "todo", f"said:{key}": said}
