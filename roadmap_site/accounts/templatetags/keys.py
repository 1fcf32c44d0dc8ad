"""Who has keys, and where browsers let them be used: at a name, never at an IP address.

Web Authentication, section 5.1.3.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit, urlunsplit

from allauth.mfa.models import Authenticator
from django import template
from django.conf import settings
from django.http import HttpRequest

from roadmap_site.accounts.models import User

register = template.Library()


@register.simple_tag
def address_for_keys(request: HttpRequest) -> str:
    """Return the same page's address at localhost where an IP address was asked for; empty if keys work."""
    here = urlsplit(request.build_absolute_uri())
    if "localhost" not in settings.ALLOWED_HOSTS or not _is_ip(here.hostname or ""):
        return ""
    port = f":{here.port}" if here.port else ""
    return urlunsplit((here.scheme, f"localhost{port}", here.path, "", ""))


@register.simple_tag
def second_steps(person: User) -> set[str]:
    """Return the kinds of second steps that a person has set up."""
    return set(Authenticator.objects.filter(user=person).values_list("type", flat=True))


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
