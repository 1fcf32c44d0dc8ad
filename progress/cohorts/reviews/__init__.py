"""Milestones that mentors look at: waiting, claimed, reviewed, talked about."""
