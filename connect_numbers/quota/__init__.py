"""What is used of the two quotas, what will be, and pictures of it. The arithmetic is the handler's."""
