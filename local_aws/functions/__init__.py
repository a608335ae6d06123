"""Lambda as functions and their callers see it, in place of ministack's way of running Python functions."""
