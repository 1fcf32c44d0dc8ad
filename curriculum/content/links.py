"""Which addresses may stand in the content."""

import re
from urllib.parse import urlsplit

MAX_URL = 500
HOST = re.compile(r"[^\s/?#@\\<>\"'^`{|}%]+")


def web_address_problem(url: str) -> str:
    """Return what is wrong with an absolute http or https address, or an empty string."""
    if len(url) > MAX_URL:
        return f"is {len(url)} characters long, {MAX_URL} are the most"
    if re.search(r"[\s\x00-\x20\x7f-\x9f\\<>\"]", url):
        return "has a space, quote, backslash or control character in it"
    if not re.match(r"https?://", url):
        return "doesn't begin with https:// or http://"
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises ValueError on port 99999
    except ValueError:
        return "isn't a well-formed address"
    if "@" in parts.netloc:
        return "has a user name in it"
    if not parts.hostname or not HOST.fullmatch(parts.netloc) or parts.hostname.startswith("."):
        return "has no host name"
    return ""


def link_problem(href: str) -> str:
    """Return what is wrong with a link in prose, or an empty string.

    Besides web addresses, paths of this site (`/roadmaps/…/`) and `#fragments` are allowed.
    """
    if re.fullmatch(r"#[A-Za-z0-9._-]+", href):
        return ""
    if re.fullmatch(r"/(?![/\\])[^\s\x00-\x20\\]*", href):
        return ""
    return web_address_problem(href)


def is_external(href: str) -> bool:
    return not href.startswith(("/", "#"))
