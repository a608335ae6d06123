"""A complete exploration of the function's code: every interleaving, crash and lost answer, within a bound."""
