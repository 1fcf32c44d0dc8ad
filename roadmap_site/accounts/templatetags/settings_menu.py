"""The menu beside every settings page."""

from typing import Any

from django import template

from roadmap_site.accounts import menu

register = template.Library()


@register.inclusion_tag("settings/_menu.html", takes_context=True)
def settings_menu(context: dict[str, Any]) -> dict[str, Any]:
    request = context["request"]
    return {
        "groups": menu.groups(),
        "current": menu.current(request.path),
        "csrf_token": context.get("csrf_token"),
    }
