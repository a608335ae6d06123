"""A complete exploration of the function's code: every interleaving, crash and lost answer, to a stated bound."""
