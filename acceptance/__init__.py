"""Acceptance on a real account: a small stack claims, changes and ends one phone number, and each step is checked.

`python -m acceptance --help` shows the options. Before it changes anything, it says what it will do and what that
costs, and asks.
"""
