"""Coming into a cohort and leaving it."""
