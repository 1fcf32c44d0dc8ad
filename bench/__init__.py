"""How fast the pages, ticks and loads are, as `make bench` measures them.

Everything runs in a copy of the project under var/bench, with a database, ports and people of its own.
"""
