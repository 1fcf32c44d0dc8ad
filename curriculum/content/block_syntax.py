"""What becomes of headings and tables once Markdown is parsed."""

from xml.etree import ElementTree

from markdown.treeprocessors import Treeprocessor

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


class Shape(Treeprocessor):
    """Fit headings under the page's own, and let wide tables scroll by themselves."""

    top = 2

    def run(self, root: ElementTree.Element) -> None:
        self._shift_headings(root)
        label = ""
        for parent in list(root.iter()):
            for index, child in enumerate(parent):
                if child.tag in HEADINGS:
                    label = "".join(child.itertext()).strip()
                elif child.tag == "table":
                    parent[index] = _scrolling(child, label or "Table")
                elif child.tag == "pre":
                    child.set("tabindex", "0")

    def _shift_headings(self, root: ElementTree.Element) -> None:
        headings = [element for element in root.iter() if element.tag in HEADINGS]
        highest = min((HEADINGS[element.tag] for element in headings), default=1)
        for element in headings:
            element.tag = f"h{min(HEADINGS[element.tag] - highest + self.top, 6)}"


def _scrolling(table: ElementTree.Element, label: str) -> ElementTree.Element:
    for row in table.iter("tr"):
        for number, cell in enumerate(row):
            if align := cell.attrib.pop("align", None):
                cell.set("data-align", align)
            if cell.tag == "th":
                cell.set("scope", "col")
            elif number == 0:
                cell.tag = "th"
                cell.set("scope", "row")
    attributes = {"class": "table", "role": "region", "aria-label": label, "tabindex": "0"}
    frame = ElementTree.Element("div", attributes)
    frame.append(table)
    frame.tail, table.tail = table.tail, None
    return frame
