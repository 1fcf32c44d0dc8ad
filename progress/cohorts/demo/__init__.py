"""People who never were, with the progress of people who could be."""
