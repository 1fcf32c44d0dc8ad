"""Rows of mails and their way: due -> claimed -> sending -> sent, or unknown, failed, skipped.

Leases are told by the database's clock, which no stopped process and no other machine's clock can fool.
"""
