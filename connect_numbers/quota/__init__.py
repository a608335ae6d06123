"""The use of the two quotas: figures, forecast and charts. The arithmetic is the function's."""
