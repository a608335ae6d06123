"""IAM actions of replicated instances, sorted, by what they are for.

https://docs.aws.amazon.com/connect/latest/adminguide/security-iam-amazon-connect-permissions.html, "Create a replica
instance": what it takes to create an instance is needed as well. Which resource types they have:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
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
    "ds:CheckAlias",
    "ds:CreateDirectory",
    "ds:CreateIdentityPoolDirectory",
    "ds:DescribeDirectories",
    "servicequotas:GetServiceQuota",
)
"""What the service does in its caller's name; these have no resource type."""
DIRECTORY_ACTIONS = (
    "ds:AuthorizeApplication",
    "ds:CreateAlias",
    "ds:DeleteDirectory",
    "ds:UnauthorizeApplication",
)
"""The service makes the replica's directory, whose id is not known before."""
LOG_GROUP_ACTIONS = ("logs:CreateLogGroup",)
"""For the replica's flow logs."""
CREATE_SERVICE_LINKED_ROLE_ACTIONS = ("iam:CreateServiceLinkedRole",)
SERVICE_LINKED_ROLE_ACTIONS = ("iam:AttachRolePolicy", "iam:PutRolePolicy")
"""For the replica's role and for that of the synchronization of both."""
