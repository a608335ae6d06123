"""Every wait of the protocol, in seconds: between two looks, until something shows, until an operation is given up.

`ledger.pace` has the request rate.
"""

# Between two looks at a number. The state machine waits.
LOOK_AGAIN_SECONDS = 3
"""After a move or a change, and between the first two looks at a claim. A look at once would only use up requests."""
SLEPT_SECONDS = 1
"""After a release, until the first look whether the number is gone. Also the longest time from a claim to the first
look at its status (`ledger.settling`) for which the function sleeps. One more step of the state machine costs twenty
times as much as this second."""
LOOK_AGAIN_AFTER_RELEASE = 2
"""Between the first two looks whether a released number is gone."""
LOOK_AGAIN_AFTER_TROUBLE = 2
"""After a call that was throttled, or that had no answer."""
LOOK_AGAIN_WHILE_BUSY = 5
"""While the operation waits for somebody else: another resource, a target that is being created, a new policy."""
LOOK_AGAIN_FOR_REPLICA = 10
"""While an instance is replicated, or a replica is deleted. That takes minutes."""
LOOK_AGAIN_FOR_CLAIM = 10
"""While a claim whose answer was lost may still show in the list of numbers."""
ANSWER_AGAIN_SECONDS = 5
"""Between two tries to answer CloudFormation."""
SELDOM_SECONDS = 10
"""The least time between two looks once an operation has lasted ten minutes. A reserved slot is kept for longer."""

# Until something shows.
DESCRIBED_WITHIN = 300
"""From an accepted claim until DescribePhoneNumber knows the number. Amazon Connect was seen to accept a claim whose
number never appeared: https://github.com/boto/boto3/issues/4622"""
LISTED_WITHIN = 120
"""From a claim until ListPhoneNumbersV2 shows its number. Also the longest time that the list may lack a number."""
FOUND_WITHIN = 10
"""How long the function looks for a number to adopt: the list may lack it for a moment."""
TARGET_READY_WITHIN = 300
"""From the beginning of an operation until Amazon Connect knows its instance or group. CloudFormation's express mode
creates dependents before a resource has settled."""
TAGS_SHOWN_WITHIN = 60
"""From TagResource until DescribePhoneNumber shows the tags."""
MIRRORED_WITHIN = 30 * 60
"""From the beginning of an operation until a flow or a user of the instance is in its replica. AWS says "near
real-time", or 30 minutes: https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html"""
ALLOWED_WITHIN = 60
"""From the beginning of an operation until a new policy is in force. A denied call is tried again until then:
https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html, "Changes that I make are not always immediately
visible"."""
EVENT_ALLOWED_WITHIN = 100
"""The same for an event that can't be recorded. Lambda delivers it again after one minute, and after two more."""
CLOCKS_DIFFER_BY = 10
"""The most by which the clocks of two invocations differ."""

# Until something is given up.
OPERATION_SECONDS = 45 * 60
"""How long an operation may take before the function answers FAILED. CloudFormation itself waits for ServiceTimeout."""
LEFTOVERS_SECONDS = 30 * 60
"""How long a successful operation may take to end the numbers that earlier operations left behind."""
LATE_WITHIN = 7 * 3600
"""How long after its signing a Delete may be carried out. Lambda delivers an event for six hours."""
SENT_WITHIN = 3600
"""The longest time from the reservation of a claim or release until it is sent: longer than an operation."""
LEASE_SECONDS = 900
"""How long a lease lasts: longer than a claim takes. After a crash, a candidate stays leased for as long."""
LEDGER_MADE_WITHIN = 20
"""How long an event waits for a ledger that is being made, once for each account and Region. The event contains a
secret, so it is kept nowhere else. After this time, Lambda delivers it again."""
