"""Many phone numbers created at the same moment, over HTTP and in real time, on the local AWS."""
