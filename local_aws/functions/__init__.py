"""Runs Python functions as Lambda does, in place of ministack's way."""
