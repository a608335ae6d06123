"""Many phone numbers created at the same moment, against Amazon Connect's request rate."""
