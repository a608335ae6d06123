"""Connect under the control of `ConnectControl`: what goes wrong on request, and what is written down.

This is what the local Connect has beyond moto's layout, whose `models`, `responses`, `exceptions` and `urls` do without.
"""
