"""Importing the handler and making its clients, against boto3 and the same clients alone."""
