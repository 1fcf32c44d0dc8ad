from datetime import UTC, datetime

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
