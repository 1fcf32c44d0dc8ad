"""From a catalogue to rows: what is stored, what would change, and changing it, all or nothing."""
