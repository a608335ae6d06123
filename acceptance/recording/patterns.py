"""What values look like."""

import re

ARN = re.compile(r"arn:[a-z-]+:[a-z0-9-]*:[a-z0-9-]*:(\d{12})?:[^\s,;\"']+")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
PHONE_NUMBER = re.compile(r"\+[1-9]\d{1,14}")
ACCOUNT_ID = re.compile(r"\d{12}")

TELLING_WORD = re.compile(r"[^\s,;\"'()\[\]]*[^\s,;\"'()\[\]A-Za-z.:!?][^\s,;\"'()\[\]]*")
"""A word of a message with anything but letters and punctuation in it: it is not an ordinary word."""

RESOURCE_KINDS = frozenset({"contact-flow", "instance", "phone-number", "stack", "traffic-distribution-group"})
"""Words of an ARN's resource that say what it is."""

PUBLIC_VALUES = frozenset({"AWS::Connect::Instance", "L-8F812903", "connect"})
"""Of Service Quotas, the same in every account."""
