"""The row that each part of a catalogue becomes. Pure: nothing is saved here."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import models

from curriculum import catalog
from curriculum.catalog import Link, Span
from curriculum.loading.items import Item, Part
from curriculum.loading.stored import MODELS

Keys = Mapping[str, int]  # qualified id -> primary key


def row_of(
    item: Item, part: Part, *, tree: str, keys: Keys, layers: Mapping[tuple[str, str], int]
) -> models.Model:
    """Return `item` as an unsaved row; what it points at has its primary key in `keys` already."""
    fields: dict[str, Any] = {"key": item.key, "title": item.title, "digest": item.digest}
    match part:
        case catalog.Roadmap():
            fields |= _roadmap(part) | {"tree_digest": tree}
        case catalog.Phase():
            fields |= _phase(part) | {"layer_id": layers.get((item.roadmap, part.layer))}
        case catalog.ChooseGroup():
            fields |= {"choose": part.choose, "summary": part.summary, "optional": part.optional}
        case catalog.Topic():
            fields |= {"slug": part.slug, "summary": part.summary, "optional": part.optional}
            fields |= (
                {"review_since": part.review.since, "review_why": part.review.why} if part.review else {}
            )
            fields |= {"group_id": keys[f"{item.roadmap}/{item.group}"] if item.group else None}
            fields |= {"concept_id": keys[f"concepts/{part.concept}"] if part.concept else None}
        case catalog.Milestone():
            fields |= {"brief": part.brief, "kind": part.kind}
        case catalog.Resource():
            fields |= {"kind": part.kind, "url": part.url, "note": part.note}
        case catalog.Concept():
            fields |= {"summary": part.summary}
    if item.kind not in ("concept", "resource"):
        fields["position"] = item.position
    if item.kind not in ("concept", "resource", "roadmap"):
        fields["roadmap_id"] = keys[f"roadmaps/{item.roadmap}"]
    if item.phase:
        fields["phase_id"] = keys[f"{item.roadmap}/{item.phase}"]
    return MODELS[item.kind](**fields)


def _roadmap(part: catalog.Roadmap) -> dict[str, Any]:
    return {
        "slug": part.slug,
        "tagline": part.tagline,
        "status": part.status,
        "accent": part.accent,
        "language": part.language,
        "audience": part.audience,
        "calls_phases": part.calls_phases,
        "summary": part.summary,
        "source": _source(part),
        "facts": [{"label": label, "value": value} for label, value in part.facts],
        "outcomes": list(part.outcomes),
        "related": [asdict(link) for link in part.related],
        "next": [asdict(link) for link in part.next],
    } | _span("duration", part.duration)


def _source(part: catalog.Roadmap) -> dict[str, str]:
    source: Link | None = part.source
    return {"title": source.title, "url": source.url, "licence": part.licence} if source else {}


def _phase(part: catalog.Phase) -> dict[str, Any]:
    return (
        {
            "slug": part.slug,
            "headline": part.headline,
            "short": part.short,
            "number": part.number,
            "level": part.level,
            "badge": part.badge,
            "summary": part.summary,
            "goal": part.goal,
            "prose": part.prose,
            "optional": part.optional,
            "tools": list(part.tools),
            "when_note": part.when.note if part.when else "",
        }
        | _span("effort", part.effort)
        | _span("when", part.when)
    )


def _span(name: str, span: Span | None) -> dict[str, Any]:
    return {
        f"{name}_unit": span.unit if span else "",
        f"{name}_from": span.start if span else None,
        f"{name}_to": span.end if span else None,
    }
