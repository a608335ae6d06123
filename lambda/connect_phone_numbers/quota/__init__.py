"""The two quotas: the arithmetic, what is held, and the reservation of every claim and release."""
