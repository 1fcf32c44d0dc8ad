"""What learners keep beside a topic: a note, links of their own, reports of dead links, and its history."""
