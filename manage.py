#!/usr/bin/env python
import os
import sys
from io import TextIOWrapper

from django.core.management import execute_from_command_line

from roadmap_site.refusals import done_when_nobody_reads, refusals_in_one_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roadmap_site.settings")
    if isinstance(sys.stdout, TextIOWrapper):  # a letter that the terminal lacks is no reason to stop
        sys.stdout.reconfigure(errors="backslashreplace")
    with refusals_in_one_line(), done_when_nobody_reads():
        execute_from_command_line(sys.argv)
