"""Loading a large catalogue, by the commands that editors use."""

from statistics import median
from typing import Any

from bench.servers import LARGE, LARGE_CONTENT, manage

AGAIN = 3  # times that reading and an unchanged load are measured


def time_loads(topics: int) -> dict[str, dict[str, Any]]:
    """`over_reading` is what a load takes beyond reading the files alone (`lint_content`), in seconds."""
    load, read = (("load_content", str(LARGE_CONTENT)), ("lint_content", str(LARGE_CONTENT)))
    cold = manage(*load, database=LARGE)
    reading, unchanged = [], []
    for _ in range(AGAIN):
        reading.append(manage(*read, database=LARGE))
        unchanged.append(manage(*load, database=LARGE))
    alone = median(reading)
    seconds = {"load_read": alone, "load_cold": cold, "load_unchanged": median(unchanged)}
    return {
        name: {
            "seconds": round(took, 2),
            "over_reading": round(took - alone, 2),
            "topics": topics,
            "of": "load_read",
        }
        for name, took in seconds.items()
    }
