"""A page with everything that it needs, as a browser would fetch it the first time."""

import re

from bench.browser import Browser

_NEEDED = (
    re.compile(r'<link rel="(?:stylesheet|icon)" href="([^"#]+)'),
    re.compile(r'<script[^>]* src="([^"#]+)'),
    re.compile(r'<(?:img|source)[^>]* src="([^"#]+)'),
    re.compile(r'<use (?:xlink:)?href="([^"#]+)'),
)


def page_weight(browser: Browser, address: str) -> dict[str, object]:
    """In bytes on the wire, compressed, with the headers of the answers."""
    page = browser.get(address)
    sizes = {address: len(page.raw)}
    for path in {found for pattern in _NEEDED for found in pattern.findall(page.text)}:
        reply = browser.get(path)
        assert reply.status == 200, f"{path} answers {reply.status}"
        sizes[path] = len(reply.raw)
    largest = sorted(sizes.items(), key=lambda item: -item[1])
    return {"bytes": sum(sizes.values()), "files": dict(largest)}
