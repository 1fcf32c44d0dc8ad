"""What a learner shows to everybody, from when they switch it on: a page, and badges for a README."""
