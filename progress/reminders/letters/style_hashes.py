"""What a page that shows a mail's HTML has to allow in its Content-Security-Policy."""

from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser


def style_hashes(html: str) -> list[str]:
    """Return a source for style-src for each style in `html`, attributes included.

    Those of attributes hold only beside 'unsafe-hashes'.
    """
    found = _Styles()
    found.feed(html)
    found.close()
    return [f"'sha256-{_digest(style)}'" for style in dict.fromkeys(found.styles)]


def _digest(style: str) -> str:
    return b64encode(sha256(style.encode()).digest()).decode()


class _Styles(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.styles: list[str] = []
        self._block: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.styles += [value for name, value in attrs if name == "style" and value]
        if tag == "style":
            self._block = []

    def handle_data(self, data: str) -> None:
        if self._block is not None:
            self._block.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "style" and self._block is not None:
            self.styles.append("".join(self._block))
            self._block = None
