"""Make the database and the static files ready: `python -m roadmap_site.local.prepare`."""

import os
from io import StringIO

import django
from django.conf import settings
from django.core.management import CommandError, call_command

from roadmap_site.refusals import refusals_in_one_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roadmap_site.settings")
    with refusals_in_one_line():
        django.setup()
        say("Migrating the database")
        call_command("migrate", verbosity=0, interactive=False)
        say("Loading content/")
        load_content()
        say("Collecting static files")
        call_command("collectstatic", verbosity=0, interactive=False)
        if settings.LOCAL:
            make_demo()


def load_content() -> None:
    """A laptop goes on with the content that it has: an editor mends the files while the site runs."""
    try:
        call_command("load_content", stdout=StringIO())
    except (CommandError, SystemExit) as error:
        if not settings.LOCAL:
            raise
        say(f"content/ was not loaded: {error}")


def make_demo() -> None:
    from django.utils import timezone

    from roadmap_site.local.demo import make_cohort, make_demo_people, make_progress

    if make_demo_people():
        say("Making the demo people")
    make_progress(timezone.now())
    make_cohort(timezone.now())


def say(line: str) -> None:
    print(f"  {line}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
