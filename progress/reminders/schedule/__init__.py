"""When a mail is due, by the wall clock of whoever gets it."""
