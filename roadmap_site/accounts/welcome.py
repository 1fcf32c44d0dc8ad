"""Where people are led when they have just signed up: each app registers its page when it starts."""

from urllib.parse import urlencode

from django.urls import reverse

_pages: list[str] = []


def register(url_name: str) -> None:
    """The page leads on to the address in its query's `next`. Saying it again changes nothing."""
    if url_name not in _pages:
        _pages.append(url_name)


def way_to(address: str) -> str:
    """Return the address of the first page; the last one leads to `address`."""
    for page in reversed(_pages):
        address = f"{reverse(page)}?{urlencode({'next': address}, safe='/')}"
    return address
