"""Handing mails to the relay."""
