"""What only staff see of a load: drafts, and what only drafts name. Pure."""

from curriculum.loading.difference import Wanted
from curriculum.loading.items import Item
from curriculum.loading.stored import Stored
from curriculum.shown import ids_shown


def hidden_ids(wanted: Wanted, stored: Stored) -> set[str]:
    """Return their ids; what goes was as visible as its roadmap is, or was last."""
    hidden = wanted.items.keys() - ids_shown(wanted.catalog, drafts=False)
    going = stored.rows.keys() - wanted.items.keys()
    return hidden | {id for id in going if _is_draft(stored.rows[id].item, wanted, stored)}


def _is_draft(item: Item, wanted: Wanted, stored: Stored) -> bool:
    id = item.id if item.kind == "roadmap" else f"roadmaps/{item.roadmap}"
    roadmap = wanted.items.get(id) or (stored.rows[id].item if id in stored.rows else None)
    return roadmap is not None and roadmap.status == "draft"
