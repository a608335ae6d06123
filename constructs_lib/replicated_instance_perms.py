"""IAM actions of replicated instances, sorted, by what they are for.

https://docs.aws.amazon.com/connect/latest/adminguide/security-iam-amazon-connect-permissions.html, "Create a replica
instance": what it takes to create an instance is needed as well.
"""

from __future__ import annotations

SOURCE_ACTIONS = ("connect:DescribeInstance", "connect:ReplicateInstance")
REPLICA_ACTIONS = (
    "connect:DeleteInstance",
    "connect:DescribeInstance",
    "connect:ListTagsForResource",
    "connect:TagResource",
)
CREATE_INSTANCE_ACTIONS = (
    "connect:CreateInstance",
    "connect:ListInstances",
    "ds:AuthorizeApplication",
    "ds:CheckAlias",
    "ds:CreateAlias",
    "ds:CreateDirectory",
    "ds:CreateIdentityPoolDirectory",
    "ds:DeleteDirectory",
    "ds:DescribeDirectories",
    "ds:UnauthorizeApplication",
    "logs:CreateLogGroup",
    "servicequotas:GetServiceQuota",
)
"""What the service does in its caller's name; these have no resource type, or one that is not known before."""
SERVICE_LINKED_ROLE_ACTIONS = ("iam:AttachRolePolicy", "iam:CreateServiceLinkedRole", "iam:PutRolePolicy")
"""For the replica's role and for that of the synchronization of both."""
