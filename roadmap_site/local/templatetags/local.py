from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("local/_watch.html")
def local_watch() -> dict[str, bool]:
    """For a page's head: while content files are watched, the page follows them."""
    return {"watching": settings.WATCH_CONTENT}


@register.simple_tag
def local_mailbox() -> str:
    """Return the address of the mailbox, where there is one."""
    return reverse("mailbox") if settings.SHOW_MAIL else ""
