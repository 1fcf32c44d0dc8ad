"""PostgreSQL, looked at once before it is used."""
