#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

from roadmap_site.refusals import refusals_in_one_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roadmap_site.settings")
    with refusals_in_one_line():
        execute_from_command_line(sys.argv)
