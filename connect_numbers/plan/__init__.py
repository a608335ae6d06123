"""What a deployment of a synthesised app would do to phone numbers."""
