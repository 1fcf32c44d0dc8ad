"""What becomes of mail when programs are killed, stopped, doubled or hang: `make faults` plays it.

Everything is real: PostgreSQL, Redis, Celery's workers and beats, a relay over TCP. Each scenario has a
control in which a guard of the protocol is missing; it must go wrong there, or the scenario proves nothing.
"""
