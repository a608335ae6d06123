"""Patterns of private values, and lists of values that are public."""

import re

ARN = re.compile(r"arn:[a-z-]+:[a-z0-9-]*:[a-z0-9-]*:(\d{12})?:[^\s,;\"']+")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
PHONE_NUMBER = re.compile(r"\+[1-9]\d{1,14}")
ACCOUNT_ID = re.compile(r"\d{12}")

TELLING_WORD = re.compile(r"[^\s,;\"'()\[\]]*[^\s,;\"'()\[\]A-Za-z.:!?][^\s,;\"'()\[\]]*")
"""A word of a message that has other characters than letters and punctuation: it may be a private value."""

RESOURCE_KINDS = frozenset({"contact-flow", "instance", "phone-number", "stack", "traffic-distribution-group"})
"""The words in an ARN that name the kind of resource."""

PUBLIC_VALUES = frozenset({"AWS::Connect::Instance", "L-8F812903", "connect"})
"""Values of Service Quotas that are the same in every account."""
