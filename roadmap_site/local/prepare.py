"""Make the database and the static files ready: `python -m roadmap_site.local.prepare`."""

import os

import django
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands

from roadmap_site.refusals import refusals_in_one_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roadmap_site.settings")
    with refusals_in_one_line():
        django.setup()
        say("Migrating the database")
        call_command("migrate", verbosity=0, interactive=False)
        load_content()
        say("Collecting static files")
        call_command("collectstatic", verbosity=0, interactive=False)
        if settings.LOCAL:
            from roadmap_site.local.demo import make_demo_people

            if make_demo_people():
                say("Made the demo people")


def load_content() -> None:
    """Files with errors leave the content as it was: the site runs, and the errors are told."""
    if "load_content" not in get_commands():
        return
    say("Loading content/")
    try:
        call_command("load_content")
    except (CommandError, SystemExit) as error:
        say(f"content/ was not loaded: {error}")


def say(line: str) -> None:
    print(f"  {line}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
