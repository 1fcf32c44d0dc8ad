"""The embedded PostgreSQL: the first connection of a process starts it, or joins it."""
