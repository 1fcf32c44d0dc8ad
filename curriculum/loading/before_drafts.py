"""What was stored before the first of the watcher's drafts: that is what plans and refusals look at.

A draft changes rows in place, so that its editor sees it. The first one keeps what it found, as JSON
in its release; the drafts that replace it and the load that ends them are compared with that.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

from curriculum.loading.declared import Gone, Successor
from curriculum.loading.items import Item
from curriculum.loading.releases import latest_real
from curriculum.loading.stored import Row, Stored
from curriculum.models import Release


def kept(stored: Stored) -> dict[str, Any]:
    """Return what the first draft keeps; a later one keeps what the first did."""
    if before := _kept_by(stored.release):
        return before
    return {
        "rows": [[asdict(row.item), row.pk, row.retired] for row in stored.rows.values()],
        "trees": stored.trees,
        "successors": [asdict(one) for one in stored.holding if isinstance(one, Successor)],
        "gone": [asdict(one) | {"on": str(one.on)} for one in stored.holding if isinstance(one, Gone)],
    }


def undrafted(stored: Stored, *, returns_to: Release | None) -> Stored:
    """Return what was stored before any draft: the same, unless one is live."""
    before = _kept_by(stored.release)
    if before is None:
        return stored
    rows = [Row(Item(**item), pk, retired) for item, pk, retired in before["rows"]]
    holding: set[Successor | Gone] = {Successor(**one) for one in before["successors"]}
    holding |= {Gone(**one | {"on": date.fromisoformat(one["on"])}) for one in before["gone"]}
    return Stored(
        release=latest_real(),
        rows={row.item.id: row for row in rows},
        trees=before["trees"],
        holding=holding,
        remembered=stored.remembered if returns_to else set(holding),
    )


def _kept_by(release: Release | None) -> dict[str, Any] | None:
    return release.before if release and release.draft else None
