"""Ways to AWS: sessions, clients, the pace of their requests, and what their refusals mean."""
