"""Pictures under a roadmap's assets/: small, of a known kind, and without anything that runs."""

import re
from xml.parsers import expat

from curriculum.content.documents import Documents
from curriculum.content.errors import ContentError, Position, did_you_mean, shown

MAX_PICTURE = 200 * 1024
NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\.(svg|png|webp|jpg|jpeg)")
DRAWING = {
    "circle", "clipPath", "defs", "desc", "ellipse", "g", "line", "linearGradient", "marker", "mask", "path",
    "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "svg", "symbol", "text", "title",
    "tspan", "use",
}  # fmt: skip


class Pictures:
    """A roadmap's pictures. Their addresses are `/assets/<roadmap>/<file>`."""

    def __init__(self, documents: Documents, roadmap: str) -> None:
        self.documents = documents
        self.roadmap = roadmap
        self.folder = f"roadmaps/{roadmap}/assets"
        self.checked: set[str] = set()

    def address(self, written: str) -> str:
        """Return the address of `assets/<file>`; ValueError has a message and a suggestion."""
        match = re.fullmatch(r"assets/([^/]+)", written)
        if not match or not NAME.fullmatch(match[1]):
            message = f"the picture {shown(written)} isn't one of this roadmap's assets"
            raise ValueError(message, "write assets/name.svg (or .png, .webp, .jpg), in lower case")
        path = f"{self.folder}/{match[1]}"
        content = self.documents.take(path)
        if content is None and self.documents.is_missing(path):
            names = [f"assets/{name.rsplit('/', 1)[1]}" for name in self.documents.within(self.folder)]
            suggestion = did_you_mean(written, names) or "add the file to assets/"
            raise ValueError(f"there is no picture {shown(written)}", suggestion)
        if content is not None and path not in self.checked:
            self.checked.add(path)
            self._check(path, content)
        return f"/assets/{self.roadmap}/{match[1]}"

    def take_all(self) -> None:
        """Of prose that isn't even tried nobody knows which pictures it shows."""
        self.documents.take_within(self.folder)

    def _check(self, path: str, content: bytes) -> None:
        if len(content) > MAX_PICTURE:
            self.documents.error(
                path, f"the picture is larger than {MAX_PICTURE // 1024} KiB", "make it smaller"
            )
            return
        kind = path.rsplit(".", 1)[1].replace("jpeg", "jpg")
        if kind == "svg":
            if error := _svg_error(self.documents.name(path), content):
                self.documents.errors.append(error)
        elif kind != kind_of(content):
            message = f"the picture isn't a {kind} file by its content"
            self.documents.error(path, message, "save it in the format that its name says")


def kind_of(content: bytes) -> str:
    """Return png, jpg or webp by the first bytes, or an empty string."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return ""


class _Refused(Exception):
    pass


def _svg_error(file: str, content: bytes) -> ContentError | None:
    """Return why a drawing isn't harmless: only shapes and text, nothing that runs or loads."""
    parser = expat.ParserCreate()
    names: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        names.append(name)
        if name not in DRAWING or (len(names) == 1 and name != "svg"):
            raise _Refused(f"<{name}>")
        for key, value in attributes.items():
            if key.lower().startswith("on") or (key.endswith("href") and not value.startswith("#")):
                raise _Refused(f"{key}={shown(value, 30)}")
            if re.search(r"url\((?!\s*['\"]?#)|javascript:|@import|\\", value, re.IGNORECASE):
                raise _Refused(f"{key}={shown(value, 30)}")

    def refuse(*_: object) -> None:
        raise _Refused("a document type or processing instruction")

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(content, True)
    except _Refused as refused:
        where = Position(file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        return ContentError.at(where, f"a drawing may not have {refused}", "export it as plain SVG")
    except expat.ExpatError as error:
        return ContentError.at(Position(file, error.lineno, error.offset + 1), "not SVG", "export it again")
    return None
