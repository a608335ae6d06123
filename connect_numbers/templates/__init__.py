"""Templates: those of a synthesised app and those deployed, and the numbers that they declare."""
