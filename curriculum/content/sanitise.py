"""The last gate: whatever came before, only these tags and attributes leave it."""

import nh3

from curriculum.content.links import is_external, link_problem

INLINE = {"a", "br", "code", "em", "strong"}
BLOCKS = {
    "aside", "blockquote", "div", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "div": {"aria-label"},
    "img": {"src", "alt"},
    "ol": {"start"},
}
VALUES = {
    "a": {"rel": {"external noopener"}},
    "aside": {
        "class": {"notice"},
        "role": {"note"},
        "data-kind": {"note", "tip", "important", "warning", "pattern"},
    },
    "div": {"class": {"table", "patterns"}, "role": {"region"}, "tabindex": {"0"}},
    "img": {"loading": {"lazy"}},
    "pre": {"tabindex": {"0"}},
    "td": {"data-align": {"left", "center", "right"}},
    "th": {"data-align": {"left", "center", "right"}, "scope": {"col", "row"}},
}


def _keep(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href" and link_problem(value):
        return None
    if attribute == "src" and (is_external(value) or link_problem(value)):
        return None
    return value


def _cleaner(tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        attributes={tag: names for tag, names in ATTRIBUTES.items() if tag in tags},
        tag_attribute_values={tag: values for tag, values in VALUES.items() if tag in tags},
        attribute_filter=_keep,
        url_schemes={"http", "https"},
        link_rel=None,
    )


CLEAN_INLINE = _cleaner(INLINE)
CLEAN_BLOCKS = _cleaner(INLINE | BLOCKS)
