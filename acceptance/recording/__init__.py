"""Recordings of Amazon Connect's real answers, without private values."""
