"""Importing the function's module and making its clients, against boto3 and the same clients alone."""
