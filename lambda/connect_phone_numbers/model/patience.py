"""How long what the service has accepted may stay out of sight, and by how much clocks may differ, in seconds."""

DESCRIBED_WITHIN = 300
"""From an accepted claim until DescribePhoneNumber knows it. The service has been seen to accept a claim whose number
never appeared: https://github.com/boto/boto3/issues/4622"""
LISTED_WITHIN = 120
"""From a claim, accepted or not answered, until ListPhoneNumbersV2 shows its number; and the longest that one of its
answers may lack a number that is there."""
TAGS_SHOWN_WITHIN = 60
"""From TagResource until DescribePhoneNumber shows the tags."""
CLOCKS_DIFFER_BY = 10
"""The most that the clocks of two invocations differ. Moments that different invocations took are compared with it."""
SENT_WITHIN = 3600
"""From the moment that an operation is reserved until it is sent, at most: an operation's life."""
OPERATION_SECONDS = 45 * 60
"""How long an operation may take before the function fails it. CloudFormation itself waits for ServiceTimeout."""
