"""Send mail to an address again that it came back from, or whose owner had called it spam."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from progress.reminders.addresses import lift


class Command(BaseCommand):
    help = (
        "Send mail to an address again that was given up after a bounce or a complaint. Providers keep a "
        "list of their own: take it off there, too."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL")

    def handle(self, *args: Any, **options: Any) -> None:
        if not lift(options["email"]):
            raise CommandError(f"{options['email']} is not given up: mail is sent to it.")
        self.stdout.write(f"Mail is sent to {options['email']} again, from the next one on.")
