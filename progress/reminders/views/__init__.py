"""Addresses -> answers."""
