"""Connect under the control of `ConnectControl`: faults on request, and a journal.

It is no part of moto's layout: `models`, `responses`, `exceptions` and `urls` work without it.
"""
