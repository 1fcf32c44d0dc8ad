"""The pages of search: what there is to learn, and beside it one's own notes."""
