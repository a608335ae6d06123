"""Every wait of the protocol, in seconds: between two looks, for what may still show, until it is given up.

How fast requests may follow one another is in `ledger.pace`.
"""

# Between two looks. The state machine waits; an operation that lasts long is looked at more seldom.
LOOK_AGAIN_SECONDS = 3
"""From a move or a change to the next look at its status, and from the first look at a claim to the second: at once
would only spend the account's requests."""
SLEPT_SECONDS = 1
"""From a release to the first look whether the number is gone; and the longest time from a claim to the first look at
its status (`ledger.settling`) that the function sleeps: a step more, and the state machine's wait before it, would cost
twenty times as much."""
LOOK_AGAIN_AFTER_RELEASE = 2
"""From a release to the second look whether the number is gone."""
LOOK_AGAIN_AFTER_TROUBLE = 2
"""After a call that was throttled, or that had no answer."""
LOOK_AGAIN_WHILE_BUSY = 5
"""While somebody else has to be done first: another resource, a target that is being made, a policy in the making."""
LOOK_AGAIN_FOR_REPLICA = 10
"""While an instance is being replicated, or its replica deleted: that takes minutes."""
LOOK_AGAIN_FOR_CLAIM = 10
"""While a claim without an answer may still show in the list."""
ANSWER_AGAIN_SECONDS = 5
"""Between two tries to answer CloudFormation."""
SELDOM_SECONDS = 10
"""The least time between two looks once an operation has lasted ten minutes. A slot is kept for longer."""

# For what may still show.
DESCRIBED_WITHIN = 300
"""From an accepted claim until DescribePhoneNumber knows it. The service has been seen to accept a claim whose number
never appeared: https://github.com/boto/boto3/issues/4622"""
LISTED_WITHIN = 120
"""From a claim, accepted or not answered, until ListPhoneNumbersV2 shows its number; and the longest that one of its
answers may lack a number that is there."""
FOUND_WITHIN = 10
"""How long a number that is to be adopted is looked for: one answer of the list may lack it."""
TARGET_READY_WITHIN = 300
"""From an operation's beginning until its instance or group may be named: CloudFormation's Express mode goes on to what
depends on it before it has settled."""
TAGS_SHOWN_WITHIN = 60
"""From TagResource until DescribePhoneNumber shows the tags."""
MIRRORED_WITHIN = 30 * 60
"""How long a flow or a user may take from the instance to its replica, after the operation that needs it began. "Near
real-time", or within 30 minutes: https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html
"""
ALLOWED_WITHIN = 60
"""How long after an operation began a denied access is tried again: a policy written just before it takes a while to
be in force everywhere. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html, "Changes that I make are
not always immediately visible"."""
EVENT_ALLOWED_WITHIN = 100
"""The same for an event that can't be recorded: Lambda delivers it again after one minute, and after two more."""
CLOCKS_DIFFER_BY = 10
"""The most that the clocks of two invocations differ. Moments that different invocations took are compared with it."""

# Until it is given up.
OPERATION_SECONDS = 45 * 60
"""How long an operation may take before the function fails it. CloudFormation itself waits for ServiceTimeout."""
LEFTOVERS_SECONDS = 30 * 60
"""How long an operation, which has what it asked for, may take to end what earlier ones left behind."""
LATE_WITHIN = 7 * 3600
"""How long after a Delete was signed it may be carried out: Lambda delivers an event for six hours."""
SENT_WITHIN = 3600
"""From the moment that an operation is reserved until it is sent, at most: an operation's life."""
LEASE_SECONDS = 900
"""How long a candidate stays leased. Longer than a claim takes, short enough to outlive a crash by little."""
LEDGER_MADE_WITHIN = 20
"""How long an event waits for a ledger that is being made: once in the life of an account and Region. The event has a
secret address for its answer, so it can be kept nowhere else meanwhile. After that, Lambda delivers it again."""
