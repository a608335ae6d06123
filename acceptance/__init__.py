"""Acceptance on a real account: one phone number is claimed, changed and given up by a small stack, and checked.

`python -m acceptance --help` tells what it can be asked for. It says what it will do and what that costs, and asks,
before it changes anything.
"""
