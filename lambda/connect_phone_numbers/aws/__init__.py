"""The services that the function calls."""
