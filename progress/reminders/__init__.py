"""Mail: when it is due, the ledger that it stands in, what it says, sending it, and how it is stopped."""
