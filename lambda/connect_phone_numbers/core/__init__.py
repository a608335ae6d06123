"""The rules, pure: standard library only, no clock, no chance, no environment, no AWS call."""
