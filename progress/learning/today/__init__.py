"""What a learner's day has: routine, what is next, pace, and the year that led to it."""
