"""What's new: the releases as a page, first what touches one's own marks."""
