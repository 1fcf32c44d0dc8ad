"""Django's server for development, over the loopback only while in local mode."""

from typing import Any

from django.conf import settings
from django.contrib.staticfiles.management.commands import runserver

from roadmap_site.local.mode import refuse_other_networks


class Command(runserver.Command):
    addr: str

    def run(self, **options: Any) -> None:
        if settings.LOCAL:
            refuse_other_networks(self.addr)
        super().run(**options)
