"""Where browsers let keys be used: at a name, never at an IP address (Web Authentication, section 5.1.3)."""

from ipaddress import ip_address
from urllib.parse import urlsplit, urlunsplit

from django import template
from django.conf import settings
from django.http import HttpRequest

register = template.Library()


@register.simple_tag
def address_for_keys(request: HttpRequest) -> str:
    """Return the same page's address at localhost where an IP address was asked for; empty if keys work."""
    here = urlsplit(request.build_absolute_uri())
    if "localhost" not in settings.ALLOWED_HOSTS or not _is_ip(here.hostname or ""):
        return ""
    port = f":{here.port}" if here.port else ""
    return urlunsplit((here.scheme, f"localhost{port}", here.path, "", ""))


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
