"""Connect under the control of `ConnectControl`: what goes wrong on request, and what is written down.

The local Connect has it beyond what is in moto's layout: `models`, `responses`, `exceptions` and `urls` do without.
"""
