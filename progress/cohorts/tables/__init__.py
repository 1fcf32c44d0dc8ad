"""What mentors see of many learners at once: read in a number of statements that is the same for any size."""
