"""How long what the service has accepted may stay out of sight, in seconds."""

DESCRIBED_WITHIN = 300
"""From an accepted claim until DescribePhoneNumber knows it. The service has been seen to accept a claim whose number
never appeared: https://github.com/boto/boto3/issues/4622"""
LISTED_WITHIN = 120
"""From a claim, accepted or not answered, until ListPhoneNumbersV2 shows its number."""
SENT_WITHIN = 3600
"""From the moment that an operation is reserved, or is reserved again, until it is sent: a waiter's life."""
