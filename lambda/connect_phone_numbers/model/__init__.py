"""What there is: resources, claims, phone numbers. Standard library only."""
