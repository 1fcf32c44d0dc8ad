"""Releases as a changelog: what came, moved, changed and went, in words."""
