"""A page as a tree to ask questions of: `read(response).one(id="stop-sql")["data-state"]`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "link", "input", "br", "hr", "img"}


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    def get(self, attribute: str) -> str | None:
        return self.attributes.get(attribute)

    def __iter__(self) -> Iterator["Element"]:
        """Every element within, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child

    @property
    def text(self) -> str:
        """Its words, with single spaces between them."""
        return " ".join(self._words().split())

    def _words(self) -> str:
        return "".join(
            f" {child._words()}" if isinstance(child, Element) else child for child in self.children
        )

    def all(self, name: str = "", /, **attributes: str) -> list["Element"]:
        """Underscores in attributes stand for hyphens; `class_` matches one of several."""
        return [element for element in self if element._is(name, attributes)]

    def one(self, name: str = "", /, **attributes: str) -> "Element":
        (found,) = self.all(name, **attributes)
        return found

    def _is(self, name: str, attributes: dict[str, str]) -> bool:
        if name and self.name != name:
            return False
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        classes = (self.get("class") or "").split()
        return all(
            value in classes if key == "class" else self.get(key) == value for key, value in wanted.items()
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(response: Any) -> Element:
    """The whole page or fragment; a tag that is left open or closed twice is an AssertionError."""
    reader = _Reader()
    reader.feed(response.content.decode())
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].name}> is never closed"
    return reader.open[0]
