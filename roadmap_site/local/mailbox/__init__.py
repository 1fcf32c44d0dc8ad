"""What local mode would have sent: mails as files, and the pages on which they are read."""
