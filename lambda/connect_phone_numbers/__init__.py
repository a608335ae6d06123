"""Custom resource handler that owns Amazon Connect phone numbers on behalf of CloudFormation stacks.

It runs on the Lambda runtime's own boto3 and the standard library: there is nothing to bundle.
"""
