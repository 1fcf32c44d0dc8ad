"""The editors' files, read: `reading.read_catalog` is the way in."""
