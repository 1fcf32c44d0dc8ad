from django import template
from django.conf import settings

register = template.Library()


@register.inclusion_tag("local/_watch.html")
def local_watch() -> dict[str, bool]:
    """For a page's head: while content files are watched, the page follows them."""
    return {"watching": settings.WATCH_CONTENT}
