"""The two quotas: their arithmetic, the numbers that are held, and the reservation of each claim and release."""
