"""What the pages about mail show."""
