"""A phase's own page, with all that there is to say of it."""

from curriculum.tree import PhaseNode
from progress.learning.pages.prepared_roadmap import PreparedRoadmap
from progress.learning.pages.reading import prepared_reading
from progress.learning.pages.slots import Prepared, prepare


def prepared_phase(parts: PreparedRoadmap, node: PhaseNode) -> Prepared:
    """Return it, prepared when it is first asked for.

    It has the slots self, messages, token, whose, progress, reading, undo and those of its rows.
    """
    key = node.phase.pk
    if key not in parts.phase_pages:
        parts.phase_pages[key] = _prepare(parts, node)
    return parts.phase_pages[key]


def _prepare(parts: PreparedRoadmap, node: PhaseNode) -> Prepared:
    nodes = parts.tree.phases
    at = nodes.index(node)
    return prepare(
        "learning/phase.html",
        tree=parts.tree,
        node=node,
        rows=parts.path.rows[node.phase.pk],
        address=parts.address,
        has_reading=bool(prepared_reading(parts, node).references),
        before=nodes[at - 1].phase if at else None,
        after=nodes[at + 1].phase if at + 1 < len(nodes) else None,
    )
