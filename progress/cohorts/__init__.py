"""Cohorts: who learns together, who looks after them, and what mentors see, review and write."""
