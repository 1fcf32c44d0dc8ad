"""What mentors write to learners, and what they answer. A conversation is that of two people in a cohort."""
